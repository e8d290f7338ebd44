package org.yibao.link.frame;

import java.time.Duration;
import java.time.Instant;

/** Counts one connection's frames that bring nothing: PINGs, and PONGs and answers to what is not in flight. */
public final class FloodGuard {
    /** Such frames within one {@link #PERIOD}: fifty times what keep-alive and repeated answers need. */
    public static final int FRAMES_MAX = 100;

    public static final Duration PERIOD = Duration.ofSeconds(10);

    private Instant began = Instant.MIN;
    private int frames;

    /** @throws FrameException when the other side floods */
    public void count(Instant now) {
        // A clock that was set back begins a new period too.
        if (now.isBefore(began) || !now.isBefore(began.plus(PERIOD))) {
            began = now;
            frames = 0;
        }
        frames++;
        if (frames > FRAMES_MAX) {
            throw new FrameException(
                    CloseCode.FLOOD, "more than " + FRAMES_MAX + " idle frames within " + PERIOD.toSeconds() + " s");
        }
    }
}
