package org.yibao.settlement.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.FaultCode;

/**
 * Judges the machine's clock. Until the platform has told its time, the clock is held to the store's marks and to
 * the steady time since the start; from then on to the platform's last word, which overrules both: a mark that a wrong
 * clock left cannot stop a clock that the platform finds right. A fault ends by itself when the clock is right again.
 *
 * <p>The steady time may stand still while the machine sleeps. So it proves that a clock went back, and of one that
 * went ahead only that it may have: that blocks nothing until the platform's word is against it too.
 *
 * <p>Time comes as an argument. Any thread may call it.
 */
public final class ClockGuard {
    private final ClockLimits limits;
    private final ClockMarks marks;
    private final ClockReading start;
    private @Nullable Word word;

    private record Word(PlatformTime time, Instant steady) {
        ClockReading reading() {
            return new ClockReading(time.clock(), steady);
        }
    }

    /** @param start when the marks were read */
    public ClockGuard(ClockLimits limits, ClockMarks marks, ClockReading start) {
        this.limits = limits;
        this.marks = marks;
        this.start = start;
    }

    /**
     * The platform told its time.
     *
     * @param steady at its receipt, or soon after: what lies between is allowed to the clock
     */
    public synchronized void heard(PlatformTime time, Instant steady) {
        word = new Word(time, steady);
    }

    /** By the platform's clock; empty when it is not known. */
    public synchronized Optional<Instant> lastContact() {
        Word last = word;
        return last == null ? marks.platform() : Optional.of(last.time().said());
    }

    /** What is wrong with the clock now; empty while it may be right. */
    public synchronized Optional<ClockFault> judge(ClockReading now) {
        Word last = word;
        return last == null ? byItself(now) : byPlatform(last, now);
    }

    private Optional<ClockFault> byItself(ClockReading now) {
        Optional<ClockFault> behindMarks = againstMarks(now.clock());
        if (behindMarks.isPresent()) {
            return behindMarks;
        }
        // A clock that was behind at the start and is not any more was set right: that is no step.
        return againstMarks(start.clock()).isPresent() ? Optional.empty() : stepped(start, now);
    }

    private Optional<ClockFault> againstMarks(Instant clock) {
        Optional<ClockFault> behindPlatform = behind(marks.platform(), clock, limits.platform())
                .map(by -> new ClockFault(FaultCode.CLOCK_OFF_PLATFORM, by));
        return behindPlatform.isPresent()
                ? behindPlatform
                : behind(marks.record(), clock, limits.step()).map(by -> new ClockFault(FaultCode.CLOCK_WENT_BACK, by));
    }

    private static Optional<Duration> behind(Optional<Instant> mark, Instant clock, Duration limit) {
        return mark.map(earliest -> Duration.between(earliest, clock)).filter(by -> exceeds(by.negated(), limit));
    }

    private Optional<ClockFault> byPlatform(Word last, ClockReading now) {
        PlatformTime time = last.time();
        boolean wasOff = exceeds(time.off().abs(), limits.platform());
        Duration passed = Duration.between(last.steady(), now.steady());
        Duration off = new PlatformTime(time.said().plus(passed), time.within(), now.clock()).off();
        // Behind is proved by the time that passed; ahead only where the platform itself found the clock wrong.
        if (exceeds(off.abs(), limits.platform()) && (off.isNegative() || wasOff)) {
            return Optional.of(new ClockFault(FaultCode.CLOCK_OFF_PLATFORM, off));
        }
        return wasOff ? Optional.empty() : stepped(last.reading(), now);
    }

    private Optional<ClockFault> stepped(ClockReading from, ClockReading now) {
        Duration by = Duration.between(from.clock(), now.clock()).minus(Duration.between(from.steady(), now.steady()));
        if (!exceeds(by.abs(), limits.step())) {
            return Optional.empty();
        }
        return Optional.of(
                new ClockFault(by.isNegative() ? FaultCode.CLOCK_WENT_BACK : FaultCode.CLOCK_WENT_AHEAD, by));
    }

    private static boolean exceeds(Duration by, Duration limit) {
        return by.compareTo(limit) > 0;
    }
}
