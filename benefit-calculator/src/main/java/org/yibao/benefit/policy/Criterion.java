package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a condition demands of one dimension. */
public sealed interface Criterion {
    boolean holds(String dimension, Facts facts);

    /** Whether no single value can satisfy both. */
    boolean disjointFrom(Criterion other);

    /** How many values and ranges it names. */
    int size();

    /** One of these values. */
    record AnyOf(Set<String> values) implements Criterion {
        public AnyOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(String dimension, Facts facts) {
            return facts.hasAny(dimension, values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public boolean disjointFrom(Criterion other) {
            return other instanceof AnyOf any && Collections.disjoint(values, any.values);
        }
    }

    /**
     * A number between two edges.
     *
     * @param above the lower edge itself is not included
     * @param to the upper edge, included; null when open
     */
    record Range(BigDecimal from, boolean above, @Nullable BigDecimal to) implements Criterion {
        @Override
        public boolean holds(String dimension, Facts facts) {
            BigDecimal number = facts.number(dimension);
            return number != null && reaches(number) && (to == null || number.compareTo(to) <= 0);
        }

        private boolean reaches(BigDecimal number) {
            int side = number.compareTo(from);
            return above ? side > 0 : side >= 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public boolean disjointFrom(Criterion other) {
            return other instanceof Range range && (endsBefore(range) || range.endsBefore(this));
        }

        private boolean endsBefore(Range later) {
            return to != null && !later.reaches(to);
        }
    }
}
