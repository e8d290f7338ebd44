package org.yibao.settlement;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A void (撤销) of a settlement: a record and a message of its own, sent after its settlement's.
 *
 * @param id of the void's message
 * @param key the till's key for the call
 * @param bodyDigest {@code sm3:} digest of the till's call, so that its key with another body is noticed; null for a
 *     void that was made before it was kept
 * @param answer the platform's, null until it came
 */
public record Cancellation(
        MessageId id,
        IdempotencyKey key,
        @Nullable String bodyDigest,
        MessageId settlement,
        Operator operator,
        LocalDateTime madeAt,
        @Nullable PlatformAnswer answer) {

    Cancellation answeredBy(@Nullable PlatformAnswer word) {
        return new Cancellation(id, key, bodyDigest, settlement, operator, madeAt, word);
    }
}
