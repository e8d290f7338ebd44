package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers to what conditions ask: of one visit, or of one line within it. */
public interface Facts {
    /** @return the values the visit has in this dimension; empty when it has none */
    Set<String> texts(String dimension);

    /** Whether one of {@code values} is among {@link #texts}. */
    default boolean hasAny(String dimension, Set<String> values) {
        for (String value : texts(dimension)) {
            if (values.contains(value)) {
                return true;
            }
        }
        return false;
    }

    /** @return the number in this dimension, null when it is not known */
    @Nullable
    BigDecimal number(String dimension);
}
