package org.yibao.settlement.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * The platform's clock as a signed answer told it, to a message that was sent once: an answer that is repeated tells
 * the time of the first.
 *
 * @param said {@code respond_time}: the platform's clock at some moment between sending and receipt
 * @param within how long sending and receipt lie apart, by a time that only passes
 * @param clock what the machine's own clock said at the receipt
 */
public record PlatformTime(Instant said, Duration within, Instant clock) {
    /** @return how far the machine's clock was ahead at least, or behind (negative); zero when it may have been right */
    Duration off() {
        Duration behind = Duration.between(said, clock);
        if (behind.isNegative()) {
            return behind;
        }
        Duration ahead = behind.minus(within);
        return ahead.isNegative() ? Duration.ZERO : ahead;
    }
}
