package org.yibao.platform;

import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;

/** The amounts of a void: its settlement's, negative. */
final class Negation {
    private Negation() {}

    /** @param balance of the own account after the void */
    static BenefitBreakdown of(BenefitBreakdown from, Amount balance) {
        return new BenefitBreakdown(
                from.medfeeSumamt().negated(),
                from.fulamtOwnpayAmt().negated(),
                from.overlmtSelfpay().negated(),
                from.preselfpayAmt().negated(),
                from.inscpScpAmt().negated(),
                from.actPayDedc().negated(),
                from.hifpPay().negated(),
                from.cvlservPay().negated(),
                from.hifesPay().negated(),
                from.hifmiPay().negated(),
                from.hifobPay().negated(),
                from.mafPay().negated(),
                from.othPay().negated(),
                from.fundPaySumamt().negated(),
                from.psnPartAmt().negated(),
                from.acctPay().negated(),
                from.acctMulaidPay().negated(),
                from.psnCashPay().negated(),
                balance);
    }

    static FundShare of(FundShare from) {
        return new FundShare(from.type(), from.name(), from.amount().negated(), from.process());
    }

    static LineSplit of(LineSplit from) {
        return new LineSplit(
                from.number(),
                from.selfpayProportion(),
                from.ownpay().negated(),
                from.overlimit().negated(),
                from.preselfpay().negated(),
                from.inscp().negated());
    }
}
