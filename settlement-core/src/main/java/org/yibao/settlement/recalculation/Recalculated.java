package org.yibao.settlement.recalculation;

import org.yibao.benefit.Refusal;
import org.yibao.settlement.MessageId;

/** What one stored settlement comes to under the other book. */
public sealed interface Recalculated {
    MessageId settlement();

    /** It does not stand, or its expense occurred before the day that the recalculation starts from. */
    record NotAffected(MessageId settlement) implements Recalculated {}

    /** Everyone bears what they bore. */
    record Unchanged(MessageId settlement) implements Recalculated {}

    /**
     * Someone bears another amount: a difference voucher.
     *
     * @param byPlatform whether {@code before} is the platform's split, which differed from the terminal's own
     * @param before the split that counts
     * @param after the split under the other book, with the account balances of that day
     * @param accumulators by how much more this settlement moves them
     */
    record Voucher(MessageId settlement, boolean byPlatform, Shares before, Shares after, Movement accumulators)
            implements Recalculated {}

    /** The other book has no split for it: it stays as it is. */
    record Refused(MessageId settlement, Refusal refusal) implements Recalculated {}
}
