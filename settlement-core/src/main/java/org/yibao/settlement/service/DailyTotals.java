package org.yibao.settlement.service;

import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;

/**
 * What the terminal holds as booked by the platform and not undone by a reversal. A void is a negative row of its own, so a voided sale counts
 * two settlements that add up to nothing.
 */
public record DailyTotals(int settlements, Amount medfee, Amount fund, Amount account, Amount family, Amount cash) {
    private static final DailyTotals NOTHING =
            new DailyTotals(0, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    static DailyTotals of(List<Settlement> settlements) {
        DailyTotals sum = NOTHING;
        for (Settlement settlement : settlements) {
            if (settlement.state() == SettlementState.REVERSED) {
                continue;
            }
            sum = sum.plusIfBooked(settlement.answer());
            if (settlement.cancellation() != null) {
                sum = sum.plusIfBooked(settlement.cancellation().answer());
            }
        }
        return sum;
    }

    private DailyTotals plusIfBooked(@org.jspecify.annotations.Nullable PlatformAnswer answer) {
        return answer instanceof PlatformAnswer.Booked booked ? plus(booked.breakdown()) : this;
    }

    private DailyTotals plus(BenefitBreakdown row) {
        return new DailyTotals(
                settlements + 1,
                medfee.plus(row.medfeeSumamt()),
                fund.plus(row.fundPaySumamt()),
                account.plus(row.acctPay()),
                family.plus(row.acctMulaidPay()),
                cash.plus(row.psnCashPay()));
    }
}
