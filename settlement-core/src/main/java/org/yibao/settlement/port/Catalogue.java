package org.yibao.settlement.port;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The insurance catalogue as far as a split needs it. Any thread may call it. */
public interface Catalogue {
    /** @param code {@code med_list_codg} */
    Optional<Item> find(String code, LocalDate day);

    /**
     * @param listType {@code list_type}
     * @param level {@code chrgitm_lv}
     * @param selfpayProportion {@code selfpay_prop} of 1319, null when the list gives none
     * @param priceCeiling {@code hilist_pric_uplmt_amt} of 1318, yuan; null without one
     */
    record Item(
            String code,
            String name,
            String listType,
            String level,
            @Nullable BigDecimal selfpayProportion,
            @Nullable BigDecimal priceCeiling,
            boolean procured,
            boolean equipment,
            boolean wellness) {}
}
