package org.yibao.platform;

import org.yibao.benefit.Amount;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.SplitAmounts;

/** The amounts of a void: its settlement's, negative. */
final class Negation {
    private Negation() {}

    /** @param balance of the own account after the void */
    static SplitAmounts of(SplitAmounts from, Amount balance) {
        return new SplitAmounts(
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

    static SettleOutput.FundRow of(SettleOutput.FundRow from) {
        return new SettleOutput.FundRow(
                from.fundPayType(), from.fundPayamt().negated(), from.fundPayTypeName(), from.setlProcInfo());
    }

    static SettleOutput.CutRow of(SettleOutput.CutRow from) {
        return new SettleOutput.CutRow(
                from.feedetlSn(),
                from.selfpayProp(),
                from.fulamtOwnpayAmt().negated(),
                from.overlmtAmt().negated(),
                from.preselfpayAmt().negated(),
                from.inscpScpAmt().negated());
    }
}
