package org.yibao.link.message;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * One line of a bill. From {@code listType} on, what the terminal's catalogue says of it: not in the national
 * request, where the platform's own catalogue alone decides.
 *
 * @param feedetlSn unique within the bill
 * @param rxCircFlag an outside prescription
 * @param cnt at most four decimals
 * @param pric yuan, at most six decimals
 * @param selfpayProp 0 to 1, four decimals; absent when the catalogue gives none
 * @param pricUplmtAmt yuan, at most six decimals; absent without a ceiling
 */
public record FeeRow(
        String feedetlSn,
        Flag rxCircFlag,
        LocalDateTime feeOcurTime,
        String medListCodg,
        Amount detItemFeeSumamt,
        BigDecimal cnt,
        BigDecimal pric,
        String listType,
        String chrgitmLv,
        @Nullable BigDecimal selfpayProp,
        @Nullable BigDecimal pricUplmtAmt,
        Flag procuredFlag,
        Flag equipmentFlag,
        Flag wellnessFlag) {}
