package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Unit;
import org.yibao.benefit.policy.Value;

/** Reads a value in its unit. */
final class ValueYaml {
    static final String NONE = "none";

    /** Percentages and points have at most three digits and four decimals. */
    private static final Decimals PERCENT = new Decimals(3, 4);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ValueYaml() {}

    /** The value under a key; a harmless one after noting a defect. */
    static Value read(YamlTable table, String name, Unit unit) {
        return switch (unit) {
            case YUAN -> new Value.Money(yuan(table, name, unit));
            case CAP -> cap(table, name, unit);
            case RATIO -> new Value.Ratio(ratio(table, name, unit));
            case POINTS -> new Value.Points(points(table, name, unit));
            case BANDS -> new Value.Bands(bands(table, name));
        };
    }

    /** The edge of a legal bound: for bands a ratio, else a value like those it binds. */
    static Value readEdge(YamlTable table, String name, Unit unit) {
        return read(table, name, unit == Unit.BANDS ? Unit.RATIO : unit);
    }

    private static Amount yuan(YamlTable table, String name, Unit unit) {
        String text = table.text(name);
        Optional<BigDecimal> yuan = Decimals.MONEY.read(text);
        if (yuan.isEmpty()) {
            invalid(table, name, text, unit);
        }
        return Amount.ofYuan(yuan.orElse(BigDecimal.ZERO));
    }

    private static Value cap(YamlTable table, String name, Unit unit) {
        return NONE.equals(table.optionalText(name)) ? new Value.Unlimited() : new Value.UpTo(yuan(table, name, unit));
    }

    private static Rate ratio(YamlTable table, String name, Unit unit) {
        String text = table.text(name);
        String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
        Optional<BigDecimal> percent = PERCENT.read(digits).filter(p -> p.compareTo(HUNDRED) <= 0);
        if (percent.isEmpty()) {
            invalid(table, name, text, unit);
        }
        return Rate.ofPercent(percent.orElse(BigDecimal.ZERO));
    }

    private static Rate points(YamlTable table, String name, Unit unit) {
        String text = table.text(name);
        boolean negative = text.startsWith("-");
        Optional<BigDecimal> points =
                PERCENT.read(negative ? text.substring(1) : text).filter(p -> p.compareTo(HUNDRED) <= 0);
        if (points.isEmpty()) {
            invalid(table, name, text, unit);
        }
        BigDecimal size = points.orElse(BigDecimal.ZERO);
        return Rate.ofPercent(negative ? size.negate() : size);
    }

    private static List<Value.Band> bands(YamlTable table, String name) {
        List<Value.Band> bands = new ArrayList<>();
        Amount reached = Amount.ZERO;
        boolean open = false;
        for (YamlTable each : table.tables(name)) {
            each.allow("to", "ratio");
            @Nullable Amount to = NONE.equals(each.optionalText("to")) ? null : yuan(each, "to", Unit.YUAN);
            if (open || (to != null && to.compareTo(reached) <= 0)) {
                each.defects().add(each.origin("to"), "band-edge");
            }
            open = to == null;
            reached = to == null ? reached : to;
            bands.add(new Value.Band(to, ratio(each, "ratio", Unit.RATIO)));
        }
        if (!open) {
            table.defects().add(table.origin(name), "band-edge");
        }
        return bands;
    }

    private static void invalid(YamlTable table, String name, String text, Unit unit) {
        if (table.has(name)) {
            table.defects().add(table.origin(name), "value-invalid", text, unit.code());
        }
    }
}
