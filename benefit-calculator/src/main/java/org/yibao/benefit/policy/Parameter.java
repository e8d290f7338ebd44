package org.yibao.benefit.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named figure of the policy. Without rows it is only declared: a layer needs it, and another bundle must
 * bring its values.
 *
 * @param title its name in Chinese
 * @param bound the legal bound its values must keep; null without one
 */
public record Parameter(
        Origin origin,
        String name,
        String title,
        Unit unit,
        @Nullable Bound bound,
        List<ParameterRow> rows) {

    public Parameter {
        rows = List.copyOf(rows);
    }

    /** A bound that a text sets for a value without naming the value itself; at least one edge is given. */
    public record Bound(@Nullable Value min, @Nullable Value max, String source) {
        boolean admits(Value value) {
            return (min == null || compare(value, min) >= 0) && (max == null || compare(value, max) <= 0);
        }

        private static int compare(Value value, Value edge) {
            var number = value.comparable();
            var limit = edge.comparable();
            return number == null || limit == null ? 0 : number.compareTo(limit);
        }
    }
}
