package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.Parameter.NotGiven;

/**
 * Finds the visits that may ask a parameter and get no answer on a day of its table, although the bundle does
 * not say so; and the rows that no visit can ask for.
 */
final class Coverage {
    private final VisitSpace space;
    private final List<PolicyDefect> defects;
    private final Parameter whole;
    private final Parameter own;
    private final Set<Origin> ownRows = new HashSet<>();
    private final Set<Origin> reached = new HashSet<>();
    private final Set<Origin> contradicted = new HashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean isOpen;

    /**
     * @param whole with the rows of all bundles
     * @param own as the bundle under review has it
     */
    Coverage(VisitSpace space, Parameter whole, Parameter own, List<PolicyDefect> defects) {
        this.space = space;
        this.whole = whole;
        this.own = own;
        this.defects = defects;
        own.rows().forEach(row -> ownRows.add(row.origin()));
        whole.rows().forEach(row -> asked.addAll(row.when().dimensions()));
        own.notGiven().forEach(hole -> asked.addAll(hole.when().dimensions()));
    }

    /** @param uses for each place that reads the parameter, the conditions of the visits that come there */
    void check(List<Use> uses) {
        List<Condition> apart = new ArrayList<>();
        whole.rows().forEach(row -> apart.add(row.when()));
        whole.notGiven().forEach(hole -> apart.add(hole.when()));
        for (Use use : uses) {
            space.any(use.within(), apart, sample -> {
                judge(sample, use);
                return false;
            });
        }
        if (!uses.isEmpty()) {
            tellUnreached();
        }
    }

    /** @param where the title of the scheme that reads it */
    record Use(String where, List<Condition> within) {}

    private void judge(SampleVisit sample, Use use) {
        List<Days> answered = new ArrayList<>();
        for (ParameterRow row : whole.rows()) {
            if (row.when().holds(sample)) {
                reached.add(row.origin());
                row.values().forEach(value -> answered.add(value.days()));
                noteContradiction(sample, row);
            }
        }
        for (NotGiven hole : whole.notGiven()) {
            if (hole.when().holds(sample)) {
                reached.add(hole.origin());
                answered.add(hole.days());
            }
        }
        LocalDate day = firstUnanswered(answered);
        if (day != null && !isOpen) {
            isOpen = true;
            Defects.add(defects, own.origin(), "not-exhaustive", use.where(), sample.words(asked), day.toString());
        }
    }

    private void noteContradiction(SampleVisit sample, ParameterRow row) {
        if (!ownRows.contains(row.origin())) {
            return;
        }
        for (NotGiven hole : own.notGiven()) {
            if (hole.when().holds(sample)
                    && row.values().stream().anyMatch(value -> value.days().shareOneWith(hole.days()))
                    && contradicted.add(hole.origin())) {
                Defects.add(
                        defects, hole.origin(), "not-given-filled", row.origin().toString());
            }
        }
    }

    /** The first day of the whole table that none of these days covers. */
    private @Nullable LocalDate firstUnanswered(List<Days> answered) {
        LocalDate day = first();
        while (day != null) {
            Days covering = covering(answered, day);
            if (covering == null) {
                return isBeyond(day) ? null : day;
            }
            day = covering.until() == null ? null : covering.until().plusDays(1);
        }
        return null;
    }

    private static @Nullable Days covering(List<Days> answered, LocalDate day) {
        return answered.stream().filter(days -> days.has(day)).findFirst().orElse(null);
    }

    private @Nullable LocalDate first() {
        return values().stream().map(DatedValue::from).min(LocalDate::compareTo).orElse(null);
    }

    private boolean isBeyond(LocalDate day) {
        return values().stream()
                .allMatch(value -> value.until() != null && value.until().isBefore(day));
    }

    private List<DatedValue> values() {
        return whole.rows().stream().flatMap(row -> row.values().stream()).toList();
    }

    private void tellUnreached() {
        for (ParameterRow row : own.rows()) {
            if (!reached.contains(row.origin())) {
                Defects.add(defects, row.origin(), "row-never");
            }
        }
        for (NotGiven hole : own.notGiven()) {
            if (!reached.contains(hole.origin())) {
                Defects.add(defects, hole.origin(), "row-never");
            }
        }
    }
}
