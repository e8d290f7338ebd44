package org.yibao.terminal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.yibao.link.LinkException;
import org.yibao.link.frame.Evidence;
import org.yibao.link.message.Answer;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.clock.ClockGuard;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.clock.ClockMarks;
import org.yibao.settlement.clock.ClockReading;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.store.SqliteStore;

/** Has the machine's clock judged, and tells the technician when the verdict changes. */
final class ClockWatch implements Supplier<Optional<ClockFault>> {
    private static final Logger LOG = System.getLogger(ClockWatch.class.getName());

    private final InstantSource clock;
    private final SteadyTime steady;
    private final ClockGuard guard;
    private final AtomicReference<Optional<FaultCode>> told = new AtomicReference<>(Optional.empty());

    ClockWatch(ClockLimits limits, SqliteStore store, InstantSource clock) {
        this.clock = clock;
        this.steady = new SteadyTime(clock);
        ClockMarks marks = new ClockMarks(
                store.lastRecordTime(), store.lastCountersignature().flatMap(ClockWatch::toldIn));
        this.guard = new ClockGuard(limits, marks, ClockReading.of(clock, steady));
    }

    private static Optional<Instant> toldIn(Bytes evidence) {
        try {
            return Optional.of(
                    Answer.decodeRespondTime(Evidence.decode(evidence).answer().json()));
        } catch (LinkException unreadable) {
            // A mark less: the guard has the others.
            LOG.log(Level.WARNING, "the last countersignature tells no time: {0}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    void heard(PlatformTime time) {
        guard.heard(time, steady.instant());
        get();
    }

    /** By the platform's clock; empty when it is not known. */
    Optional<Instant> lastContact() {
        return guard.lastContact();
    }

    @Override
    public Optional<ClockFault> get() {
        Optional<ClockFault> found = guard.judge(ClockReading.of(clock, steady));
        Optional<FaultCode> code = found.map(ClockFault::code);
        if (!told.getAndSet(code).equals(code)) {
            found.ifPresentOrElse(
                    fault -> LOG.log(
                            fault.blocks() ? Level.ERROR : Level.WARNING,
                            "{0} {1} {2}",
                            fault.code(),
                            fault.code().sentence(),
                            fault.detail()),
                    () -> LOG.log(Level.INFO, "the clock is right again"));
        }
        return found;
    }
}
