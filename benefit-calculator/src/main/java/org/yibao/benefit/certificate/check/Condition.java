package org.yibao.benefit.certificate.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Demands, all of which must hold; without any it always holds. */
record Condition(List<Demand> demands) {
    Condition {
        demands = List.copyOf(demands);
    }

    boolean holds(Facts facts) {
        for (Demand demand : demands) {
            if (!demand.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** What is known of a visit, or of one line of its bill. */
    interface Facts {
        Set<String> texts(String dimension);

        @Nullable
        BigDecimal number(String dimension);
    }

    sealed interface Demand {
        String dimension();

        boolean holds(Facts facts);
    }

    record AnyOf(String dimension, List<String> values) implements Demand {
        @Override
        public boolean holds(Facts facts) {
            Set<String> texts = facts.texts(dimension);
            for (String value : values) {
                if (texts.contains(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * @param open the lower edge itself does not count
     * @param to upper edge, which counts; null for none
     */
    record Between(
            String dimension,
            BigDecimal from,
            boolean open,
            @Nullable BigDecimal to) implements Demand {
        @Override
        public boolean holds(Facts facts) {
            BigDecimal number = facts.number(dimension);
            return number != null
                    && number.compareTo(from) >= (open ? 1 : 0)
                    && (to == null || number.compareTo(to) <= 0);
        }
    }
}
