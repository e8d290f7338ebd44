package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Parameter.Bound;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.Parameter.NotGiven;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.Scheme;

/**
 * Finds the visits that may ask a parameter and get no answer on a day of its table, although the bundle does
 * not say so; and the rows and bounds that no visit can ask for.
 */
final class Coverage {
    private final VisitSpace space;
    private final Workload workload;
    private final List<PolicyDefect> defects;
    private final Parameter whole;
    private final Parameter own;

    /** The conditions of all rows, then those of what is not given, then those of the bounds. */
    private final List<Condition> conditions = new ArrayList<>();

    private final Set<Origin> ownOrigins = new HashSet<>();
    private final Set<Origin> reached = new HashSet<>();
    private final Set<Origin> contradicted = new HashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final @Nullable Days table;

    /** Whether a visit without an answer was told, which is told once; or the bundle itself has none to give. */
    private boolean isOpen;

    /**
     * @param whole with the rows of all bundles
     * @param own as the bundle under review has it
     */
    Coverage(VisitSpace space, Workload workload, Parameter whole, Parameter own, List<PolicyDefect> defects) {
        this.space = space;
        this.workload = workload;
        this.whole = whole;
        this.own = own;
        this.defects = defects;
        whole.rows().forEach(row -> conditions.add(row.when()));
        whole.notGiven().forEach(hole -> conditions.add(hole.when()));
        whole.bounds().forEach(bound -> conditions.add(bound.when()));
        own.rows().forEach(row -> ownOrigins.add(row.origin()));
        own.notGiven().forEach(hole -> ownOrigins.add(hole.origin()));
        whole.rows().forEach(row -> asked.addAll(row.when().dimensions()));
        own.notGiven().forEach(hole -> asked.addAll(hole.when().dimensions()));
        table = table(whole);
        isOpen = own.rows().isEmpty() && own.notGiven().isEmpty();
    }

    /** From the first to the last day of all its values; null when it has none. */
    private static @Nullable Days table(Parameter parameter) {
        Days table = null;
        for (ParameterRow row : parameter.rows()) {
            for (DatedValue value : row.values()) {
                table = table == null ? value.days() : table.spanning(value.days());
            }
        }
        return table;
    }

    /**
     * A place that reads the parameter.
     *
     * @param where its title
     * @param within what the visits meet that come there
     * @param apart further conditions that {@code reads} asks
     * @param reads whether such a visit, or such a line of its bill, reads the parameter there
     * @param days on which it may
     */
    record Use(String where, List<Condition> within, List<Condition> apart, Predicate<SampleVisit> reads, Days days) {
        static Use of(Scheme scheme, Condition when) {
            return new Use(scheme.title(), List.of(scheme.when(), when), List.of(), visit -> true, Days.ALL);
        }

        /** By the line rules that take the first self-pay from it. */
        static Use ofLines(Scheme scheme, List<LineRule> rules, String selfpay) {
            return new Use(
                    scheme.title(),
                    List.of(scheme.when(), StructureReview.IN_CATALOGUE),
                    rules.stream().map(LineRule::when).toList(),
                    line -> rules.stream()
                            .filter(rule -> rule.when().holds(line))
                            .findFirst()
                            .filter(rule -> selfpay.equals(rule.selfpay()))
                            .isPresent(),
                    Days.ALL);
        }

        /** @param told what a question about a person always says */
        static Use of(PersonRules.Reading reading, Condition told) {
            Clause clause = reading.clause();
            return new Use(
                    clause.title(), List.of(clause.when(), told), reading.before(), reading::comesFirst, clause.days());
        }
    }

    void check(List<Use> uses) {
        uses.forEach(this::walk);
        if (!uses.isEmpty()) {
            tellUnreached();
        }
    }

