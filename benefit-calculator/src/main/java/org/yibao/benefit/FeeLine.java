package org.yibao.benefit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a bill, in the platform's words.
 *
 * @param number {@code feedetl_sn}, unique within the bill
 * @param catalogueCode {@code med_list_codg}
 * @param listType {@code list_type}: 101 to 105 drugs, 201 service, 301 consumable
 * @param level {@code chrgitm_lv}: 01, 02 or 03 (class A, B, C)
 * @param count {@code cnt}, at most four decimals
 * @param price {@code pric}, yuan, at most six decimals
 * @param amount {@code det_item_fee_sumamt}
 * @param selfpayProportion {@code selfpay_prop}, 0 to 1, four decimals; null when the catalogue gives none
 * @param priceCeiling {@code pric_uplmt_amt}, yuan, at most six decimals; null without one
 * @param procured centrally procured consumable
 * @param equipment large equipment
 * @param wellness goods or services the personal accounts may not pay
 */
public record FeeLine(
        String number,
        String catalogueCode,
        String listType,
        String level,
        BigDecimal count,
        BigDecimal price,
        Amount amount,
        @Nullable BigDecimal selfpayProportion,
        @Nullable BigDecimal priceCeiling,
        boolean procured,
        boolean equipment,
        boolean wellness) {}
