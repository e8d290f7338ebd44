package org.yibao.settlement.doubt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.SignedMessage;

final class DoubtWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final Duration AGE = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final DoubtWatch watch =
            new DoubtWatch(new InquiryLimits(AGE, AGAIN, Duration.ofMinutes(5), 2, Duration.ofSeconds(5)));

    @Test
    void whatWasSetAsideIsAskedForAtOnceAndWhatIsStillSentWhenItIsOld() {
        OutboxEntry aside = entry(1, true);
        OutboxEntry sent = entry(2, false);
        assertEquals(List.of(aside), watch.toAsk(NOW, List.of(aside, sent)));
        assertEquals(List.of(), watch.toAsk(NOW.plus(AGE).minusMillis(1), List.of(aside, sent)));
        assertEquals(List.of(sent), watch.toAsk(NOW.plus(AGE), List.of(aside, sent)));
    }

    @Test
    void whatStaysOpenIsAskedForLaterEachTimeUpToABound() {
        OutboxEntry aside = entry(1, true);
        Instant asked = NOW;
        for (long minutes : new long[] {2, 4, 5, 5}) {
            assertEquals(List.of(aside), watch.toAsk(asked, List.of(aside)));
            watch.answered(asked, aside.message().id());
            asked = asked.plus(Duration.ofMinutes(minutes));
            assertEquals(List.of(), watch.toAsk(asked.minusMillis(1), List.of(aside)));
        }
    }

    @Test
    void aLineThatComesUpMayLeadToARestoredPlatformThatIsAskedAtOnce() {
        OutboxEntry aside = entry(1, true);
        watch.toAsk(NOW, List.of(aside));
        watch.answered(NOW, aside.message().id());
        assertEquals(List.of(), watch.toAsk(NOW, List.of(aside)));
        watch.lineUp(NOW);
        assertEquals(List.of(aside), watch.toAsk(NOW, List.of(aside)));
    }

    @Test
    void noMoreThanTheWindowIsInFlightAndWhatWaitsNoLongerIsForgotten() {
        List<OutboxEntry> many = List.of(entry(1, true), entry(2, true), entry(3, true));
        assertEquals(many.subList(0, 2), watch.toAsk(NOW, many));
        watch.answered(NOW, many.get(0).message().id());
        assertEquals(many.subList(2, 3), watch.toAsk(NOW, many));
        // Its doubt is over; the same message would be in doubt anew.
        watch.answered(NOW, many.get(2).message().id());
        watch.toAsk(NOW, List.of());
        assertEquals(List.of(many.get(0)), watch.toAsk(NOW, List.of(many.get(0))));
    }

    private static OutboxEntry entry(int number, boolean aside) {
        MessageId id = MessageId.of("P37010200001", LocalDateTime.parse("2026-11-22T12:00:00"), 'A', number);
        SignedMessage message = new SignedMessage(id, "2102", Bytes.of(new byte[] {1}));
        return new OutboxEntry(number, message, id, "person " + number, 1, NOW, "no answer", aside, Amount.ZERO);
    }
}
