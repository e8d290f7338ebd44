package org.yibao.settlement.port;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.QueueStanding;

/** The messages that wait for the platform's word. Any thread may read it. */
public interface Outbox {
    /** The oldest entries, in the order of their acceptance, those set aside included. */
    List<OutboxEntry> entries(int limit);

    /**
     * The oldest entries whose turn may come, in the order of their acceptance: neither set aside nor behind one of
     * their own settlement that is, nor a void whose sale was queued again after it.
     */
    List<OutboxEntry> inTurn(int limit);

    /**
     * Of which the platform may hold something that is not known here: the oldest that were set aside, and those of the
     * oldest entries that were tried; in the order of their acceptance.
     *
     * @param limit at most so many of each
     */
    List<OutboxEntry> inDoubt(int limit);
    /** The same of those queued after an entry; a store that can reads no others. */
    default List<OutboxEntry> inTurn(long sequence, int limit) {
        return inTurn(Integer.MAX_VALUE).stream()
                .filter(entry -> entry.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    /** The entry of a message; empty when it no longer waits or never did. */
    Optional<OutboxEntry> entry(MessageId message);

    /** Whether a message of this person waits, set aside or not. */
    boolean holdsFor(String psnNo);

    /** Whether a message of this person other than this one waits, set aside or not. */
    boolean holdsFor(String psnNo, MessageId besides);

    /** The entries of one settlement, in the order of their acceptance. */
    List<OutboxEntry> ofSettlement(MessageId settlement);

    /** @param attempts from how many tries on an entry counts as often tried, at least 1 */
    QueueStanding standing(int attempts);

    /** What all sales come to that are {@link org.yibao.settlement.Settlement#unanswered}: {@code medfee_sumamt}. */
    Amount unanswered();

    /** The same of the sales to one person on one day of the counter. */
    Amount unanswered(String psnNo, LocalDate day);

    /** @return how many entries wait, those set aside included */
    int size();
}
