package org.yibao.settlement.service;

import java.util.function.UnaryOperator;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.settlement.PlatformAnswer;

/** Variants of a split, as a platform may answer them. */
public final class SplitAgain {
    private SplitAgain() {}

    static BenefitBreakdown withBalance(BenefitBreakdown split, Amount balance) {
        return with(split, UnaryOperator.identity(), balance);
    }

    /** A void's row. */
    public static PlatformAnswer.Booked negated(PlatformAnswer.Booked booked) {
        BenefitBreakdown split = booked.breakdown();
        return new PlatformAnswer.Booked(
                booked.setlId() + "V",
                booked.clearing(),
                with(split, Amount::negated, split.balc()),
                booked.funds().stream()
                        .map(fund -> new FundShare(
                                fund.type(), fund.name(), fund.amount().negated(), fund.process()))
                        .toList(),
                booked.lines(),
                booked.cumAfter());
    }

    private static BenefitBreakdown with(BenefitBreakdown split, UnaryOperator<Amount> each, Amount balance) {
        return new BenefitBreakdown(
                each.apply(split.medfeeSumamt()),
                each.apply(split.fulamtOwnpayAmt()),
                each.apply(split.overlmtSelfpay()),
                each.apply(split.preselfpayAmt()),
                each.apply(split.inscpScpAmt()),
                each.apply(split.actPayDedc()),
                each.apply(split.hifpPay()),
                each.apply(split.cvlservPay()),
                each.apply(split.hifesPay()),
                each.apply(split.hifmiPay()),
                each.apply(split.hifobPay()),
                each.apply(split.mafPay()),
                each.apply(split.othPay()),
                each.apply(split.fundPaySumamt()),
                each.apply(split.psnPartAmt()),
                each.apply(split.acctPay()),
                each.apply(split.acctMulaidPay()),
                each.apply(split.psnCashPay()),
                balance);
    }
}
