package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sample visit has in one dimension.
 *
 * @param texts none when it has no value there
 * @param number null when it is no number, or not known
 */
record Cell(Set<String> texts, @Nullable BigDecimal number) implements Facts {
    static final Cell NOTHING = new Cell(Set.of(), null);

    static Cell of(Set<String> texts) {
        return new Cell(texts, null);
    }

    static Cell of(BigDecimal number) {
        return new Cell(Set.of(), number);
    }

    @Override
    public Set<String> texts(String dimension) {
        return texts;
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        return number;
    }
}
