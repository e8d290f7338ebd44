package org.yibao.settlement;

import java.time.Instant;
import org.yibao.benefit.Amount;

/**
 * A message that waits for the platform's word.
 *
 * @param sequence order of acceptance
 * @param settlement the settlement it belongs to: its own, a void's or a reversal's
 * @param person whose message it is: messages of one person go in order
 * @param attempts counted before each sending
 * @param nextAttempt not before this
 * @param lastFault why the last attempt failed; empty before the first
 * @param setAside whether it waits for an operator instead of its turn
 * @param atRisk what funds and accounts pay of its settlement; zero where an older program queued it
 */
public record OutboxEntry(
        long sequence,
        SignedMessage message,
        MessageId settlement,
        String person,
        int attempts,
        Instant nextAttempt,
        String lastFault,
        boolean setAside,
        Amount atRisk) {}
