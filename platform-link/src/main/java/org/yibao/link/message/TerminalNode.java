package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * How the terminal came to its split: with the bill's lines, everything needed to recompute it.
 *
 * @param offlineFlag the line was down when the record was made
 * @param madeTime local time of the counter
 * @param place LOCAL, PROVINCE or OUTSIDE
 * @param rxTier the outside prescriber's tier; absent without an outside prescription
 * @param childOrdinal of a delivery; absent where it does not matter
 * @param beneficiary SELF or SPOUSE of a delivery; absent otherwise
 * @param balc own account's balance before
 * @param mulaidinfo family accounts that pay, in order, with the balances the terminal knew
 * @param year of the accumulators
 * @param cuminfo the accumulators the split was computed from
 * @param policies the policy bundles it was computed with, in order
 */
public record TerminalNode(
        Flag offlineFlag,
        LocalDateTime madeTime,
        String place,
        Flag plcRegFlag,
        @Nullable String rxTier,
        @Nullable Integer childOrdinal,
        @Nullable String beneficiary,
        Amount balc,
        List<PayerNode> mulaidinfo,
        int year,
        List<CumNode> cuminfo,
        List<PolicyNode> policies) {

    /**
     * @param status IN_FORCE, DRAFT or DEMO
     * @param digest {@code sm3:} and 64 hexadecimal digits
     */
    public record PolicyNode(String id, String version, String status, String digest) {}
}
