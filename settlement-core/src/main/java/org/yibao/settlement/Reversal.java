package org.yibao.settlement;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A reversal (冲正, 2601) of a settlement the counter was told is not made.
 *
 * @param id of the reversal's own message
 * @param answer the platform's, null until it came
 */
public record Reversal(
        MessageId id,
        MessageId settlement,
        LocalDateTime madeAt,
        @Nullable PlatformAnswer answer) {
    Reversal answeredBy(PlatformAnswer word) {
        return new Reversal(id, settlement, madeAt, word);
    }
}
