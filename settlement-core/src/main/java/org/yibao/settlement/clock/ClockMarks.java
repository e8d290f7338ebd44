package org.yibao.settlement.clock;

import java.time.Instant;
import java.util.Optional;

/**
 * Times that the store held when the terminal started: now cannot be earlier.
 *
 * @param record of the journal's last record, by the terminal's own clock
 * @param platform of the last contact that was kept, by the platform's
 */
public record ClockMarks(Optional<Instant> record, Optional<Instant> platform) {}
