package org.yibao.settlement;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A time that only passes: begins at what a clock says when it is made and goes on evenly, whatever becomes of the
 * clock. Deadlines are measured by it. It may stand still while the machine sleeps, and is no time to tell anybody.
 */
public final class SteadyTime implements InstantSource {
    private final Instant began;
    private final long nanos = System.nanoTime();

    public SteadyTime(InstantSource clock) {
        began = clock.instant();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - nanos);
    }
}
