package org.yibao.benefit.format;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Layer.AnnualCap;
import org.yibao.benefit.policy.Layer.Deductible;
import org.yibao.benefit.policy.ParameterUse;
import org.yibao.benefit.policy.Unit;

/** Reads a layer of any kind. */
final class LayerYaml {
    private LayerYaml() {}

    static Layer read(String id, YamlTable table) {
        Condition when = ConditionYaml.read(table, "when");
        Layer.Label label = new Layer.Label(table.origin(), id, table.text("title"), when);
        String kind = table.text("kind");
        return switch (kind) {
            case "share" -> share(label, table);
            case "beyond_cap" -> beyondCap(label, table);
            case "increment" -> increment(label, table);
            case "count" -> count(label, table);
            default -> unknown(kind, label, table);
        };
    }

    private static Layer unknown(String kind, Layer.Label label, YamlTable table) {
        if (table.has("kind")) {
            table.defects().add(table.origin("kind"), "kind-unknown", kind);
        }
        return new Layer.Count(label, "");
    }

    private static Layer share(Layer.Label label, YamlTable table) {
        table.allow("kind", "title", "when", "fund", "base", "deductible", "ratio", "bands", "cap");
        return new Layer.Share(
                label,
                table.text("fund"),
                base(table),
                deductible(table.optionalTable("deductible")),
                proportion(table),
                caps(table));
    }

    private static Layer.Base base(YamlTable table) {
        String base = table.optionalText("base");
        if (base == null || base.equals("in_scope")) {
            return Layer.Base.IN_SCOPE;
        }
        if (!base.equals("unpaid")) {
            table.defects().add(table.origin("base"), "base-unknown", base);
        }
        return Layer.Base.UNPAID;
    }

    private static Layer.Proportion proportion(YamlTable table) {
        requireOneOfRatioAndBands(table);
        if (!table.has("ratio")) {
            return new Layer.ShareBands(String.valueOf(table.optionalText("bands")));
        }
        YamlTable ratio = table.table("ratio").allow("base", "points", "factor");
        return new Layer.ShareRatio(ratio.text("base"), ratio.optionalText("points"), ratio.optionalText("factor"));
    }

    private static void requireOneOfRatioAndBands(YamlTable table) {
        if (table.has("ratio") == table.has("bands")) {
            table.defects().add(table.origin(), "ratio-or-bands");
        }
    }

    private static Deductible deductible(@Nullable YamlTable table) {
        if (table == null) {
            return new Deductible.None();
        }
        String per = table.text("per");
        if (per.equals("year")) {
            table.allow("per", "amount", "accumulator");
            return new Deductible.PerYear(table.text("amount"), table.text("accumulator"));
        }
        if (!per.equals("visit") && table.has("per")) {
            table.defects().add(table.origin("per"), "per-unknown", per);
        }
        table.allow("per", "amount", "factor");
        return new Deductible.PerVisit(table.text("amount"), table.optionalText("factor"));
    }

    private static Layer beyondCap(Layer.Label label, YamlTable table) {
        table.allow("kind", "title", "when", "fund", "ratio", "cap");
        return new Layer.BeyondCap(label, table.text("fund"), table.text("ratio"), caps(table));
    }

    private static Layer increment(Layer.Label label, YamlTable table) {
        table.allow(
                "kind",
                "title",
                "when",
                "fund",
                "accumulator",
                "first_selfpay_of",
                "threshold",
                "ratio",
                "bands",
                "cap");
        requireOneOfRatioAndBands(table);
        ParameterUse rise = table.has("bands")
                ? new ParameterUse(table.text("bands"), Unit.BANDS)
                : new ParameterUse(String.valueOf(table.optionalText("ratio")), Unit.RATIO);
        return new Layer.Increment(
                label,
                table.text("fund"),
                table.text("accumulator"),
                ConditionYaml.read(table, "first_selfpay_of"),
                table.text("threshold"),
                rise,
                caps(table));
    }

    private static Layer count(Layer.Label label, YamlTable table) {
        table.allow("kind", "title", "when", "accumulator");
        return new Layer.Count(label, table.text("accumulator"));
    }

    /** One table, or a list of tables when several limits hold together. */
    private static List<AnnualCap> caps(YamlTable parent) {
        if (parent.isList("cap")) {
            return parent.tables("cap").stream().map(LayerYaml::cap).toList();
        }
        YamlTable table = parent.optionalTable("cap");
        return table == null ? List.of() : List.of(cap(table));
    }

    private static AnnualCap cap(YamlTable table) {
        table.allow("limit", "accumulator");
        return new AnnualCap(table.text("limit"), table.text("accumulator"));
    }
}
