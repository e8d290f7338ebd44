package org.yibao.settlement.clock;

import java.time.Duration;

/**
 * How far the machine's clock may be wrong before it is said.
 *
 * @param step how far it may step against the time that passed, and lie behind the last record
 * @param platform how far it may be off the platform's
 */
public record ClockLimits(Duration step, Duration platform) {
    public static final ClockLimits DEFAULT = new ClockLimits(Duration.ofMinutes(5), Duration.ofMinutes(10));
}
