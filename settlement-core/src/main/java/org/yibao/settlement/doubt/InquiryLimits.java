package org.yibao.settlement.doubt;

import java.time.Duration;

/**
 * When the platform is asked what became of a message.
 *
 * @param age how long a message that was sent is left to the queue alone; one that was set aside is asked for at once
 * @param again before the second inquiry for one message; doubles with each further one
 * @param againMax longest wait between two inquiries for one message
 * @param inFlightMax inquiries that wait for their answers at the same time
 * @param answerDeadline how long an answer is awaited
 */
public record InquiryLimits(Duration age, Duration again, Duration againMax, int inFlightMax, Duration answerDeadline) {
    public static final InquiryLimits DEFAULT = new InquiryLimits(
            Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1), 4, Duration.ofSeconds(15));
}
