package org.yibao.settlement.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.outbox.OutboxUploader.Verdict;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.testing.Deadlines;

final class OutboxUploaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final Delivery LINE_DOWN = new Delivery.Unreachable("line down");
    private static final Delivery BOOKED = answered(new PlatformAnswer.Reversed(true));

    private final OutboxUploader uploader = new OutboxUploader(
            new UploadLimits(4, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(5)),
            Deadlines.USUAL,
            new Random(1));

    @Test
    void messagesOfOnePersonGoOneAfterTheOther() {
        OutboxEntry first = entry(1, 1, "a");
        OutboxEntry second = entry(2, 2, "a");
        OutboxEntry other = entry(3, 3, "b");
        assertEquals(List.of(first, other), uploader.toSend(NOW, List.of(first, second, other)));
        assertEquals(List.of(), uploader.toSend(NOW, List.of(first, second, other)));
        uploader.delivered(NOW, first, BOOKED);
        assertEquals(List.of(second), uploader.toSend(NOW, List.of(second, other)));
    }

    @Test
    void aSecondMessageWaitsAlsoWhileTheFirstWaitsForItsNextTry() {
        OutboxEntry first = entry(1, 1, "a");
        OutboxEntry second = entry(2, 2, "a");
        uploader.toSend(NOW, List.of(first, second));
        Verdict.TryAgain again = assertInstanceOf(Verdict.TryAgain.class, uploader.delivered(NOW, first, LINE_DOWN));
        assertEquals(List.of(), uploader.toSend(NOW, List.of(later(first, again.next()), second)));
    }

    @Test
    void noMoreThanTheWindowIsInFlight() {
        List<OutboxEntry> many = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            many.add(entry(i, i, "person " + i));
        }
        assertEquals(many.subList(0, 4), uploader.toSend(NOW, many));
    }

    @Test
    void whatWasSetAsideHoldsBackOnlyItsOwnVoid() {
        OutboxEntry poisoned = aside(entry(1, 1, "a"));
        OutboxEntry itsVoid = entry(2, 1, "a");
        OutboxEntry nextSale = entry(3, 3, "a");
        assertEquals(List.of(nextSale), uploader.toSend(NOW, List.of(poisoned, itsVoid, nextSale)));
    }

    @Test
    void delaysGrowAreJitteredAndBounded() {
        OutboxEntry entry = entry(1, 1, "a");
        Duration longest = Duration.ZERO;
        for (int attempts = 0; attempts < 40; attempts++) {
            OutboxEntry tried =
                    new OutboxEntry(1, entry.message(), entry.settlement(), "a", attempts, NOW, "", false, Amount.ZERO);
            uploader.toSend(NOW, List.of(tried));
            Verdict.TryAgain again =
                    assertInstanceOf(Verdict.TryAgain.class, uploader.delivered(NOW, tried, LINE_DOWN));
            Duration delay = Duration.between(NOW, again.next());
            Duration bound = Duration.ofSeconds(Math.min(60, 1L << Math.min(attempts, 20)));
            assertTrue(delay.compareTo(bound) <= 0, () -> delay + " is over " + bound);
            assertTrue(delay.compareTo(bound.dividedBy(2)) >= 0, () -> delay + " is under half of " + bound);
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        assertTrue(longest.compareTo(Duration.ofSeconds(30)) >= 0);
    }

    @Test
    void aLineThatCameUpIsTriedAtOnceWhateverTheDelay() {
        OutboxEntry entry = entry(1, 1, "a");
        uploader.toSend(NOW, List.of(entry));
        OutboxEntry waiting = later(entry, NOW.plusSeconds(50));
        uploader.delivered(NOW, entry, LINE_DOWN);
        assertEquals(List.of(), uploader.toSend(NOW, List.of(waiting)));
        uploader.lineUp();
        assertEquals(List.of(waiting), uploader.toSend(NOW, List.of(waiting)));
    }

    @Test
    void anUnknownOutcomeIsSentAgainAndSaysThatItMayHaveArrived() {
        OutboxEntry entry = entry(1, 1, "a");
        uploader.toSend(NOW, List.of(entry));
        Verdict verdict = uploader.delivered(NOW, entry, new Delivery.OutcomeUnknown("no answer"));
        assertTrue(assertInstanceOf(Verdict.TryAgain.class, verdict).mayHaveArrived());
    }

    @Test
    void anIdThatThePlatformHoldsWithOtherContentIsSetAsideNotRetried() {
        OutboxEntry entry = entry(1, 1, "a");
        uploader.toSend(NOW, List.of(entry));
        Verdict verdict = uploader.delivered(NOW, entry, new Delivery.Conflict("2099", "冲突"));
        assertEquals(new Verdict.SetAside("2099 冲突"), verdict);
    }

    @Test
    void bytesThatNoLineTakesOrThePlatformCannotReadAreSetAside() {
        OutboxEntry entry = entry(1, 1, "a");
        OutboxEntry other = entry(2, 2, "b");
        uploader.toSend(NOW, List.of(entry, other));
        assertEquals(
                new Verdict.SetAside("longer than the platform reads"),
                uploader.delivered(NOW, entry, new Delivery.Unsendable("longer than the platform reads")));
        assertEquals(
                new Verdict.SetAside("MESSAGE_MALFORMED 不能识别"),
                uploader.delivered(NOW, other, new Delivery.Unreadable("MESSAGE_MALFORMED", "不能识别")));
        assertEquals(0, uploader.remembered());
    }

    @Test
    void whatEndedIsForgottenAndWhatWaitsIsNot() {
        OutboxEntry booked = entry(1, 1, "a");
        OutboxEntry poisoned = entry(2, 2, "b");
        OutboxEntry failed = entry(3, 3, "c");
        uploader.toSend(NOW, List.of(booked, poisoned, failed));
        assertEquals(3, uploader.remembered());
        uploader.delivered(NOW, booked, BOOKED);
        uploader.delivered(NOW, poisoned, new Delivery.Conflict("2099", "冲突"));
        uploader.delivered(NOW, failed, LINE_DOWN);
        assertEquals(1, uploader.remembered());
        assertEquals(List.of(), uploader.toSend(NOW, List.of(later(failed, NOW.plusSeconds(50)))));
    }

    @Test
    void aSaleThatWasQueuedAgainGoesBeforeItsVoid() {
        OutboxEntry itsVoid = entry(1, 2, "a");
        OutboxEntry again = entry(2, 2, "a");
        assertEquals(List.of(again), uploader.toSend(NOW, List.of(itsVoid, again)));
        uploader.delivered(NOW, again, BOOKED);
        assertEquals(List.of(itsVoid), uploader.toSend(NOW, List.of(itsVoid)));
    }

    @Test
    void firstDeadlineGoesFirstAndOfOneDeadlineTheMostMoney() {
        List<OutboxEntry> waiting = List.of(
                worth(100, made(1, 1, "a", 23)),
                worth(200, made(2, 2, "b", 23)),
                worth(100, made(3, 3, "c", 22)),
                worth(900, made(4, 4, "d", 24)),
                worth(100, made(5, 5, "e", 23)));
        List<OutboxEntry> sent = uploader.toSend(NOW, waiting);
        assertEquals(
                List.of("c", "b", "a", "e"),
                sent.stream().map(OutboxEntry::person).toList());
    }

    @Test
    void whatHoldsUpAnUrgentMessageOfItsPersonIsAsUrgent() {
        List<OutboxEntry> waiting = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            waiting.add(worth(500, made(i, i, "person " + i, 22)));
        }
        waiting.add(worth(1, made(5, 5, "a", 23)));
        waiting.add(worth(1, made(6, 6, "a", 21)));
        assertEquals(waiting.get(4), uploader.toSend(NOW, waiting).get(0));
    }

    private static OutboxEntry made(int number, int settlement, String person, int day) {
        MessageId id = MessageId.of("P37010200002", LocalDateTime.of(2026, 11, day, 12, 0), 'A', number);
        OutboxEntry entry = entry(number, settlement, person);
        return new OutboxEntry(
                number,
                new SignedMessage(id, "2102", entry.message().bytes()),
                id,
                person,
                0,
                NOW,
                "",
                false,
                Amount.ZERO);
    }

    private static OutboxEntry worth(long yuan, OutboxEntry entry) {
        return new OutboxEntry(
                entry.sequence(),
                entry.message(),
                entry.settlement(),
                entry.person(),
                0,
                NOW,
                "",
                false,
                Amount.ofFen(yuan * 100));
    }

    private static Delivery answered(PlatformAnswer answer) {
        return new Delivery.Answered(answer, Bytes.of(new byte[] {1}));
    }

    private static OutboxEntry entry(int number, int settlement, String person) {
        return new OutboxEntry(
                number,
                new SignedMessage(id(number), "2102", Bytes.of(new byte[] {(byte) number})),
                id(settlement),
                person,
                0,
                NOW,
                "",
                false,
                Amount.ZERO);
    }

    private static OutboxEntry later(OutboxEntry entry, Instant next) {
        return new OutboxEntry(
                entry.sequence(),
                entry.message(),
                entry.settlement(),
                entry.person(),
                1,
                next,
                "failed",
                false,
                Amount.ZERO);
    }

    private static OutboxEntry aside(OutboxEntry entry) {
        return new OutboxEntry(
                entry.sequence(),
                entry.message(),
                entry.settlement(),
                entry.person(),
                1,
                NOW,
                "poison",
                true,
                Amount.ZERO);
    }

    private static MessageId id(int counter) {
        return MessageId.of("P37010200002", LocalDateTime.of(2026, 11, 22, 12, 0), 'A', counter);
    }
}
