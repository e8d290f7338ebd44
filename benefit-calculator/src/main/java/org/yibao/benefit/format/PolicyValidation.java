package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.benefit.policy.PolicyReview;

/** Judges bundle files whole: what each says, what they say together, and whether their scenarios hold. */
public final class PolicyValidation {
    private final List<PolicyBundle> others;
    private final Set<PolicyDefect> reading = new LinkedHashSet<>();
    private final FollowUps followUps = new FollowUps(reading);
    private final Set<PolicyDefect> found = new LinkedHashSet<>();
    private final List<PolicyBundle> read = new ArrayList<>();
    private final Map<String, List<Scenario>> scenarios = new HashMap<>();
    private final Map<List<String>, Optional<PolicyBook>> books = new HashMap<>();
    private int held;

    private PolicyValidation(List<PolicyBundle> others) {
        this.others = others;
    }

    /**
     * @param defects all of them, file by file; empty when the files may be used
     * @param scenarios how many scenarios were run and held
     */
    public record Report(List<PolicyDefect> defects, int scenarios) {
        public Report {
            defects = List.copyOf(defects);
        }
    }

    /**
     * Judges files as one combination in this order; never throws on any bytes.
     *
     * @param others bundles at hand that the files may extend or combine their scenarios with; they are not judged
     *     and give way to a file of the same id
     */
    public static Report of(List<PolicyFile> files, List<PolicyBundle> others) {
        PolicyValidation validation = new PolicyValidation(others);
        files.forEach(validation::read);
        validation.judge();
        return new Report(validation.sorted(files), validation.held);
    }

    private void read(PolicyFile file) {
        Defects defects = new Defects(file.name());
        Optional<PolicyYaml> reader = PolicyYaml.open(file.name(), file.text(), defects);
        if (reader.isPresent()) {
            PolicyBundle bundle = reader.get().bundle(file.digest());
            boolean understood = defects.isEmpty();
            List<Scenario> own = reader.get().scenarios();
            read.add(bundle);
            if (understood) {
                scenarios.putIfAbsent(bundle.id(), own);
            }
        }
        reading.addAll(defects.found());
    }

    private List<PolicyDefect> sorted(List<PolicyFile> files) {
        List<String> names = files.stream().map(PolicyFile::name).toList();
        return Stream.concat(reading.stream(), found.stream())
                .sorted(Comparator.comparingInt(
                                (PolicyDefect d) -> names.indexOf(d.origin().file()))
                        .thenComparingInt(d -> d.origin().line()))
                .toList();
    }

    private void judge() {
        List<PolicyBundle> atHand = others.stream()
                .filter(other -> read.stream().noneMatch(b -> b.id().equals(other.id())))
                .toList();
        PolicyReview review = PolicyReview.of(read, atHand);
        note(review.defects());
        for (PolicyBundle bundle : read) {
            Defects defects = new Defects(bundle.origin().file());
            scenarios.getOrDefault(bundle.id(), List.of()).forEach(scenario -> run(scenario, bundle, review, defects));
            note(defects.found());
        }
    }

    private void note(List<PolicyDefect> defects) {
        found.addAll(followUps.without(defects));
    }

    private void run(Scenario scenario, PolicyBundle bundle, PolicyReview review, Defects defects) {
        List<String> ids = new ArrayList<>(scenario.with());
        ids.add(bundle.structure() == null ? ids.size() : 0, bundle.id());
        int before = defects.size();
        book(ids, review).ifPresent(book -> {
            ScenarioRun.run(scenario, book, defects);
            held += defects.size() == before && before < PolicyDefect.COUNT_MAX ? 1 : 0;
        });
        scenario.with().stream()
                .filter(id -> !review.isAtHand(id))
                .forEach(id -> defects.add(scenario.origin(), "scenario-bundle-unknown", scenario.name(), id));
    }

    /** Empty when the bundles cannot be combined, which is told once. */
    private Optional<PolicyBook> book(List<String> ids, PolicyReview review) {
        return books.computeIfAbsent(List.copyOf(new LinkedHashSet<>(ids)), chosen -> {
            try {
                return review.book(chosen);
            } catch (InvalidPolicyException conflict) {
                note(conflict.defects());
                return Optional.empty();
            }
        });
    }
}
