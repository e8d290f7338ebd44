package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;

/** All bundles at hand, by id, of which a configuration or a call names the ones to combine. */
public final class PolicyLibrary {
    private final Map<String, PolicyBundle> bundles = new LinkedHashMap<>();

    private PolicyLibrary() {}

    /**
     * Checks each bundle together with the one whose structure it extends.
     *
     * @throws InvalidPolicyException with all defects, also when two bundles have one id
     */
    public static PolicyLibrary of(List<PolicyBundle> bundles) {
        PolicyLibrary library = new PolicyLibrary();
        List<PolicyDefect> defects = new ArrayList<>();
        for (PolicyBundle bundle : bundles) {
            if (library.bundles.putIfAbsent(bundle.id(), bundle) != null) {
                defects.add(Defects.of(bundle.origin(), "bundle-twice", bundle.id()));
            }
        }
        library.bundles.values().forEach(bundle -> library.check(bundle, defects));
        if (!defects.isEmpty()) {
            throw new InvalidPolicyException(defects);
        }
        return library;
    }

    private void check(PolicyBundle bundle, List<PolicyDefect> defects) {
        String extended = bundle.extended();
        PolicyBundle lender = extended == null ? null : bundles.get(extended);
        if (extended != null && (lender == null || lender.structure() == null)) {
            defects.add(Defects.of(bundle.origin(), "extends-unknown", extended));
            return;
        }
        try {
            PolicyBook.of(List.of(bundle), lender);
        } catch (InvalidPolicyException invalid) {
            defects.addAll(invalid.defects());
        }
    }

    /** Finds bundles by id: the book of them in that order, or a refusal POLICY_UNKNOWN. */
    public Selection book(List<String> ids) {
        List<PolicyBundle> chosen = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            PolicyBundle bundle = bundles.get(id);
            if (bundle == null) {
                return unknown(id);
            }
            chosen.add(bundle);
        }
        return chosen.isEmpty() ? unknown("") : new Combined(PolicyBook.of(chosen, lender(chosen)));
    }

    private static Selection unknown(String id) {
        return new Unknown(
                new Refusal(Refusal.Code.POLICY_UNKNOWN, Texts.of("refusal.policy-unknown", id), Texts.shortened(id)));
    }

    private @Nullable PolicyBundle lender(List<PolicyBundle> chosen) {
        return chosen.stream()
                .map(PolicyBundle::extended)
                .filter(Objects::nonNull)
                .map(bundles::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public List<PolicyBundle> bundles() {
        return List.copyOf(bundles.values());
    }

    /** What a list of ids stands for. */
    public sealed interface Selection {}

    public record Combined(PolicyBook book) implements Selection {}

    public record Unknown(Refusal refusal) implements Selection {}
}
