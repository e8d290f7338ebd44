package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.yibao.link.identity.KeyedStub;
import org.yibao.link.testing.VirtualTime;

/**
 * What everybody in a run shares.
 *
 * @param stub empty where messages are really signed
 * @param failure what was found broken where nothing may be thrown
 */
record World(
        Site site,
        VirtualTime time,
        Chance chance,
        Trace trace,
        Optional<KeyedStub> stub,
        Assembly assembly,
        AtomicReference<@Nullable String> failure) {
    void say(String who, String what) {
        trace.say(time.instant(), who, what);
    }

    /** For what is found inside an engine, which would catch it. */
    void broken(String what) {
        failure.compareAndSet(null, what);
    }

    void later(Duration most, Runnable event) {
        time.after(chance.upTo(most), event);
    }

    /** Has this happen again and again, a minute apart on an average. */
    void eachMinute(Runnable event) {
        later(Duration.ofMinutes(2), () -> {
            event.run();
            eachMinute(event);
        });
    }
}
