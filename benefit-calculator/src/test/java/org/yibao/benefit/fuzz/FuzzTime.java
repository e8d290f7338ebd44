package org.yibao.benefit.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long one input may take. */
final class FuzzTime {
    /** Of this thread on the processor, so that a busy machine does not matter; no input needs a tenth of it. */
    private static final Duration INPUT = Duration.ofSeconds(10);

    private FuzzTime() {}

    static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static void assertShort(long begun) {
        Duration taken = Duration.ofNanos(now() - begun);
        assertTrue(taken.compareTo(INPUT) < 0, taken::toString);
    }
}
