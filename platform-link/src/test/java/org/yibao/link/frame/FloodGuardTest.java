package org.yibao.link.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FloodGuardTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:20:30Z");

    private final FloodGuard guard = new FloodGuard();

    @Test
    void asManyAsTheLimitPassAndOneMoreIsAFlood() {
        count(FloodGuard.FRAMES_MAX, NOW);
        FrameException flood = assertThrows(
                FrameException.class,
                () -> guard.count(NOW.plus(FloodGuard.PERIOD).minusMillis(1)));
        assertEquals(CloseCode.FLOOD, flood.code());
    }

    @Test
    void eachPeriodCountsAnew() {
        count(FloodGuard.FRAMES_MAX, NOW);
        count(FloodGuard.FRAMES_MAX, NOW.plus(FloodGuard.PERIOD));
    }

    @Test
    void aClockThatWasSetBackIsNoFlood() {
        count(FloodGuard.FRAMES_MAX, NOW);
        count(FloodGuard.FRAMES_MAX, NOW.minusSeconds(3_600));
    }

    private void count(int frames, Instant at) {
        for (int i = 0; i < frames; i++) {
            guard.count(at);
        }
    }
}