    private void walk(Use use) {
        List<Condition> apart = new ArrayList<>(conditions);
        apart.addAll(use.apart());
        boolean alike = conditions.stream().allMatch(each -> each.equals(Condition.ALWAYS));
        Set<BitSet> judged = new HashSet<>();
        space.any(use.within(), apart, sample -> {
            if (!use.reads().test(sample)) {
                return false;
            }
            BitSet held = held(sample);
            if (judged.add(held)) {
                judge(sample, held, use);
            }
            return alike;
        });
    }

    private BitSet held(SampleVisit sample) {
        BitSet held = new BitSet(conditions.size());
        for (int index = 0; index < conditions.size(); index++) {
            held.set(index, conditions.get(index).holds(sample));
        }
        return held;
    }

    /** Judges what all visits get that meet these conditions and no other. */
    private void judge(SampleVisit sample, BitSet held, Use use) {
        List<ParameterRow> rows = chosen(whole.rows(), held, 0);
        List<NotGiven> holes = chosen(whole.notGiven(), held, whole.rows().size());
        List<Bound> bounds = chosen(
                whole.bounds(), held, whole.rows().size() + whole.notGiven().size());
        rows.forEach(row -> reached.add(row.origin()));
        holes.forEach(hole -> reached.add(hole.origin()));
        bounds.forEach(bound -> reached.add(bound.origin()));
        noteContradictions(rows, holes);
        LocalDate day = isOpen ? null : firstUnanswered(answered(rows, holes), use.days());
        if (day != null) {
            isOpen = true;
            Defects.add(defects, own.origin(), "not-exhaustive", use.where(), sample.words(asked), day.toString());
        }
    }

    /** @param first where these stand among the conditions */
    private static <T> List<T> chosen(List<T> items, BitSet held, int first) {
        List<T> chosen = new ArrayList<>();
        int end = first + items.size();
        for (int index = held.nextSetBit(first); index >= 0 && index < end; index = held.nextSetBit(index + 1)) {
            chosen.add(items.get(index - first));
        }
        return chosen;
    }

    private void noteContradictions(List<ParameterRow> rows, List<NotGiven> holes) {
        for (NotGiven hole : holes) {
            for (ParameterRow row : rows) {
                if (ownOrigins.contains(hole.origin()) && ownOrigins.contains(row.origin()) && fills(row, hole)) {
                    tellContradiction(hole, row);
                }
            }
        }
    }

    private boolean fills(ParameterRow row, NotGiven hole) {
        workload.spend(row.values().size());
        return row.values().stream().anyMatch(value -> value.days().shareOneWith(hole.days()));
    }

    private void tellContradiction(NotGiven hole, ParameterRow row) {
        if (contradicted.add(hole.origin())) {
            Defects.add(defects, hole.origin(), "not-given-filled", row.origin().toString());
        }
    }

    /** In the order of their first days. */
    private List<Days> answered(List<ParameterRow> rows, List<NotGiven> holes) {
        List<Days> answered = new ArrayList<>();
        for (ParameterRow row : rows) {
            workload.spend(row.values().size());
            row.values().forEach(value -> answered.add(value.days()));
        }
        holes.forEach(hole -> answered.add(hole.days()));
        answered.sort(Comparator.comparing(Days::from));
        return answered;
    }

    /** The first day of the table that may be asked for and that none of these days covers. */
    private @Nullable LocalDate firstUnanswered(List<Days> answered, Days askedFor) {
        if (table == null) {
            return null;
        }
        LocalDate day = table.from().isBefore(askedFor.from()) ? askedFor.from() : table.from();
        for (Days days : answered) {
            if (days.has(day)) {
                LocalDate until = days.until();
                if (until == null) {
                    return null;
                }
                day = until.plusDays(1);
            }
        }
        return table.has(day) && askedFor.has(day) ? day : null;
    }

    private void tellUnreached() {
        own.rows().forEach(row -> requireReached(row.origin()));
        own.notGiven().forEach(hole -> requireReached(hole.origin()));
        own.bounds().forEach(bound -> requireReached(bound.origin()));
    }

    private void requireReached(Origin origin) {
        if (!reached.contains(origin)) {
            Defects.add(defects, origin, "row-never");
        }
    }
}
