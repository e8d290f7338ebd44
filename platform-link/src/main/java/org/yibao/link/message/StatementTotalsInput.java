package org.yibao.link.message;

import org.yibao.benefit.Amount;

/** 3201. */
public record StatementTotalsInput(Totals data) implements RequestInput {
    /**
     * What the sender's rows of a day come to.
     *
     * @param insutype with {@code clrType} and {@code setlOptins} empty for all groups together
     * @param stmtBegndate the day, yyyy-MM-dd; also the last
     * @param fixmedinsSetlCnt voids included
     * @param refdSetlFlag set: voids are in it, as negative rows
     */
    public record Totals(
            String insutype,
            String clrType,
            String setlOptins,
            String stmtBegndate,
            String stmtEnddate,
            Amount medfeeSumamt,
            Amount fundPaySumamt,
            Amount acctPay,
            int fixmedinsSetlCnt,
            Flag refdSetlFlag) {}
}
