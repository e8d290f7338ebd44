package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges bundles whole: each under the structure it extends, and all of them together in their order. What is
 * found beyond the checks of {@link PolicyLibrary} does not keep a bundle from being calculated with; whoever
 * publishes it should nevertheless not.
 */
public final class PolicyReview {
    private final PolicyLibrary library;
    private final Workload books;
    private final Set<PolicyDefect> defects = new LinkedHashSet<>();

    /** @param books what all the books together may cost that are asked for afterwards */
    private PolicyReview(PolicyLibrary library, Workload books) {
        this.library = library;
        this.books = books;
    }

    /**
     * @param judged the bundles to judge, in the order in which they are to be combined
     * @param others bundles that those may extend; they are not judged
     */
    public static PolicyReview of(List<PolicyBundle> judged, List<PolicyBundle> others) {
        List<PolicyBundle> all = new ArrayList<>(judged);
        all.addAll(others);
        List<PolicyDefect> twice = new ArrayList<>();
        PolicyReview review = new PolicyReview(PolicyLibrary.gather(all, twice), Workload.of(judged));
        review.defects.addAll(twice);
        judged.forEach(review::judge);
        if (twice.isEmpty()) {
            review.judgeTogether(judged);
        }
        return review;
    }

    private void judge(PolicyBundle bundle) {
        library.check(bundle, defects);
        PolicyBundle extended = library.extendedBy(bundle);
        if (extended != null) {
            checkRegion(bundle, extended);
            combine(List.of(extended, bundle), null).stream()
                    .filter(defect ->
                            defect.origin().file().equals(bundle.origin().file()))
                    .forEach(defects::add);
        }
        List<PolicyDefect> found = new ArrayList<>();
        new BundleReview(bundle, extended, found).run();
        defects.addAll(found);
    }

    /** Values may be for the division itself, for one it lies in, or for one within it. */
    private void checkRegion(PolicyBundle bundle, PolicyBundle extended) {
        String own = withoutZeros(bundle.region());
        String theirs = withoutZeros(extended.region());
        if (!own.startsWith(theirs) && !theirs.startsWith(own)) {
            defects.add(Defects.of(bundle.origin(), "region-differs", bundle.region(), extended.region()));
        }
    }

    private static String withoutZeros(String region) {
        String cut = region;
        while (cut.endsWith("00")) {
            cut = cut.substring(0, cut.length() - 2);
        }
        return cut;
    }

    private void judgeTogether(List<PolicyBundle> judged) {
        if (judged.size() > 1) {
            defects.addAll(combine(judged, library.lender(judged)));
        }
        List<PolicyDefect> found = new ArrayList<>();
        new CombinationReview(judged, library.bundles(), Workload.of(judged), found).run();
        defects.addAll(found);
    }

    private static List<PolicyDefect> combine(List<PolicyBundle> bundles, @Nullable PolicyBundle lender) {
        try {
            PolicyBook.of(bundles, lender);
            return List.of();
        } catch (InvalidPolicyException conflict) {
            return conflict.defects();
        }
    }

    public List<PolicyDefect> defects() {
        return List.copyOf(defects);
    }

    public boolean isAtHand(String id) {
        return library.bundles().stream().anyMatch(bundle -> bundle.id().equals(id));
    }

    /**
     * The book of these bundles in that order; empty when one is not at hand.
     *
     * @throws InvalidPolicyException when they cannot be combined
     */
    public Optional<PolicyBook> book(List<String> ids) {
        return library.book(ids, books) instanceof PolicyLibrary.Combined combined
                ? Optional.of(combined.book())
                : Optional.empty();
    }
}
