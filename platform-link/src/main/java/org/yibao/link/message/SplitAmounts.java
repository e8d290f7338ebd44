package org.yibao.link.message;

import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;

/** The money fields of {@code setlinfo}. */
public record SplitAmounts(
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

    public static SplitAmounts of(BenefitBreakdown from) {
        return new SplitAmounts(
                from.medfeeSumamt(),
                from.fulamtOwnpayAmt(),
                from.overlmtSelfpay(),
                from.preselfpayAmt(),
                from.inscpScpAmt(),
                from.actPayDedc(),
                from.hifpPay(),
                from.cvlservPay(),
                from.hifesPay(),
                from.hifmiPay(),
                from.hifobPay(),
                from.mafPay(),
                from.othPay(),
                from.fundPaySumamt(),
                from.psnPartAmt(),
                from.acctPay(),
                from.acctMulaidPay(),
                from.psnCashPay(),
                from.balc());
    }

    /** @throws MessageException when the amounts break an identity of {@code docs/protocol.md} */
    public BenefitBreakdown breakdown() {
        Amount funds = hifpPay.plus(cvlservPay)
                .plus(hifesPay)
                .plus(hifmiPay)
                .plus(hifobPay)
                .plus(mafPay)
                .plus(othPay);
        Amount parts = fulamtOwnpayAmt.plus(overlmtSelfpay).plus(preselfpayAmt).plus(inscpScpAmt);
        require(medfeeSumamt.equals(parts), "medfee_sumamt");
        require(fundPaySumamt.equals(funds), "fund_pay_sumamt");
        require(medfeeSumamt.equals(fundPaySumamt.plus(psnPartAmt)), "psn_part_amt");
        require(psnPartAmt.equals(acctPay.plus(acctMulaidPay).plus(psnCashPay)), "psn_cash_pay");
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
                balc);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new MessageException("setlinfo does not add up at " + field);
        }
    }
}
