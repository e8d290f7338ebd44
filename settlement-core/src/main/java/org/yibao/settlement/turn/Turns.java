package org.yibao.settlement.turn;

import java.time.Duration;

/** Runs one task at a time, in the order in which they were given. Any thread may call it. */
public interface Turns extends AutoCloseable {
    /** Runs this as soon as its turn comes; never, once closed. */
    void next(Runnable task);

    /** Runs this soon, and again so long after each end, until closed. */
    void every(Duration pause, Runnable task);

    /** Begins nothing more, and waits a little for what runs. */
    @Override
    void close();

    /** On a daemon thread of this name. */
    static Turns onThread(String name) {
        return new TurnThread(name);
    }
}
