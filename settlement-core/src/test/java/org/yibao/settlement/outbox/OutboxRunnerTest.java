package org.yibao.settlement.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.testing.Deadlines;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.turn.Turns;

final class OutboxRunnerTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T01:00:00Z");
    private static final int TRIES = 3;
    private static final int WAIT_SECONDS = 30;

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 10);
    private final AtomicReference<Instant> clock = new AtomicReference<>(MORNING);

    /** Row 9 of the reliability list, as far as the queue goes. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-2S", "PT2S", "P-400D", "P400D"})
    void aClockThatStandsStillOrIsSetNeitherHoldsTheNextTryBackNorDropsIt(Duration step) throws Exception {
        Sale sale = Sales.atPharmacy().made(store.next(Sales.MORNING), "key-1");
        AtomicInteger tries = new AtomicInteger();
        platform.settlement(sale, store.head());
        platform.script(message -> {
            clock.set(MORNING.plus(step));
            boolean last = tries.incrementAndGet() == TRIES;
            return last
                    ? platform.agreed(message)
                    : CompletableFuture.completedFuture(new Delivery.Unreachable("the line is down"));
        });
        UploadLimits limits = new UploadLimits(4, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(5));
        try (OutboxRunner runner = new OutboxRunner(
                new OutboxUploader(limits, Deadlines.USUAL, new Random(1)),
                limits,
                store,
                store,
                platform,
                clock::get,
                new SteadyTime(clock::get),
                (entry, answer, evidence) -> store.answered(entry.message().id(), answer, evidence, null),
                Turns.onThread("outbox"))) {
            store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
            CompletableFuture<Settlement> answer = runner.answerTo(sale.id());
            runner.start();
            assertEquals(
                    SettlementState.ACKNOWLEDGED,
                    answer.get(WAIT_SECONDS, TimeUnit.SECONDS).state());
        }
        assertEquals(TRIES, tries.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"looking", "sending", "taking in"})
    @DisplayName("row 5: memory that runs out on the queue's thread delays a message, and strands none")
    void memoryThatRunsOutOnTheQueuesThreadDelaysAMessageAndStrandsNone(String during) throws Exception {
        Sale sale = Sales.atPharmacy().made(store.next(Sales.MORNING), "key-1");
        platform.settlement(sale, store.head());
        platform.script(platform::agreed);
        AtomicReference<String> due = new AtomicReference<>(during);
        UploadLimits limits = new UploadLimits(4, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(5));
        try (OutboxRunner runner = new OutboxRunner(
                new OutboxUploader(limits, Deadlines.USUAL, new Random(1)),
                limits,
                store,
                store,
                platform,
                () -> runOut("sending", due),
                () -> runOut("looking", due),
                (entry, answer, evidence) -> {
                    runOut("taking in", due);
                    return store.answered(entry.message().id(), answer, evidence, null);
                },
                Turns.onThread("outbox"))) {
            store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
            CompletableFuture<Settlement> answer = runner.answerTo(sale.id());
            runner.start();
            assertEquals(
                    SettlementState.ACKNOWLEDGED,
                    answer.get(WAIT_SECONDS, TimeUnit.SECONDS).state());
        }
        assertEquals("", due.get());
    }

    private static Instant runOut(String here, AtomicReference<String> due) {
        if (here.equals(due.get())) {
            due.set("");
            throw new OutOfMemoryError("as told");
        }
        return Instant.now();
    }

    @Test
    void aMessageThatIsSetAsideAfterTheUploaderReadTheQueueDoesNotLeave() throws Exception {
        List<Sale> sold = IntStream.rangeClosed(1, 3)
                .mapToObj(number ->
                        Sales.atPharmacy().to(Persons.person(number)).made(store.next(Sales.MORNING), "key-" + number))
                .toList();
        for (Sale sale : sold) {
            platform.settlement(sale, store.head());
            store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
        }
        // The first is on its way, alone, while the second is taken out of its turn.
        platform.script(message -> {
            if (message.id().equals(sold.get(0).id())) {
                store.setAside(sold.get(1).id(), "poison");
            }
            return platform.agreed(message);
        });
        UploadLimits limits = new UploadLimits(1, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(5));
        try (OutboxRunner runner = new OutboxRunner(
                new OutboxUploader(limits, Deadlines.USUAL, new Random(1)),
                limits,
                store,
                store,
                platform,
                clock::get,
                new SteadyTime(clock::get),
                (entry, answer, evidence) -> store.answered(entry.message().id(), answer, evidence, null),
                Turns.onThread("outbox"))) {
            CompletableFuture<Settlement> last = runner.answerTo(sold.get(2).id());
            runner.start();
            last.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
        assertEquals(
                List.of(sold.get(0).id(), sold.get(2).id()),
                platform.delivered().stream().map(SignedMessage::id).toList());
        assertEquals(0, store.entry(sold.get(1).id()).orElseThrow().attempts());
    }

    @Test
    void theFrontOfTheQueueIsReadOnAsItMovesAndEachEntryOnce() {
        List<MessageId> queued = IntStream.rangeClosed(1, 9)
                .mapToObj(number ->
                        Sales.atPharmacy().to(Persons.person(number)).made(store.next(Sales.MORNING), "key-" + number))
                .map(sale -> store.accept(sale, before -> Sales.message(sale), Sales.after(sale))
                        .id())
                .toList();
        LookAhead ahead = new LookAhead(store, 4);
        assertEquals(queued.subList(0, 4), ids(ahead));
        end(ahead, queued.subList(0, 2));
        assertEquals(queued.subList(2, 4), ids(ahead));
        end(ahead, queued.subList(3, 4));
        assertEquals(List.of(queued.get(2), queued.get(4), queued.get(5), queued.get(6)), ids(ahead), "in their order");
        ahead.grown();
        end(ahead, queued.subList(4, 7));
        assertEquals(List.of(queued.get(2), queued.get(7), queued.get(8)), ids(ahead));
        store.setAside(queued.get(7), "poison");
        ahead.grown();
        assertEquals(List.of(queued.get(2), queued.get(8)), ids(ahead), "the end was in sight: it was read anew");
    }

    private static List<MessageId> ids(LookAhead ahead) {
        return ahead.entries().stream().map(entry -> entry.message().id()).toList();
    }

    private void end(LookAhead ahead, List<MessageId> ended) {
        for (MessageId id : ended) {
            store.answered(id, Sales.refused(), Sales.evidence("answer"), null);
            ahead.ended(id);
        }
    }

    @Test
    void steadyTimeBeginsAtTheClockAndOnlyPasses() {
        SteadyTime time = new SteadyTime(clock::get);
        Instant first = time.instant();
        clock.set(MORNING.minusSeconds(1));
        Instant second = time.instant();
        assertEquals(false, first.isBefore(MORNING) || second.isBefore(first));
        assertEquals(true, second.isBefore(MORNING.plusSeconds(WAIT_SECONDS)));
    }
}
