package org.yibao.settlement.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.FaultCode;

/** Row 9 of the reliability list, as far as the guard decides: steps back and forward, drift, 1970, 2038. */
final class ClockGuardTest {
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
    private static final Duration STEP = ClockLimits.DEFAULT.step();
    private static final Duration OFF = ClockLimits.DEFAULT.platform();
    private static final Duration TRIP = Duration.ofSeconds(2);
    private static final ClockMarks NOTHING = new ClockMarks(Optional.empty(), Optional.empty());

    /** What the clock says beyond the time that really passed. */
    private Duration wrong = Duration.ZERO;

    private Instant really = NINE;
    private ClockGuard guard = started(NOTHING);

    private ClockGuard started(ClockMarks marks) {
        return new ClockGuard(ClockLimits.DEFAULT, marks, reading());
    }

    private ClockReading reading() {
        return new ClockReading(really.plus(wrong), really);
    }

    private void later(Duration passed) {
        really = really.plus(passed);
    }

    /** The platform's clock is the real one, off by so much. */
    private void contact(Duration platformOff) {
        Instant said = really.plus(platformOff);
        later(TRIP);
        guard.heard(new PlatformTime(said, TRIP, really.plus(wrong)), really);
    }

    private Optional<FaultCode> code() {
        return guard.judge(reading()).map(ClockFault::code);
    }

    private void assertRight() {
        assertEquals(Optional.empty(), guard.judge(reading()));
    }

    private void assertWrong(FaultCode code) {
        assertEquals(Optional.of(code), code());
    }

    @Test
    void aStepBackBeyondTheBoundBlocksUntilTheClockIsSetRight() {
        wrong = STEP.negated();
        assertRight();
        wrong = STEP.plusMillis(1).negated();
        assertWrong(FaultCode.CLOCK_WENT_BACK);
        later(Duration.ofDays(2));
        assertWrong(FaultCode.CLOCK_WENT_BACK);
        assertTrue(guard.judge(reading()).orElseThrow().blocks());
        wrong = Duration.ZERO;
        assertRight();
    }

    @Test
    void aStepForwardIsSaidAndBlocksOnlyOnceThePlatformContradicts() {
        contact(Duration.ZERO);
        wrong = Duration.ofHours(1);
        assertWrong(FaultCode.CLOCK_WENT_AHEAD);
        assertFalse(guard.judge(reading()).orElseThrow().blocks());
        contact(Duration.ZERO);
        assertWrong(FaultCode.CLOCK_OFF_PLATFORM);
        assertTrue(guard.judge(reading()).orElseThrow().blocks());
        wrong = Duration.ZERO;
        assertRight();
    }

    @Test
    void aMachineThatSleptIsBelievedAgainAtTheNextContact() {
        contact(Duration.ZERO);
        // The steady time stood still: against it the clock is two hours ahead, and so it is against the last word.
        wrong = Duration.ofHours(2);
        assertWrong(FaultCode.CLOCK_WENT_AHEAD);
        contact(wrong);
        assertRight();
    }

    @Test
    void theBoundToThePlatformHoldsOnBothSidesAndTheAnswersTimeOnTheLineIsAllowed() {
        wrong = OFF.negated().minus(TRIP);
        contact(Duration.ZERO);
        // The word is as old as the way took: the clock may not lie behind it, but may lie so far ahead of it.
        assertRight();
        wrong = OFF.negated().minus(TRIP).minusMillis(1);
        contact(Duration.ZERO);
        assertWrong(FaultCode.CLOCK_OFF_PLATFORM);
        wrong = OFF;
        contact(Duration.ZERO);
        assertRight();
        wrong = OFF.plusMillis(1);
        contact(Duration.ZERO);
        assertWrong(FaultCode.CLOCK_OFF_PLATFORM);
        assertEquals(OFF.plusMillis(1), guard.judge(reading()).orElseThrow().by());
    }

    @Test
    void driftIsFoundAgainstThePlatformNotAgainstTheLastContact() {
        Duration slow = Duration.ofSeconds(-20);
        for (int contacts = 0; contacts < 30; contacts++) {
            later(Duration.ofMinutes(5));
            wrong = wrong.plus(slow);
            contact(Duration.ZERO);
            assertRight();
        }
        wrong = wrong.plus(slow);
        contact(Duration.ZERO);
        assertWrong(FaultCode.CLOCK_OFF_PLATFORM);
    }

    @Test
    void afterARestartTheStoresMarksAreTheEarliestThatNowCanBe() {
        guard = started(new ClockMarks(Optional.of(NINE.plus(STEP)), Optional.of(NINE.plus(OFF))));
        assertRight();
        guard = started(new ClockMarks(Optional.of(NINE.plus(STEP).plusMillis(1)), Optional.empty()));
        assertWrong(FaultCode.CLOCK_WENT_BACK);
        later(Duration.ofSeconds(1));
        assertRight();
        guard = started(
                new ClockMarks(Optional.empty(), Optional.of(really.plus(OFF).plusMillis(1))));
        assertWrong(FaultCode.CLOCK_OFF_PLATFORM);
    }

    @Test
    void aClockThatStartedBehindAndIsSetRightTookNoStep() {
        wrong = Duration.ofDays(-1);
        guard = started(new ClockMarks(Optional.of(NINE), Optional.empty()));
        assertWrong(FaultCode.CLOCK_WENT_BACK);
        wrong = Duration.ZERO;
        assertRight();
    }

    @Test
    void aMarkThatAWrongClockLeftStopsNothingOnceThePlatformFindsTheClockRight() {
        guard = started(new ClockMarks(Optional.of(NINE.plus(Duration.ofDays(365))), Optional.empty()));
        assertWrong(FaultCode.CLOCK_WENT_BACK);
        contact(Duration.ZERO);
        assertRight();
    }

    @Test
    void yearsApartAreJudgedAsMinutesAre() {
        for (Instant far : List.of(Instant.EPOCH, Instant.parse("2038-01-19T03:14:08Z"), Instant.MIN, Instant.MAX)) {
            wrong = Duration.between(really, far);
            assertWrong(far.isBefore(NINE) ? FaultCode.CLOCK_WENT_BACK : FaultCode.CLOCK_WENT_AHEAD);
        }
    }

    /** Whatever went before, a clock that is right after a contact is believed, and one that is far off never is. */
    @Test
    void fromAnyPastTheVerdictAfterAContactIsThePlatforms() {
        for (int seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            really = NINE;
            wrong = minutes(random);
            guard = started(new ClockMarks(mark(random), mark(random)));
            for (int steps = random.nextInt(6); steps > 0; steps--) {
                later(Duration.ofSeconds(random.nextInt(100_000)));
                wrong = random.nextBoolean() ? minutes(random) : wrong;
                if (random.nextInt(3) == 0) {
                    contact(Duration.ZERO);
                }
            }
            contact(Duration.ZERO);
            boolean right = wrong.abs().compareTo(OFF) <= 0;
            assertEquals(right ? Optional.empty() : Optional.of(FaultCode.CLOCK_OFF_PLATFORM), code(), "seed " + seed);
            wrong = Duration.ZERO;
            later(Duration.ofSeconds(1));
            assertEquals(
                    Optional.empty(),
                    guard.judge(reading()).filter(ClockFault::blocks).filter(fault -> !right),
                    "seed " + seed);
        }
    }

    private Optional<Instant> mark(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(NINE.plus(minutes(random)));
    }

    /** Right half of the time; whole odd minutes otherwise, so that no bound is met. */
    private static Duration minutes(Random random) {
        return random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(2L * random.nextInt(-2_000, 2_000) + 1);
    }
}
