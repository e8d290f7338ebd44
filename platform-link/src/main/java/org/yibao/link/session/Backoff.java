package org.yibao.link.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between tries, each between half of its ceiling and the ceiling, so that a city does not knock at once. */
final class Backoff {
    private final Duration least;
    private final Duration most;
    private final RandomGenerator random;
    private Duration ceiling;

    Backoff(Duration least, Duration most, RandomGenerator random) {
        this.least = least;
        this.most = most;
        this.random = random;
        this.ceiling = least;
    }

    Duration next() {
        long half = ceiling.toMillis() / 2;
        Duration wait = Duration.ofMillis(half + random.nextLong(half + 1));
        Duration doubled = ceiling.multipliedBy(2);
        ceiling = doubled.compareTo(most) > 0 ? most : doubled;
        return wait;
    }

    void reset() {
        ceiling = least;
    }

    /** What is wrong will not go away soon. */
    void jumpToMost() {
        ceiling = most;
    }
}
