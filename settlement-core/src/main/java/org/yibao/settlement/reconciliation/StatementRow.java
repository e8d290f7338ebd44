package org.yibao.settlement.reconciliation;

import org.yibao.benefit.Amount;

/**
 * One booked settlement or void of a day, as either side holds it.
 *
 * @param message {@code msgid} of the settlement's or the void's own message; text, because the platform may hold rows
 *     of messages that no terminal made
 * @param setlId {@code setl_id}
 * @param visitId {@code mdtrt_id}, which a settlement and its void share
 * @param fund {@code fund_pay_sumamt}; of a void every amount is negative
 */
public record StatementRow(
        ClearingGroup group,
        Kind kind,
        String message,
        String setlId,
        String visitId,
        String psnNo,
        Amount medfee,
        Amount fund,
        Amount account,
        Amount cash) {
    /** What was booked. */
    public enum Kind {
        SALE,
        VOID
    }

    /** Whether the other side booked the same; under which {@code setl_id} is its own business. */
    boolean agrees(StatementRow other) {
        return group.equals(other.group)
                && kind == other.kind
                && psnNo.equals(other.psnNo)
                && medfee.equals(other.medfee)
                && fund.equals(other.fund)
                && account.equals(other.account)
                && cash.equals(other.cash);
    }

    @Override
    public String toString() {
        return "StatementRow[" + kind + " " + message + ", " + medfee + "]";
    }
}
