package org.yibao.settlement.reconciliation;

import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;

/**
 * How a group came out.
 *
 * @param here what the terminal said it came to
 * @param code {@code stmt_rslt}, or the code of the platform's refusal
 * @param odd lines of the platform's file that are no rows
 * @param evidence the platform's signed word on the totals; null where it refused to compare
 */
public record GroupOutcome(
        ClearingGroup group,
        StatementTotals here,
        Standing standing,
        String code,
        String text,
        int odd,
        @Nullable Bytes evidence) {
    /** What the platform said; a name that was written once keeps its meaning. */
    public enum Standing {
        EQUAL,
        DIFFERENT,
        /** The platform did not compare it, or did not tell its rows. */
        REFUSED
    }
}
