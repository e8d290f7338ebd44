package org.yibao.acceptance.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;
import org.yibao.certs.HostName;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.frame.Evidence;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.LinkedTerminal;
import org.yibao.link.gateway.NationalMessageEncoder;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.clock.ClockGuard;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.clock.ClockMarks;
import org.yibao.settlement.clock.ClockReading;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.doubt.DoubtWatch;
import org.yibao.settlement.doubt.InquiryLimits;
import org.yibao.settlement.doubt.InquiryRunner;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.CalculationDesk.Calculation;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.service.OfflineLimits;
import org.yibao.settlement.service.ServicePorts;
import org.yibao.settlement.service.ServiceSettings;
import org.yibao.settlement.service.SettlementService;
import org.yibao.settlement.testing.KilledException;
import org.yibao.settlement.testing.SimulatedStore;
import org.yibao.terminal.deadline.TimeLimitsFile;

/** One process of a terminal: the real engines, from an opened store until it is killed. */
final class RunningTerminal implements LineListener {
    static final Operator OPERATOR = new Operator("C01", "收银员", "till-1");
    static final Map<String, Catalogue.Item> CATALOGUE = Map.of(
            "X1010001", new Catalogue.Item("X1010001", "甲类药", "101", "01", null, null, false, false, false),
            "X1010002",
                    new Catalogue.Item(
                            "X1010002", "乙类药", "101", "02", new BigDecimal("0.1"), null, false, false, false));

    private static final OfflineLimits OFFLINE = new OfflineLimits(
            true,
            Amount.ofFen(60_000),
            Amount.ofFen(150_000),
            Amount.ofFen(600_000),
            Duration.ofDays(3),
            Duration.ofDays(1),
            Set.of("02"),
            Set.of(),
            false);
    private static final Duration PERSON_DEADLINE = Duration.ofSeconds(3);
    private static final Duration SETTLE_DEADLINE = Duration.ofSeconds(8);
    private static final LineAddress ADDRESS = new LineAddress(HostName.parse("localhost"), 1);

    private final World world;
    private final String name;
    private final SimulatedStore store;
    private final SimulatedTransport transport;
    private final InstantSource steady;
    private final ClockGuard guard;
    private final AtomicReference<MessageSigner> signer;
    private final LinkedPlatformGateway line;
    private final OutboxRunner runner;
    private final InquiryRunner inquiries;
    private final SettlementService service;
    private final Consumer<String> died;
    private int named;

