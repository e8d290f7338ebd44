package org.yibao.acceptance.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does in its own time. */
final class Patience {
    private static final Duration MOST = Duration.ofSeconds(20);
    private static final long LOOK_MS = 20;

    private Patience() {}

    /** @throws DemoFailure with {@code otherwise} when it did not come true in time */
    static void await(BooleanSupplier condition, String otherwise) {
        await(MOST, condition, otherwise);
    }

    static void await(Duration most, BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            DemoFailure.unless(System.nanoTime() < end, otherwise);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
    }
}
