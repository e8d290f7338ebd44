package org.yibao.settlement.directory.fetch;

import java.time.Duration;

/**
 * How the directory is kept up to date.
 *
 * @param inFlightMax questions and pieces that wait for their answers at the same time: few, so that settlements
 *     find the line free
 * @param refresh how often each part is asked for while the line is up
 * @param staleAfter how long a version may be at hand without the platform's word that it is the newest
 * @param firstDelay before the second try; doubles with each further one
 * @param delayMax longest wait between two tries
 * @param answerDeadline how long an answer is awaited
 */
public record FetchLimits(
        int inFlightMax,
        Duration refresh,
        Duration staleAfter,
        Duration firstDelay,
        Duration delayMax,
        Duration answerDeadline) {
    public static final FetchLimits DEFAULT = new FetchLimits(
            4,
            Duration.ofHours(6),
            Duration.ofDays(3),
            Duration.ofSeconds(5),
            Duration.ofMinutes(30),
            Duration.ofSeconds(15));

    public FetchLimits asking(Duration refresh, Duration staleAfter) {
        return new FetchLimits(inFlightMax, refresh, staleAfter, firstDelay, delayMax, answerDeadline);
    }
}
