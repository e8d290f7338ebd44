package org.yibao.benefit.format;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.Unit;

/** Reads what the texts say of a parameter beside its values: legal bounds, and what they leave open. */
final class BoundYaml {
    private BoundYaml() {}

    /** One bound, or a list of them. */
    static List<Parameter.Bound> bounds(YamlTable table, Unit unit) {
        List<Parameter.Bound> bounds = new ArrayList<>();
        if (table.isList("bound")) {
            table.tables("bound").forEach(each -> bounds.add(bound(each, unit)));
        } else if (table.has("bound")) {
            bounds.add(bound(table.table("bound"), unit));
        }
        return bounds;
    }

    private static Parameter.Bound bound(YamlTable table, Unit unit) {
        table.allow("when", "from", "until", "min", "max", "source");
        if (!table.has("min") && !table.has("max")) {
            table.defects().add(table.origin(), "key-missing", "min, max");
        }
        Parameter.Bound bound = new Parameter.Bound(
                table.origin(),
                ConditionYaml.read(table, "when"),
                days(table),
                table.has("min") ? ValueYaml.readEdge(table, "min", unit) : null,
                table.has("max") ? ValueYaml.readEdge(table, "max", unit) : null,
                table.text("source"));
        if (bound.isEmpty()) {
            table.defects().add(table.origin(), "bound-empty");
        }
        return bound;
    }

    /** The visits and days that are deliberately without a value. */
    static List<Parameter.NotGiven> notGiven(YamlTable table) {
        List<Parameter.NotGiven> holes = new ArrayList<>();
        for (YamlTable each : table.tables("not_given")) {
            each.allow("when", "from", "until", "reason", "source");
            holes.add(new Parameter.NotGiven(
                    each.origin(),
                    ConditionYaml.read(each, "when"),
                    days(each),
                    each.text("reason"),
                    each.text("source")));
        }
        return holes;
    }

    /** Days whose ends may both be left out. */
    private static Parameter.Days days(YamlTable table) {
        LocalDate from = table.has("from") ? table.date("from") : LocalDate.MIN;
        LocalDate until = table.has("until") ? until(table) : null;
        checkOrder(table, from, until);
        return new Parameter.Days(from, until);
    }

    /** Null for {@code none}. */
    static @Nullable LocalDate until(YamlTable table) {
        return ValueYaml.NONE.equals(table.optionalText("until")) ? null : table.date("until");
    }

    static void checkOrder(YamlTable table, LocalDate from, @Nullable LocalDate until) {
        if (until != null && !until.equals(LocalDate.MIN) && until.isBefore(from)) {
            table.defects().add(table.origin("until"), "until-before-from");
        }
    }
}
