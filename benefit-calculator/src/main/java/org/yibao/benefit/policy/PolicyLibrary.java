package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
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
        Set<PolicyDefect> defects = new LinkedHashSet<>();
        PolicyLibrary library = gather(bundles, defects);
        library.bundles.values().forEach(bundle -> library.check(bundle, defects));
        if (!defects.isEmpty()) {
            throw new InvalidPolicyException(List.copyOf(defects));
        }
        return library;
    }

    /** A library of bundles that were not checked; of two with one id it has the first. */
    static PolicyLibrary gather(List<PolicyBundle> bundles, Collection<PolicyDefect> defects) {
        PolicyLibrary library = new PolicyLibrary();
        for (PolicyBundle bundle : bundles) {
            if (library.bundles.putIfAbsent(bundle.id(), bundle) != null) {
                defects.add(Defects.of(bundle.origin(), "bundle-twice", bundle.id()));
            }
        }
        return library;
    }

    /** Notes what is wrong with a bundle alone, under the structure it extends. */
    void check(PolicyBundle bundle, Collection<PolicyDefect> defects) {
        PolicyBundle lender = extendedBy(bundle);
        if (bundle.extended() != null && lender == null) {
            defects.add(Defects.of(bundle.origin(), "extends-unknown", bundle.extended()));
            return;
        }
        try {
            PolicyBook.of(List.of(bundle), lender);
        } catch (InvalidPolicyException invalid) {
            defects.addAll(invalid.defects());
        }
    }

    /** The bundle whose structure a bundle's values are for; null when it is not here, or brings its own. */
    @Nullable
    PolicyBundle extendedBy(PolicyBundle bundle) {
        PolicyBundle lender = bundle.extended() == null ? null : bundles.get(bundle.extended());
        return lender == null || lender.structure() == null ? null : lender;
    }

    /**
     * Finds bundles by id: the book of them in that order, or a refusal POLICY_UNKNOWN. A bundle that only lends
     * its structure need not be named, unless it is a draft or made up: nothing of such a one is used untold.
     */
    public Selection book(List<String> ids) {
        return book(ids, Workload.of(bundles()));
    }

    Selection book(List<String> ids, Workload workload) {
        List<PolicyBundle> chosen = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            PolicyBundle bundle = bundles.get(id);
            if (bundle == null) {
                return unknown("refusal.policy-unknown", id);
            }
            chosen.add(bundle);
        }
        PolicyBundle lender = lender(chosen);
        if (lender != null
                && lender.reference().status() != PolicyReference.Status.IN_FORCE
                && !chosen.contains(lender)) {
            return unknown("refusal.policy-untold", lender.id());
        }
        return chosen.isEmpty()
                ? unknown("refusal.policy-unknown", "")
                : new Combined(PolicyBook.of(chosen, lender, workload));
    }

    private static Selection unknown(String text, String id) {
        return new Unknown(new Refusal(Refusal.Code.POLICY_UNKNOWN, Texts.of(text, id), Texts.shortened(id)));
    }

    @Nullable
    PolicyBundle lender(List<PolicyBundle> chosen) {
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
