package org.yibao.settlement;

import java.util.Optional;

/**
 * What in the outbox someone should look at.
 *
 * @param size entries that wait, those set aside included
 * @param setAside how many of them wait for an operator
 * @param oftenTried how many were tried at least as often as was asked
 * @param oldest the message that waits longest and is not set aside
 * @param oldestSale the settlement that waits longest, set aside or not
 * @param oldestUndoing the void or reversal that waits longest, set aside or not
 */
public record QueueStanding(
        int size,
        int setAside,
        int oftenTried,
        Optional<MessageId> oldest,
        Optional<MessageId> oldestSale,
        Optional<MessageId> oldestUndoing) {}
