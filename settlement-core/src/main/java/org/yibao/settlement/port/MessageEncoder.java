package org.yibao.settlement.port;

import org.yibao.settlement.Cancellation;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;

/**
 * Makes the complete signed message of a step before the step is committed; it names its record's place: next after
 * {@code before}. Any thread may call it.
 */
public interface MessageEncoder {
    /** 2102 for a pharmacy, 2207 for an institution. */
    SignedMessage settlement(Sale sale, JournalHead before);

    /** 2103 for a pharmacy, 2208 for an institution. */
    SignedMessage cancellation(Cancellation cancellation, Settlement settlement, JournalHead before);

    /**
     * 2601.
     *
     * @param undone the settlement's own message: nothing else under its id may be undone
     */
    SignedMessage reversal(Reversal reversal, Settlement settlement, SignedMessage undone, JournalHead before);
}
