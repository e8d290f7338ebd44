package org.yibao.settlement.reconciliation;

import java.util.List;
import org.yibao.benefit.Amount;

/**
 * What rows come to. A void counts as a settlement of its own, with negative amounts.
 *
 * @param count {@code fixmedins_setl_cnt}
 */
public record StatementTotals(int count, Amount medfee, Amount fund, Amount account, Amount cash) {
    private static final StatementTotals NOTHING =
            new StatementTotals(0, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    public static StatementTotals of(List<StatementRow> rows) {
        StatementTotals sum = NOTHING;
        for (StatementRow row : rows) {
            sum = new StatementTotals(
                    sum.count + 1,
                    sum.medfee.plus(row.medfee()),
                    sum.fund.plus(row.fund()),
                    sum.account.plus(row.account()),
                    sum.cash.plus(row.cash()));
        }
        return sum;
    }
}
