package org.yibao.settlement;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A void (撤销) of a settlement: a record and a message of its own, sent after its settlement's.
 *
 * @param id of the void's message
 * @param key the till's key for the call
 * @param answer the platform's, null until it came
 */
public record Cancellation(
        MessageId id,
        IdempotencyKey key,
        MessageId settlement,
        Operator operator,
        LocalDateTime madeAt,
        @Nullable PlatformAnswer answer) {

    Cancellation answeredBy(PlatformAnswer word) {
        return new Cancellation(id, key, settlement, operator, madeAt, word);
    }
}
