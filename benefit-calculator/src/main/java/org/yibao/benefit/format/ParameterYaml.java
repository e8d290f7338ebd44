package org.yibao.benefit.format;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Unit;

/** Reads parameters with their rows of dated values. */
final class ParameterYaml {
    private final PolicyReference bundle;
    private final LocalDate knownSince;

    /** @param knownSince for values that name no day of their own */
    ParameterYaml(PolicyReference bundle, LocalDate knownSince) {
        this.bundle = bundle;
        this.knownSince = knownSince;
    }

    List<Parameter> read(YamlTable table) {
        List<Parameter> parameters = new ArrayList<>();
        for (String name : table.names()) {
            parameters.add(parameter(name, table.table(name)));
        }
        return parameters;
    }

    private Parameter parameter(String name, YamlTable table) {
        table.allow("title", "unit", "bound", "not_given", "rows")
                .requireEntries("bound")
                .requireEntries("not_given")
                .requireEntries("rows");
        String code = table.text("unit");
        Optional<Unit> unit = Unit.parse(code);
        if (unit.isEmpty() && table.has("unit")) {
            table.defects().add(table.origin("unit"), "unit-unknown", code);
        }
        Unit read = unit.orElse(Unit.YUAN);
        List<ParameterRow> rows = new ArrayList<>();
        if (unit.isPresent()) {
            table.tables("rows").forEach(row -> rows.add(row(row, read)));
        }
        return new Parameter(
                table.origin(),
                name,
                table.text("title"),
                read,
                unit.isPresent() ? BoundYaml.bounds(table, read) : List.of(),
                BoundYaml.notGiven(table),
                rows);
    }

    private ParameterRow row(YamlTable table, Unit unit) {
        table.allow("when", "values").requireEntries("values");
        List<DatedValue> values = new ArrayList<>();
        if (!table.has("values")) {
            table.defects().add(table.origin(), "key-missing", "values");
        }
        for (YamlTable each : table.tables("values")) {
            DatedValue value = value(each, unit);
            if (!values.isEmpty()) {
                checkFollows(each, values.get(values.size() - 1), value);
            }
            if (!value.from().equals(LocalDate.MIN)) {
                values.add(value);
            }
        }
        return new ParameterRow(table.origin(), ConditionYaml.read(table, "when"), values);
    }

    private DatedValue value(YamlTable table, Unit unit) {
        table.allow("from", "until", "known_since", "value", "source", "overrides", "beyond_bound");
        LocalDate from = table.date("from");
        LocalDate until = table.has("until") ? BoundYaml.until(table) : openEnd(table);
        BoundYaml.checkOrder(table, from, until);
        return new DatedValue(
                table.origin(),
                from,
                until,
                table.has("known_since") ? table.date("known_since") : knownSince,
                table.text("source"),
                table.optionalText("overrides"),
                table.optionalText("beyond_bound"),
                ValueYaml.read(table, "value", unit),
                bundle);
    }

    private static LocalDate openEnd(YamlTable table) {
        table.defects().add(table.origin("until"), "until-missing");
        return LocalDate.MIN;
    }

    private static void checkFollows(YamlTable table, DatedValue earlier, DatedValue later) {
        LocalDate until = earlier.until();
        if (until == null) {
            table.defects().add(table.origin("from"), "open-not-last");
            return;
        }
        // An unreadable day was noted already and compares with nothing.
        if (until.equals(LocalDate.MIN) || later.from().equals(LocalDate.MIN)) {
            return;
        }
        if (!later.from().isAfter(until)) {
            table.defects().add(table.origin("from"), "overlap", until.toString());
        } else if (later.from().isAfter(until.plusDays(1))) {
            table.defects().add(table.origin("from"), "gap", until.toString());
        }
    }
}
