package org.yibao.benefit.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Criterion;

/** A part of a dimension within which no row of a table tells two visits apart. */
sealed interface Slot {
    /** Whether a row that demands this of the dimension holds here; null demands nothing. */
    boolean within(@Nullable Criterion criterion);

    record One(String value) implements Slot {
        @Override
        public boolean within(@Nullable Criterion criterion) {
            return criterion == null
                    || (criterion instanceof Criterion.AnyOf any && any.values().contains(value));
        }
    }

    /**
     * Numbers between two edges.
     *
     * @param to null for no end
     * @param whole whether only whole numbers occur
     */
    record Between(Edge from, @Nullable Edge to, boolean whole) implements Slot {
        static Between of(Criterion.Range range, boolean whole) {
            BigDecimal end = range.to();
            return new Between(
                    Edge.of(range.from(), range.above(), whole), end == null ? null : Edge.of(end, true, whole), whole);
        }

        @Override
        public boolean within(@Nullable Criterion criterion) {
            if (criterion == null) {
                return true;
            }
            if (!(criterion instanceof Criterion.Range range)) {
                return false;
            }
            Between demanded = of(range, whole);
            Edge end = demanded.to;
            return demanded.from.compareTo(from) <= 0 && (end == null || (to != null && end.compareTo(to) >= 0));
        }
    }

    /** All that no row names. */
    record Rest() implements Slot {
        @Override
        public boolean within(@Nullable Criterion criterion) {
            return criterion == null;
        }
    }

    /** @param after just above the number; else just below it */
    record Edge(BigDecimal at, boolean after) implements Comparable<Edge> {
        public Edge {
            at = at.stripTrailingZeros();
        }

        /** Among whole numbers an edge always lies just below one. */
        static Edge of(BigDecimal at, boolean after, boolean whole) {
            if (!whole) {
                return new Edge(at, after);
            }
            return after
                    ? new Edge(at.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE), false)
                    : new Edge(at.setScale(0, RoundingMode.CEILING), false);
        }

        @Override
        public int compareTo(Edge other) {
            int side = at.compareTo(other.at);
            return side == 0 ? Boolean.compare(after, other.after) : side;
        }
    }
}
