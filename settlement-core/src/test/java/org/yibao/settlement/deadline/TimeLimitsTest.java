package org.yibao.settlement.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.SignedMessage;

/** National Day 2026: off from Thursday 1 to Wednesday 7 October, worked on Saturday 10. */
final class TimeLimitsTest {
    private static final WorkingDays CALENDAR = new WorkingDays(Map.of(
            2026,
            new WorkingDays.Year(
                    "test", Set.of(day(10, 1), day(10, 2), day(10, 5), day(10, 6), day(10, 7)), Set.of(day(10, 10)))));
    private static final TimeLimits LIMITS =
            new TimeLimits(CALENDAR, new TimeLimit(2, true, "sale"), new TimeLimit(1, false, "undoing"), 1);

    private static LocalDate day(int month, int day) {
        return LocalDate.of(2026, month, day);
    }

    @Test
    void weekendsAndDaysOffAreNotWorkedButWhatIsPutInTheirPlaceIs() {
        assertTrue(CALENDAR.isWorkingDay(day(9, 30)));
        assertFalse(CALENDAR.isWorkingDay(day(10, 1)));
        assertFalse(CALENDAR.isWorkingDay(day(10, 3)));
        assertFalse(CALENDAR.isWorkingDay(day(10, 11)));
        assertTrue(CALENDAR.isWorkingDay(day(10, 10)));
    }

    @Test
    void everyDayOfAYearWithoutANoticeCounts() {
        assertTrue(CALENDAR.isWorkingDay(LocalDate.of(2027, 1, 1)));
        assertTrue(CALENDAR.isWorkingDay(LocalDate.of(2027, 1, 2)));
        assertEquals(LocalDate.of(2027, 1, 2), LIMITS.of(sale(day(12, 31))).lastDay());
    }

    @Test
    void saleBeforeNationalDayMayWaitOverTheHoliday() {
        assertEquals(day(10, 9), LIMITS.of(sale(day(9, 30))).lastDay());
        assertEquals(day(10, 12), LIMITS.of(sale(day(10, 9))).lastDay());
    }

    @Test
    void calendarDaysAreCountedWhateverTheyAre() {
        assertEquals(day(10, 2), LIMITS.of(undoing(day(10, 1))).lastDay());
    }

    @Test
    void firstOfTheQueueIsTheFirstDeadlineAndNotTheOldestMessage() {
        QueueStanding queue = new QueueStanding(
                2,
                0,
                0,
                Optional.of(id(day(9, 29), 1)),
                Optional.of(id(day(9, 30), 1)),
                Optional.of(id(day(10, 2), 2)));
        TimeLimits.Deadline first = LIMITS.first(queue).orElseThrow();
        assertEquals(day(10, 3), first.lastDay());
        assertEquals("undoing", first.limit().source());
        assertFalse(LIMITS.isNear(first, day(10, 1)));
        assertTrue(LIMITS.isNear(first, day(10, 2)));
    }

    @Test
    void emptyQueueHasNoDeadline() {
        QueueStanding nothing = new QueueStanding(0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(Optional.empty(), LIMITS.first(nothing));
    }

    private static OutboxEntry sale(LocalDate made) {
        return entry(id(made, 1), id(made, 1));
    }

    private static OutboxEntry undoing(LocalDate made) {
        return entry(id(made, 2), id(made, 1));
    }

    private static OutboxEntry entry(MessageId message, MessageId settlement) {
        SignedMessage signed = new SignedMessage(message, "2102", Bytes.of(new byte[] {1}));
        return new OutboxEntry(1, signed, settlement, "a", 0, Instant.EPOCH, "", false, Amount.ZERO);
    }

    private static MessageId id(LocalDate day, int counter) {
        return MessageId.of("P37010200002", LocalDateTime.of(day, java.time.LocalTime.NOON), 'A', counter);
    }
}
