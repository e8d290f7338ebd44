package org.yibao.settlement.report;

import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;

/**
 * Sums of rows.
 *
 * @param sales rows of sales
 * @param voids rows of voids, whose amounts are negative
 */
public record Totals(int sales, int voids, Amount medfee, Amount fund, Amount account, Amount family, Amount cash) {
    static final Totals NOTHING = new Totals(0, 0, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    Totals plus(Row row) {
        BenefitBreakdown split = row.booked().breakdown();
        boolean sale = row.kind() == Row.Kind.SALE;
        return new Totals(
                sales + (sale ? 1 : 0),
                voids + (sale ? 0 : 1),
                medfee.plus(split.medfeeSumamt()),
                fund.plus(split.fundPaySumamt()),
                account.plus(split.acctPay()),
                family.plus(split.acctMulaidPay()),
                cash.plus(split.psnCashPay()));
    }
}
