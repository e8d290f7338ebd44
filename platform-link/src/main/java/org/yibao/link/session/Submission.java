package org.yibao.link.session;

import java.time.Instant;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.MessageId;

/**
 * A request to be sent.
 *
 * @param ticket the caller's number for it, unique while it is open
 * @param id the {@code msgid} its JSON holds, which the answer must echo
 * @param deadline when the caller stops waiting
 */
public record Submission(long ticket, Transaction transaction, MessageId id, SignedJson message, Instant deadline) {}
