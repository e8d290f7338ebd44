package org.yibao.benefit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person's accumulators within one medical year. Money is in fen; a counter such as {@code IPT_COUNT} is its
 * count. An accumulator that is absent is 0.
 */
public record YearToDate(SortedMap<String, Long> values) {
    public static final YearToDate NOTHING = new YearToDate(new TreeMap<>());

    public YearToDate {
        values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static YearToDate of(Map<String, Long> values) {
        return new YearToDate(new TreeMap<>(values));
    }

    public long value(String code) {
        Long held = values.get(code);
        return held == null ? 0 : held;
    }

    public Amount amount(String code) {
        return Amount.ofFen(value(code));
    }

    /** These accumulators with those of {@code later} in place of the ones it names. */
    public YearToDate replacedBy(YearToDate later) {
        TreeMap<String, Long> merged = new TreeMap<>(values);
        merged.putAll(later.values);
        return new YearToDate(merged);
    }
}
