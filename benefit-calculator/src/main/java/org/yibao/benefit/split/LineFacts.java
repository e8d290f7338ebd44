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
        if (dimension.equals(Dimension.LIST_TYPE.code())) {
            return Set.of(line.listType());
        }
        if (dimension.equals(Dimension.CHRGITM_LV.code())) {
            return Set.of(line.level());
        }
        if (dimension.equals(Dimension.PROCURED_FLAG.code())) {
            return Set.of(line.procured() ? "1" : "0");
        }
        if (dimension.equals(Dimension.EQUIPMENT_FLAG.code())) {
            return Set.of(line.equipment() ? "1" : "0");
        }
        return visit.texts(dimension);
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        return dimension.equals(Dimension.UNIT_PRICE.code()) ? line.price() : visit.number(dimension);
    }
}
