package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.policy.Expectation;

/** Reads what the publisher of a bundle says it changes. */
final class ExpectationYaml {
    private static final Decimals COUNT = new Decimals(9, 0);

    private ExpectationYaml() {}

    static List<Expectation> read(YamlTable root) {
        List<Expectation> expectations = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        for (YamlTable table : root.requireEntries("expectations").tables("expectations")) {
            Expectation each = expectation(table);
            expectations.add(each);
            if (!titles.add(each.title())) {
                table.defects().add(table.origin("title"), "key-twice", each.title());
            }
        }
        return expectations;
    }

    private static Expectation expectation(YamlTable table) {
        table.allow("title", "from", "before", "scheme", "changes", "fund_change");
        LocalDate from = day(table, "from");
        LocalDate before = day(table, "before");
        if (from != null && before != null && !before.equals(LocalDate.MIN) && !from.isBefore(before)) {
            table.defects().add(table.origin("before"), "before-not-after-from");
        }
        if (!table.has("changes") && !table.has("fund_change")) {
            table.defects().add(table.origin(), "key-missing", "changes, fund_change");
        }
        return new Expectation(
                table.origin(),
                table.text("title"),
                from,
                before,
                table.optionalText("scheme"),
                changes(table.optionalTable("changes")),
                fundChange(table.optionalTable("fund_change")));
    }

    private static @Nullable LocalDate day(YamlTable table, String name) {
        return table.has(name) ? table.date(name) : null;
    }

    private static @Nullable Integer changes(@Nullable YamlTable table) {
        if (table == null) {
            return null;
        }
        String text = table.allow("max").text("max");
        Optional<BigDecimal> max = COUNT.read(text);
        if (max.isEmpty() && table.has("max")) {
            table.defects().add(table.origin("max"), "number-invalid", text);
        }
        return max.map(BigDecimal::intValueExact).orElse(0);
    }

    private static Expectation.@Nullable FundChange fundChange(@Nullable YamlTable table) {
        if (table == null) {
            return null;
        }
        table.allow("min", "max");
        Amount min = signed(table, "min");
        Amount max = signed(table, "max");
        if (min.compareTo(max) > 0) {
            table.defects().add(table.origin(), "bound-empty");
        }
        return new Expectation.FundChange(min, max);
    }

    private static Amount signed(YamlTable table, String name) {
        String text = table.text(name);
        boolean negative = text.startsWith("-");
        Optional<BigDecimal> yuan = Decimals.MONEY.read(negative ? text.substring(1) : text);
        if (yuan.isEmpty() && table.has(name)) {
            table.defects().add(table.origin(name), "number-invalid", text);
        }
        Amount amount = Amount.ofYuan(yuan.orElse(BigDecimal.ZERO));
        return negative ? amount.negated() : amount;
    }
}
