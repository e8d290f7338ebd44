package org.yibao.link.message;

import java.time.LocalDateTime;
import org.yibao.benefit.Amount;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.TenderTotals;

/**
 * What a cashier's shift came to, in 9002; not in the national interface.
 *
 * @param openCnt items that were not final when it ended
 */
public record ShiftNode(
        String opter,
        String opterName,
        LocalDateTime begntime,
        LocalDateTime endtime,
        Tenders sales,
        Tenders voids,
        int openCnt) {
    /** Count and sums; of voids the amounts are negative. */
    public record Tenders(
            int cnt,
            Amount medfeeSumamt,
            Amount fundPaySumamt,
            Amount acctPay,
            Amount acctMulaidPay,
            Amount psnCashPay) {}

    public static ShiftNode of(DayEntry.ShiftEnded shift) {
        return new ShiftNode(
                shift.operator().id(),
                shift.operator().name(),
                shift.from(),
                shift.until(),
                tenders(shift.sold()),
                tenders(shift.voided()),
                shift.open());
    }

    private static Tenders tenders(TenderTotals sum) {
        return new Tenders(sum.count(), sum.medfee(), sum.fund(), sum.account(), sum.family(), sum.cash());
    }
}
