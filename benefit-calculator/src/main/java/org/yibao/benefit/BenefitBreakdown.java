package org.yibao.benefit;

/**
 * The totals of a split: the platform's {@code setlinfo}, in its order and under its names. The identities of
 * {@code docs/protocol.md} hold: {@code medfee = fund + psn_part} and {@code psn_part = acct + mulaid + cash}.
 */
public record BenefitBreakdown(
        Amount medfeeSumamt,
        Amount fulamtOwnpayAmt,
        Amount overlmtSelfpay,
        Amount preselfpayAmt,
        Amount inscpScpAmt,
        Amount actPayDedc,
        Amount hifpPay,
        Amount cvlservPay,
        Amount hifesPay,
        Amount hifmiPay,
        Amount hifobPay,
        Amount mafPay,
        Amount othPay,
        Amount fundPaySumamt,
        Amount psnPartAmt,
        Amount acctPay,
        Amount acctMulaidPay,
        Amount psnCashPay,
        Amount balc) {

    /** Whether the same parties pay the same amounts; the account's balance afterwards is not part of the split. */
    public boolean paysLike(BenefitBreakdown other) {
        return withBalc(other.balc).equals(other);
    }

    private BenefitBreakdown withBalc(Amount newBalc) {
        return new BenefitBreakdown(
                medfeeSumamt,
                fulamtOwnpayAmt,
                overlmtSelfpay,
                preselfpayAmt,
                inscpScpAmt,
                actPayDedc,
                hifpPay,
                cvlservPay,
                hifesPay,
                hifmiPay,
                hifobPay,
                mafPay,
                othPay,
                fundPaySumamt,
                psnPartAmt,
                acctPay,
                acctMulaidPay,
                psnCashPay,
                newBalc);
    }
}
