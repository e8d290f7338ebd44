package org.yibao.settlement.outbox;

import java.time.Duration;

/**
 * How the queue is drained.
 *
 * @param inFlightMax messages that wait for their answers at the same time
 * @param firstDelay before the second attempt; doubles with each further one
 * @param delayMax longest wait between two attempts
 * @param answerDeadline how long an answer is awaited before the outcome counts as unknown
 */
public record UploadLimits(int inFlightMax, Duration firstDelay, Duration delayMax, Duration answerDeadline) {
    public static final UploadLimits DEFAULT =
            new UploadLimits(32, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(15));
}
