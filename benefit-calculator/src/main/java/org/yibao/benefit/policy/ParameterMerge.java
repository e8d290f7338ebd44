package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the parameters of several bundles together and finds where they contradict each other. */
final class ParameterMerge {
    private final Workload workload;
    private final List<PolicyDefect> defects;
    private final Map<String, Parameter> merged = new LinkedHashMap<>();

    ParameterMerge(Workload workload, List<PolicyDefect> defects) {
        this.workload = workload;
        this.defects = defects;
    }

    /** Takes over a parameter's name, title, unit and bound, but none of its values. */
    void declare(Parameter parameter) {
        merged.put(parameter.name(), parameter.with(parameter.bounds(), List.of(), List.of()));
    }

    void add(Parameter added) {
        Parameter known = merged.get(added.name());
        if (known == null) {
            merged.put(added.name(), added);
            return;
        }
        if (known.unit() != added.unit()) {
            Defects.add(
                    defects,
                    added.origin(),
                    "unit-differs",
                    added.unit().code(),
                    known.unit().code());
            return;
        }
        List<ParameterRow> rows = giveWay(known.rows(), overrides(added));
        rows.addAll(added.rows());
        merged.put(
                known.name(),
                known.with(joined(known.bounds(), added.bounds()), joined(known.notGiven(), added.notGiven()), rows));
    }

    /** Every parameter with all its rows; those of {@link #check} apart, contradictions stay. */
    Map<String, Parameter> merged() {
        return merged;
    }

    /** Notes rows that speak for one visit and day twice, and values beyond a bound that some visit meets with them. */
    void check(VisitSpace space) {
        merged.values().forEach(this::checkRows);
        merged.values().forEach(parameter -> checkBounds(parameter, space));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** The values that declare to take the place of a bundle's before theirs, by the condition of their row. */
    private static Map<Condition, List<DatedValue>> overrides(Parameter added) {
        Map<Condition, List<DatedValue>> overrides = new HashMap<>();
        for (ParameterRow row : added.rows()) {
            for (DatedValue value : row.values()) {
                if (value.overrides() != null) {
                    overrides
                            .computeIfAbsent(row.when(), when -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return overrides;
    }

    /** The rows, cut where a later bundle's row of the same condition declares that it overrides them. */
    private List<ParameterRow> giveWay(List<ParameterRow> rows, Map<Condition, List<DatedValue>> overrides) {
        List<ParameterRow> kept = new ArrayList<>();
        for (ParameterRow row : rows) {
            List<DatedValue> values = row.values();
            for (DatedValue override : overrides.getOrDefault(row.when(), List.of())) {
                workload.spend(values.size());
                values = cut(values, override);
            }
            kept.add(new ParameterRow(row.origin(), row.when(), values));
        }
        return kept;
    }

    private static List<DatedValue> cut(List<DatedValue> values, DatedValue override) {
        List<DatedValue> rest = new ArrayList<>();
        for (DatedValue value : values) {
            if (!value.sharesDayWith(override)) {
                rest.add(value);
                continue;
            }
            if (value.from().isBefore(override.from())) {
                rest.add(value.within(value.from(), override.from().minusDays(1)));
            }
            if (override.until() != null
                    && (value.until() == null || value.until().isAfter(override.until()))) {
                rest.add(value.within(override.until().plusDays(1), value.until()));
            }
        }
        return rest;
    }

    private void checkRows(Parameter parameter) {
        List<ParameterRow> rows = parameter.rows();
        for (int later = 1; later < rows.size(); later++) {
            for (int earlier = 0; earlier < later && defects.size() < PolicyDefect.COUNT_MAX; earlier++) {
                workload.spend(rows.get(later).when().size());
                if (!rows.get(earlier).when().disjointFrom(rows.get(later).when())) {
                    checkDays(rows.get(earlier), rows.get(later));
                }
            }
        }
    }

    /** Walks along both rows by day; within a row the values follow each other. */
    private void checkDays(ParameterRow earlier, ParameterRow later) {
        int next = 0;
        for (DatedValue value : later.values()) {
            while (next < earlier.values().size()) {
                workload.spend(1);
                DatedValue known = earlier.values().get(next);
                if (value.sharesDayWith(known)) {
                    tellOverlap(known, value);
                }
                if (value.endsBefore(known)) {
                    break;
                }
                next++;
            }
        }
    }

    private void tellOverlap(DatedValue known, DatedValue value) {
        String code = known.overrides() == null || known.bundle().equals(value.bundle())
                ? "rows-overlap"
                : "override-too-early";
        Defects.add(defects, value.origin(), code, known.origin().toString());
    }

    private void checkBounds(Parameter parameter, VisitSpace space) {
        for (ParameterRow row : parameter.rows()) {
            for (DatedValue value : row.values()) {
                if (value.beyondBound() == null) {
                    workload.spend(parameter.bounds().size());
                    parameter.bounds().stream()
                            .filter(bound -> bound.forbids(value) && space.hasVisit(bound.when(), row.when()))
                            .forEach(bound -> beyond(value, bound));
                }
            }
        }
    }

    private void beyond(DatedValue value, Parameter.Bound bound) {
        Defects.add(defects, value.origin(), "beyond-bound", value.value().toString(), bound.source());
    }
}
