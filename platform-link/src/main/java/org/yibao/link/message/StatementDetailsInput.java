package org.yibao.link.message;

import org.yibao.benefit.Amount;

/** 3202. */
public record StatementDetailsInput(Details data) implements RequestInput {
    /**
     * Which rows of a group were handed in.
     *
     * @param fileQuryNo under which 9101 took the file
     * @param cashPayamt what persons paid in cash
     * @param insutype not in the national node
     * @param digest of the file, {@code sm3:} and 64 digits; not in the national node
     */
    public record Details(
            String setlOptins,
            String fileQuryNo,
            String stmtBegndate,
            String stmtEnddate,
            Amount medfeeSumamt,
            Amount fundPaySumamt,
            Amount cashPayamt,
            int fixmedinsSetlCnt,
            String clrType,
            Flag refdSetlFlag,
            String insutype,
            String digest) {}
}
