package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Criterion;

/** Reads conditions: per dimension a list of values, or a range of numbers. */
final class ConditionYaml {
    private ConditionYaml() {}

    /** The condition under a key; always, when the key is absent. */
    static Condition read(YamlTable parent, String name) {
        YamlTable table = parent.optionalTable(name);
        if (table == null) {
            return Condition.ALWAYS;
        }
        Map<String, Criterion> tests = new LinkedHashMap<>();
        for (String dimension : table.names()) {
            tests.put(dimension, test(table, dimension));
        }
        return new Condition(tests);
    }

    private static Criterion test(YamlTable table, String dimension) {
        if (table.isList(dimension)) {
            return anyOf(table.requireEntries(dimension), dimension);
        }
        if (table.isText(dimension)) {
            table.defects().add(table.origin(dimension), "criterion-expected", dimension);
            return new Criterion.AnyOf(Set.of(table.text(dimension)));
        }
        YamlTable range = table.table(dimension).allow("from", "to", "above");
        BigDecimal from = number(range, "from");
        BigDecimal above = number(range, "above");
        BigDecimal to = number(range, "to");
        BigDecimal lower = above == null ? from : above;
        if (lower == null || (from != null && above != null) || (to != null && isEmpty(lower, above != null, to))) {
            table.defects().add(table.origin(dimension), "range-invalid");
        }
        return new Criterion.Range(lower == null ? BigDecimal.ZERO : lower, above != null, to);
    }

    private static Criterion anyOf(YamlTable table, String dimension) {
        Set<String> values = new LinkedHashSet<>();
        for (String value : table.texts(dimension)) {
            if (!values.add(value)) {
                table.defects().add(table.origin(dimension), "value-twice", value);
            }
        }
        return new Criterion.AnyOf(values);
    }

    private static boolean isEmpty(BigDecimal lower, boolean above, BigDecimal to) {
        int length = to.compareTo(lower);
        return length < 0 || (above && length == 0);
    }

    private static @Nullable BigDecimal number(YamlTable range, String name) {
        String text = range.optionalText(name);
        if (text == null) {
            return null;
        }
        BigDecimal number = Decimals.PRICE.read(text).orElse(null);
        if (number == null) {
            range.defects().add(range.origin(name), "number-invalid", text);
        }
        return number;
    }
}
