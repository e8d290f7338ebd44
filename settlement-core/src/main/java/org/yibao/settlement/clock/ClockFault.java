package org.yibao.settlement.clock;

import java.time.Duration;
import org.yibao.settlement.FaultCode;

/**
 * What is wrong with the machine's clock.
 *
 * @param code CLOCK_WENT_BACK, CLOCK_OFF_PLATFORM or CLOCK_WENT_AHEAD
 * @param by how far it is ahead, or behind (negative)
 */
public record ClockFault(FaultCode code, Duration by) {
    /** Whether nothing may be settled meanwhile. A clock that went ahead may have been set right. */
    public boolean blocks() {
        return code != FaultCode.CLOCK_WENT_AHEAD;
    }

    /** For the technician. */
    public String detail() {
        return (by.isNegative() ? "behind by " : "ahead by ") + by.abs().toSeconds() + " s";
    }
}
