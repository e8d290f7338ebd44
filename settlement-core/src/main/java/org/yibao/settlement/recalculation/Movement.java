package org.yibao.settlement.recalculation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.yibao.benefit.YearToDate;

/**
 * By how much accumulators move: money in fen, a counter by its count. What does not move is not named.
 *
 * @param values by the accumulator's code, none of them 0
 */
public record Movement(SortedMap<String, Long> values) {
    static final Movement NONE = new Movement(new TreeMap<>());

    public Movement {
        TreeMap<String, Long> moved = new TreeMap<>(values);
        moved.values().removeIf(value -> value == 0);
        values = Collections.unmodifiableSortedMap(moved);
    }

    /** What led from {@code before} to {@code after}, of the accumulators that {@code after} names. */
    static Movement between(YearToDate before, YearToDate after) {
        TreeMap<String, Long> moved = new TreeMap<>();
        after.values().forEach((code, value) -> moved.put(code, value - before.value(code)));
        return new Movement(moved);
    }

    Movement plus(Movement other) {
        return combined(other, Math::addExact);
    }

    Movement minus(Movement other) {
        return combined(other, Math::subtractExact);
    }

    private Movement combined(Movement other, LongBinaryOperator by) {
        TreeMap<String, Long> sum = new TreeMap<>(values);
        other.values.forEach((code, value) -> sum.put(code, by.applyAsLong(sum.getOrDefault(code, 0L), value)));
        return new Movement(sum);
    }

    /** These accumulators moved, never below 0. */
    YearToDate appliedTo(YearToDate stored) {
        TreeMap<String, Long> moved = new TreeMap<>(stored.values());
        values.forEach((code, value) -> moved.put(code, Math.max(0, Math.addExact(stored.value(code), value))));
        return YearToDate.of(moved);
    }
}
