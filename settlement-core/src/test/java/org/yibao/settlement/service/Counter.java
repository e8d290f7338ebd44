package org.yibao.settlement.service;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.testing.Deadlines;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Offline;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedDay;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.turn.Turns;

/** A whole counter over the in-memory store: what a test needs to sell, with a clock it can move. */
final class Counter implements AutoCloseable {
    static final String DRUG = "X1010001";
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final OfflineLimits LIMITS = Offline.limits(Amount.ofFen(50_000), Duration.ofDays(7));

    final ScriptedPlatform platform;
    final InMemoryStore store;
    final SettlementService service;
    final OutboxRunner runner;
    private final MovingClock clock;
    private volatile Optional<ClockFault> wrong = Optional.empty();
    private final AtomicInteger names = new AtomicInteger();

    static final class MovingClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-03-02T01:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void move(Duration step) {
            now = now.plus(step);
        }
    }

    Counter(ScriptedPlatform platform, InMemoryStore store, MovingClock clock, Duration settleDeadline) {
        this(platform, store, clock, settleDeadline, UnaryOperator.identity());
    }

    Counter(
            ScriptedPlatform platform,
            InMemoryStore store,
            MovingClock clock,
            Duration settleDeadline,
            UnaryOperator<SettlementStore> around) {
        this(platform, store, clock, settleDeadline, around, LIMITS);
    }

    Counter(
            ScriptedPlatform platform,
            InMemoryStore store,
            MovingClock clock,
            Duration settleDeadline,
            UnaryOperator<SettlementStore> around,
            OfflineLimits limits) {
        SettlementStore settlements = around.apply(store);
        this.platform = platform;
        this.store = store;
        this.clock = clock;
        UploadLimits upload = new UploadLimits(8, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(5));
        SettlementService[] made = new SettlementService[1];
        runner = new OutboxRunner(
                new OutboxUploader(upload, Deadlines.USUAL, new Random(7)),
                upload,
                settlements,
                store,
                platform,
                clock,
                clock,
                (entry, answer, evidence) -> made[0].answered(entry, answer, evidence),
                Turns.onThread("outbox"));
        ServicePorts ports = new ServicePorts(
                settlements,
                store,
                store,
                store,
                store,
                platform,
                platform,
                Counter::item,
                (psnNo, day) -> false,
                Offline.KnownContact.NOW,
                new FlatSplit(),
                clockOf(clock),
                () -> wrong,
                () -> "name-" + names.incrementAndGet());
        ServiceSettings settings = new ServiceSettings(
                Sales.PHARMACY, limits, PATIENCE, settleDeadline, Duration.ofMinutes(5), Duration.ofMinutes(10));
        service = new SettlementService(ports, settings, runner);
        made[0] = service;
        runner.start();
    }

    private static Clock clockOf(MovingClock source) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("Asia/Shanghai");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new IllegalStateException("the counter has one zone");
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }

    private static Optional<Catalogue.Item> item(String code, java.time.LocalDate day) {
        return code.equals(DRUG)
                ? Optional.of(new Catalogue.Item(code, "试验药", "101", "01", null, null, false, false, false))
                : Optional.empty();
    }

    /** The business day of this counter. */
    BusinessDay days(DayBook book, ScriptedDay there) {
        BusinessDayPorts ports = new BusinessDayPorts(
                Sales.PHARMACY, store, store, book, there, platform, store, there, clockOf(clock), PATIENCE);
        return new BusinessDay(ports, service);
    }

    /** What the guard finds wrong with the clock from now on. */
    void clockIsWrong(Optional<ClockFault> fault) {
        wrong = fault;
    }

    void later(Duration step) {
        clock.move(step);
    }

    /** Presents the person's identity card and has one drug of {@code fen} split. */
    QuoteOutcome quote(PersonSnapshot person, long fen) {
        return quote(new InsuredCard.IdentityCard(person.identityNumber(), person.name()), fen);
    }

    QuoteOutcome quote(InsuredCard card, long fen) {
        CredentialOutcome presented = service.present(card);
        if (presented instanceof CredentialOutcome.Failed failed) {
            return new QuoteOutcome.Failed(failed.fault());
        }
        return service.quote(bill(((CredentialOutcome.Accepted) presented).handle(), fen, DRUG, List.of()));
    }

    static QuoteCommand bill(String credential, long fen, String code, List<Sale.FamilyPayer> family) {
        BigDecimal price = Amount.ofFen(fen).yuan();
        return new QuoteCommand(
                credential,
                "41",
                new QuoteRequest.Prescription(true, "2"),
                true,
                family,
                List.of(),
                List.of(new QuoteCommand.Line("1", code, BigDecimal.ONE, price, Amount.ofFen(fen))));
    }

    SettleOutcome settle(QuoteOutcome quoted, String key) {
        return settle(quoted, key, "sm3:body of " + key);
    }

    SettleOutcome settle(QuoteOutcome quoted, String key, String digest) {
        return service.settle(new SettleCommand(
                new IdempotencyKey(key), digest, ((QuoteOutcome.Quoted) quoted).quoteId(), Sales.CASHIER));
    }

    Settlement sold(PersonSnapshot person, long fen, String key) {
        return ((SettleOutcome.Settled) settle(quote(person, fen), key)).settlement();
    }

    SettleOutcome takeBack(Settlement settlement, String key) {
        return takeBack(settlement, key, "sm3:body of " + key);
    }

    SettleOutcome takeBack(Settlement settlement, String key, String digest) {
        return service.takeBack(new VoidCommand(new IdempotencyKey(key), digest, settlement.id(), Sales.CASHIER));
    }

    /** Waits until the platform's answer to this message is stored. */
    Settlement afterAnswerTo(MessageId message, Runnable cause) {
        var answer = runner.answerTo(message);
        cause.run();
        runner.wake();
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException late) {
            throw new AssertionError("no answer was stored for " + message, late);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
