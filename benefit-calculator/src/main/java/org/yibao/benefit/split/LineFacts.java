package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Facts;

/** What conditions may ask of one line; all else is asked of its visit. */
record LineFacts(FeeLine line, Facts visit) implements Facts {
    @Override
    public Set<String> texts(String dimension) {
        String own = text(dimension);
        return own == null ? visit.texts(dimension) : Set.of(own);
    }

    /** Asked several times for each line of a bill: no set is made for it. */
    @Override
    public boolean hasAny(String dimension, Set<String> values) {
        String own = text(dimension);
        return own == null ? visit.hasAny(dimension, values) : values.contains(own);
    }

    /** Null when the dimension is none of a line's. */
    private @Nullable String text(String dimension) {
        if (dimension.equals(Dimension.LIST_TYPE.code())) {
            return line.listType();
        }
        if (dimension.equals(Dimension.CHRGITM_LV.code())) {
            return line.level();
        }
        if (dimension.equals(Dimension.PROCURED_FLAG.code())) {
            return line.procured() ? "1" : "0";
        }
        if (dimension.equals(Dimension.EQUIPMENT_FLAG.code())) {
            return line.equipment() ? "1" : "0";
        }
        return null;
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        return dimension.equals(Dimension.UNIT_PRICE.code()) ? line.price() : visit.number(dimension);
    }
}
