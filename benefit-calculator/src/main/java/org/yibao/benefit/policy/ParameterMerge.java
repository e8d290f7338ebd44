package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the parameters of several bundles together and finds where they contradict each other. */
final class ParameterMerge {
    private final List<PolicyDefect> defects;
    private final Map<String, Parameter> merged = new LinkedHashMap<>();

    ParameterMerge(List<PolicyDefect> defects) {
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
        List<ParameterRow> rows = new ArrayList<>(known.rows());
        for (ParameterRow row : added.rows()) {
            rows = giveWay(rows, row);
            rows.add(row);
        }
        merged.put(
                known.name(),
                known.with(joined(known.bounds(), added.bounds()), joined(known.notGiven(), added.notGiven()), rows));
    }

    Map<String, Parameter> result() {
        merged.values().forEach(this::checkRows);
        merged.values().forEach(this::checkBounds);
        return merged;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** The rows, cut where a later row of the same condition declares that it overrides them. */
    private static List<ParameterRow> giveWay(List<ParameterRow> rows, ParameterRow later) {
        List<ParameterRow> kept = new ArrayList<>();
        for (ParameterRow row : rows) {
            List<DatedValue> values = row.values();
            if (row.when().equals(later.when())) {
                for (DatedValue override : later.values()) {
                    values = override.overrides() == null ? values : cut(values, override);
                }
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
                if (!rows.get(earlier).when().disjointFrom(rows.get(later).when())) {
                    checkDays(rows.get(earlier), rows.get(later));
                }
            }
        }
    }

    private void checkDays(ParameterRow earlier, ParameterRow later) {
        for (DatedValue value : later.values()) {
            for (DatedValue known : earlier.values()) {
                if (value.sharesDayWith(known)) {
                    String code = known.overrides() == null || known.bundle().equals(value.bundle())
                            ? "rows-overlap"
                            : "override-too-early";
                    Defects.add(defects, value.origin(), code, known.origin().toString());
                }
            }
        }
    }

    private void checkBounds(Parameter parameter) {
        for (ParameterRow row : parameter.rows()) {
            for (DatedValue value : row.values()) {
                if (value.beyondBound() == null) {
                    parameter.bounds().stream()
                            .filter(bound -> bound.binds(row, value) && !bound.admits(value.value()))
                            .forEach(bound -> beyond(value, bound));
                }
            }
        }
    }

    private void beyond(DatedValue value, Parameter.Bound bound) {
        Defects.add(defects, value.origin(), "beyond-bound", value.value().toString(), bound.source());
    }
}
