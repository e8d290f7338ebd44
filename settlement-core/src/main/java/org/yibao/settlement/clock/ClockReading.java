package org.yibao.settlement.clock;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What the machine's clock and the steady time say at one moment.
 *
 * @param steady counts for its differences alone; see {@link org.yibao.settlement.SteadyTime}
 */
public record ClockReading(Instant clock, Instant steady) {
    public static ClockReading of(InstantSource clock, InstantSource steady) {
        return new ClockReading(clock.instant(), steady.instant());
    }
}