    /** @param died called when a step of the store killed the process */
    RunningTerminal(
            World world,
            SimulatedPlatform platform,
            Site.Enrolled enrolled,
            TerminalIdentity identity,
            String name,
            SimulatedStore store,
            MachineClock clock,
            Consumer<String> died) {
        this.world = world;
        this.name = name;
        this.store = store;
        this.died = died;
        steady = clock.steady();
        guard = new ClockGuard(ClockLimits.DEFAULT, marks(), ClockReading.of(clock, steady));
        signer = new AtomicReference<>(signer(identity));
        transport = new SimulatedTransport(world, platform, enrolled.line(), this::alive);
        TrustedSigners platforms = TrustedSigners.platforms(identity.signingAnchors());
        line = new LinkedPlatformGateway(
                new LinkedTerminal(enrolled.profile(), OPERATOR, "", "", signer::get, store, store, clock, Site.ZONE),
                world.stub().map(platforms::stubbed).orElse(platforms),
                transport,
                List.of(ADDRESS),
                SessionSettings.USUAL,
                new Random(world.chance().seed()),
                task -> world.time().after(Duration.ZERO, () -> alive(task)),
                this,
                steady);
        AtomicReference<PlatformGateway> assembled = new AtomicReference<>(line);
        PlatformGateway gateway = world.assembly().gateway(new Traced(line), signer::get);
        assembled.set(gateway);
        SettlementStore settlements = world.assembly().store(store, assembled::get);
        Outbox outbox = world.assembly().outbox(store);
        SettlementService[] made = new SettlementService[1];
        runner = new OutboxRunner(
                new OutboxUploader(
                        UploadLimits.DEFAULT,
                        TimeLimitsFile.builtIn(),
                        new Random(world.chance().seed())),
                UploadLimits.DEFAULT,
                settlements,
                outbox,
                gateway,
                clock,
                clock.steady(),
                (entry, answer, evidence) -> made[0].answered(entry, answer, evidence),
                new SimulatedTurns(world.time(), this::alive));
        ServicePorts ports = new ServicePorts(
                settlements,
                outbox,
                store,
                store,
                store,
                new NationalMessageEncoder(signer::get),
                gateway,
                RunningTerminal::item,
                (psnNo, day) -> false,
                new LastWord(),
                this::calculate,
                clock,
                () -> guard.judge(ClockReading.of(clock, steady)),
                this::nextName);
        service = new SettlementService(
                ports,
                new ServiceSettings(
                        enrolled.profile(),
                        OFFLINE,
                        PERSON_DEADLINE,
                        SETTLE_DEADLINE,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10)),
                runner);
        made[0] = service;
        inquiries = new InquiryRunner(
                new DoubtWatch(InquiryLimits.DEFAULT),
                InquiryLimits.DEFAULT,
                outbox,
                gateway,
                clock.steady(),
                service::stated,
                new SimulatedTurns(world.time(), this::alive));
    }

    private MessageSigner signer(TerminalIdentity identity) {
        return world.stub()
                .map(stub -> MessageSigner.stubbed(identity.signingChain(), stub))
                .orElseGet(() -> MessageSigner.of(identity));
    }

    private ClockMarks marks() {
        Optional<Instant> record = store.latest(1).stream()
                .map(Settlement::sale)
                .map(sale -> sale.madeAt().atZone(Site.ZONE).toInstant())
                .findFirst();
        Optional<Instant> platform = store.countersignature(store.base())
                .map(kept ->
                        Answer.decodeRespondTime(Evidence.decode(kept).answer().json()));
        return new ClockMarks(record, platform);
    }

    private static Optional<Catalogue.Item> item(String code, LocalDate day) {
        return Optional.ofNullable(CATALOGUE.get(code));
    }

    private Calculation calculate(QuoteRequest request) {
        QuoteResult result = BenefitCalculator.calculate(request, world.site().policy(), Explanation.NONE);
        return result instanceof Quote quote
                ? new Calculation.Made(quote, Bytes.of(new byte[0]))
                : new Calculation.Declined((Refusal) result);
    }

    private String nextName() {
        named++;
        return "name-" + named;
    }

    void start() {
        runner.start();
        line.start();
        inquiries.start();
    }

    SettlementService service() {
        return service;
    }

    SimulatedStore store() {
        return store;
    }

    boolean online() {
        return line.online();
    }

    void pullCable(Duration time) {
        transport.pull(time);
    }

    void plugCable() {
        transport.plug();
    }

    /** @param then the certificate is in force */
    void exchange(TerminalIdentity identity, Runnable then) {
        line.exchange(() -> {
            signer.set(signer(identity));
            then.run();
        });
    }

    /** Runs something of this process, as long as it lives; what it does may end it. */
    void alive(Runnable task) {
        if (store.killed()) {
            return;
        }
        try {
            task.run();
        } catch (KilledException killed) {
            // Below, as where an engine caught it.
        } catch (RuntimeException fault) {
            throw new BrokenInvariant(name + ": a task of the process threw", fault);
        }
        if (store.killed()) {
            died.accept("in a step");
        }
    }

    /** What a call of the till's comes to; empty where the process died of it, or its store refused. */
    <T> Optional<T> asked(Supplier<T> call) {
        if (store.killed()) {
            return Optional.empty();
        }
        Optional<T> answer;
        try {
            answer = Optional.of(call.get());
        } catch (KilledException | StoreException none) {
            answer = Optional.empty();
        }
        if (store.killed()) {
            died.accept("in a step");
            return Optional.empty();
        }
        return answer;
    }

    void kill() {
        store.kill();
        transport.close();
    }

    @Override
    public void stateChanged(LineState state, LineAddress address, String reason) {
        world.say(name, "line " + state);
        if (state == LineState.ONLINE) {
            store.released();
        }
        if (state == LineState.ONLINE || state == LineState.QUARANTINED) {
            runner.wake();
        }
    }

    @Override
    public void untrusted(String reason) {
        world.say(name, "untrusted");
    }

    @Override
    public void quarantined(String reason) {
        store.quarantined(reason);
        world.broken(name + ": an honest terminal was quarantined: " + reason);
    }

    @Override
    public void countersigned(JournalHead head, Bytes evidence, PlatformTime time) {
        world.say(name, "countersigned " + head.number());
        guard.heard(time, steady.instant());
        store.countersigned(head, evidence);
    }

    /** Says in the trace what became of each message. */
    private final class Traced implements PlatformGateway {
        private final PlatformGateway line;

        Traced(PlatformGateway line) {
            this.line = line;
        }

        @Override
        public boolean online() {
            return line.online();
        }

        @Override
        public CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline) {
            return line.deliver(message, deadline)
                    .whenComplete((delivery, fault) -> world.say(
                            name,
                            message.infno() + " " + message.id() + " "
                                    + (delivery == null
                                            ? "?"
                                            : delivery.getClass().getSimpleName())));
        }

        @Override
        public CompletionStage<Statement> inquire(SignedMessage about, Duration deadline) {
            return line.inquire(about, deadline)
                    .whenComplete((statement, fault) -> world.say(
                            name,
                            "5203 " + about.id() + " "
                                    + (statement == null
                                            ? "?"
                                            : statement.getClass().getSimpleName())));
        }

        @Override
        public CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline) {
            return line.person(id, card, deadline);
        }
    }

    private final class LastWord implements Contact {
        @Override
        public Optional<Instant> last() {
            return guard.lastContact();
        }

        @Override
        public boolean stopListStale() {
            return false;
        }
    }
}
