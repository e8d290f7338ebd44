package org.yibao.link.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.MessageId;

/**
 * A request to be sent.
 *
 * @param ticket the caller's number for it, unique while it is open
 * @param id the {@code msgid} its JSON holds, which the answer must echo
 * @param deadline when the caller stops waiting
 * @param carried the message within it, whose own answer is the outcome; null for one that speaks for itself
 */
public record Submission(
        long ticket,
        Transaction transaction,
        MessageId id,
        SignedJson message,
        Instant deadline,
        @Nullable Carried carried) {

    public Submission(long ticket, Transaction transaction, MessageId id, SignedJson message, Instant deadline) {
        this(ticket, transaction, id, message, deadline, null);
    }

    /** Another terminal's message. */
    public record Carried(Transaction transaction, MessageId id) {}
}
