package org.yibao.settlement.outbox;

import java.time.Duration;

/**
 * When a message that waits is pointed out to people; it goes on being tried.
 *
 * @param age how long after it was made
 * @param attempts after how many tries
 */
public record QueueAlarm(Duration age, int attempts) {
    public static final QueueAlarm DEFAULT = new QueueAlarm(Duration.ofHours(24), 100);
}
