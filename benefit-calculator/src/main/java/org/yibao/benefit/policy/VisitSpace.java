package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Member;

/**
 * Every kind of visit, or bill line, that conditions can tell apart, by one sample of each: the product of the
 * values of all dimensions that the conditions, and the classes they name, ask for. Numbers are cut where the
 * conditions have edges; combinations that the quote contract refuses are left out.
 */
final class VisitSpace {
    private final Structure structure;
    private final Workload workload;
    private final Map<String, Classification> classes = new HashMap<>();
    private int testsPerSample;

    VisitSpace(Structure structure, Workload workload) {
        this.structure = structure;
        this.workload = workload;
        structure.classes().forEach(each -> classes.put(each.name(), each));
    }

    /** Whether some visit meets all of them. */
    boolean hasVisit(Condition... conditions) {
        return any(List.of(conditions), List.of(), sample -> true);
    }

    /**
     * Goes through the samples that meet all of {@code within} until one is found.
     *
     * @param apart further conditions that samples differ by
     */
    boolean any(Collection<Condition> within, Collection<Condition> apart, Predicate<SampleVisit> found) {
        Questions questions = new Questions();
        within.forEach(questions::gather);
        apart.forEach(questions::gather);
        questions.gatherLinked();
        Map<String, List<Cell>> cells = new LinkedHashMap<>();
        questions.asked.forEach((dimension, asked) -> {
            Cells of = new Cells(structure, dimension, asked, workload);
            cells.put(dimension, of.meeting(directly(within, dimension)));
        });
        SampleVisit sample = new SampleVisit(structure, questions.needed);
        testsPerSample = questions.tests;
        return walk(new ArrayList<>(cells.keySet()), cells, 0, sample, s -> meets(s, within) && found.test(s));
    }

    private boolean walk(
            List<String> dimensions,
            Map<String, List<Cell>> cells,
            int index,
            SampleVisit sample,
            Predicate<SampleVisit> found) {
        workload.spend(1);
        if (index == dimensions.size()) {
            sample.decideClasses();
            workload.spend(testsPerSample);
            return found.test(sample);
        }
        String dimension = dimensions.get(index);
        for (Cell cell : cells.getOrDefault(dimension, List.of())) {
            sample.put(dimension, cell);
            if (ContractRules.admit(sample) && walk(dimensions, cells, index + 1, sample, found)) {
                return true;
            }
        }
        sample.remove(dimension);
        return false;
    }

    private static boolean meets(SampleVisit sample, Collection<Condition> within) {
        return within.stream().allMatch(condition -> condition.holds(sample));
    }

    private List<Criterion> directly(Collection<Condition> within, String dimension) {
        List<Criterion> criteria = new ArrayList<>();
        for (Condition condition : within) {
            Criterion criterion = condition.tests().get(dimension);
            if (criterion != null) {
                criteria.add(criterion);
            }
        }
        return criteria;
    }

    /** What is asked of each dimension, also by the members of the classes asked for. */
    private final class Questions {
        private final Map<String, Set<Criterion>> asked = new LinkedHashMap<>();
        private final Set<String> needed = new HashSet<>();
        private int tests;

        void gather(Condition condition) {
            workload.spend(condition.size());
            tests += 1 + condition.tests().size();
            condition.tests().forEach((dimension, criterion) -> {
                Classification named = classes.get(dimension);
                if (named == null) {
                    asked.computeIfAbsent(dimension, d -> new LinkedHashSet<>()).add(criterion);
                } else if (needed.add(dimension)) {
                    named.members().stream().map(Member::when).forEach(this::gather);
                }
            });
        }

        void gatherLinked() {
            ContractRules.linked(Set.copyOf(asked.keySet())).forEach(this::gather);
        }
    }
}
