package org.yibao.settlement.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PatientWord;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.port.CalculationDesk;
import org.yibao.settlement.port.PlatformGateway.Statement;
import org.yibao.settlement.port.QueueFullException;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Report;

/**
 * What a counter can do. Every call that moves money is durable before it returns, and exactly once: its
 * idempotency key is stored with what it made. Any thread may call it; a call waits on its own thread.
 */
public final class SettlementService {
    private static final Logger LOG = System.getLogger(SettlementService.class.getName());
    private static final int REMEMBERED_MAX = 1_000;

    private final ServicePorts ports;
    private final ServiceSettings settings;
    private final OutboxRunner runner;
    private final OfflineGuard guard;
    private final PersonDirectory directory;
    private final QuoteMaker maker;
    /** Of tills' keys; taken before that of a person. */
    private final NamedTurns keys = new NamedTurns();

    private final NamedTurns persons = new NamedTurns();
    private final ShortMemory<Presented> credentials;
    private final ShortMemory<Offered> quotes;

    private record Presented(PersonSnapshot person, Credential credential) {}

    private record Offered(QuoteCommand command, Presented presented, QuoteOutcome.Quoted quoted) {}

    /** @param runner started and closed by the caller, with {@link #answered} as its reception */
    public SettlementService(ServicePorts ports, ServiceSettings settings, OutboxRunner runner) {
        this.ports = ports;
        this.settings = settings;
        this.runner = runner;
        this.guard = new OfflineGuard(
                settings.offline(),
                ports.stopList(),
                ports.contact(),
                ports.outbox(),
                ports.clock().getZone());
        this.directory = new PersonDirectory(ports, settings, guard);
        this.maker = new QuoteMaker(settings.terminal(), ports.catalogue());
        this.credentials = new ShortMemory<>(REMEMBERED_MAX, settings.credentialLife(), ports.names());
        this.quotes = new ShortMemory<>(REMEMBERED_MAX, settings.quoteLife(), ports.names());
    }

    /** Finds the person who presents a credential and keeps both under a handle. */
    public CredentialOutcome present(InsuredCard card) {
        return begin(card).await();
    }

    /** As {@link #present}, without waiting. */
    public Underway<CredentialOutcome> begin(InsuredCard card) {
        return directory.find(card).then(this::presented);
    }

    private CredentialOutcome presented(PersonDirectory.Found found) {
        if (found instanceof PersonDirectory.Found.Nobody nobody) {
            return new CredentialOutcome.Failed(nobody.fault());
        }
        PersonDirectory.Found.Person person = (PersonDirectory.Found.Person) found;
        PersonSnapshot snapshot = person.online() ? remembered(person.snapshot()) : person.snapshot();
        Instant now = ports.clock().instant();
        String handle = credentials.keep(new Presented(snapshot, person.credential()), now);
        return new CredentialOutcome.Accepted(handle, snapshot, person.online(), credentials.expiryFrom(now));
    }

    /**
     * Keeps what the platform said of a person. It does not know of sales that still wait here: while some do, the
     * terminal's own, moved accumulators stay, with the platform's word on everything else.
     */
    private PersonSnapshot remembered(PersonSnapshot said) {
        return inTurn(said, () -> {
            PersonSnapshot merged = said;
            if (ports.outbox().holdsFor(said.person().psnNo())) {
                PersonSnapshot own = latest(said);
                merged = said.after(own.year(), own.cum(), own.balance()).withFamily(own.family());
            }
            ports.snapshots().remember(merged);
            return merged;
        });
    }

    /** Splits a bill for the person behind a credential; nothing is recorded. */
    public QuoteOutcome quote(QuoteCommand command) {
        Optional<Presented> presented =
                credentials.find(command.credential(), ports.clock().instant());
        if (presented.isEmpty()) {
            return new QuoteOutcome.Failed(Fault.of(FaultCode.CREDENTIAL_EXPIRED));
        }
        Optional<Fault> stopped = quarantine();
        if (stopped.isPresent()) {
            return new QuoteOutcome.Failed(stopped.get());
        }
        return offer(command, presented.get(), now());
    }

    /** Why the platform lets this terminal settle nothing, whether or not the line is up. */
    private Optional<Fault> quarantine() {
        return ports.journal().quarantine().map(reason -> new Fault(FaultCode.JOURNAL_FORKED, reason));
    }

    /**
     * Why nothing is settled now, whether or not the line is up. A quote may go on under a wrong clock. A store that was
     * closed by a failed commit does not know whether that step is there: whoever repeats its call must hear of nothing
     * that would mean "not made".
     */
    private Optional<Fault> stopped() {
        return ports.store()
                .refusesBecause()
                .map(reason -> new Fault(FaultCode.STORE_FAILED, reason))
                .or(this::quarantine)
                .or(() -> ports.clockFault()
                        .get()
                        .filter(ClockFault::blocks)
                        .map(wrong -> new Fault(wrong.code(), wrong.detail())));
    }

    /** What is wrong with the machine's clock; empty while it may be right. */
    public Optional<ClockFault> clockFault() {
        return ports.clockFault().get();
    }

    private QuoteOutcome offer(QuoteCommand command, Presented presented, LocalDateTime begntime) {
        QuoteOutcome made = split(command, presented, begntime);
        return made instanceof QuoteOutcome.Quoted quoted ? kept(command, presented, quoted) : made;
    }

    private QuoteOutcome.Quoted kept(QuoteCommand command, Presented presented, QuoteOutcome.Quoted quoted) {
        Instant now = ports.clock().instant();
        String name = quotes.keep(new Offered(command, presented, quoted), now);
        return quoted.offeredAs(name, quotes.expiryFrom(now));
    }

    /** A split that nobody was offered yet: it has no name. */
    private QuoteOutcome split(QuoteCommand command, Presented presented, LocalDateTime begntime) {
        PersonSnapshot person = latest(presented.person());
        QuoteMaker.Filled filled = maker.fill(command, person, begntime);
        if (filled instanceof QuoteMaker.Filled.Impossible impossible) {
            return new QuoteOutcome.Failed(impossible.fault());
        }
        QuoteRequest request = ((QuoteMaker.Filled.Request) filled).request();
        CalculationDesk.Calculation result = ports.desk().calculate(request);
        if (result instanceof CalculationDesk.Calculation.Declined declined) {
            return new QuoteOutcome.Declined(declined.refusal());
        }
        CalculationDesk.Calculation.Made made = (CalculationDesk.Calculation.Made) result;
        return new QuoteOutcome.Quoted(
                "",
                person,
                request,
                made.quote(),
                made.certificate(),
                ports.clock().instant());
    }

    /** Makes the sale that a quote offered. */
    public SettleOutcome settle(SettleCommand command) {
        return begin(command).await();
    }

    /** As {@link #settle}, without waiting: what it records is durable on return, what the counter hears at the end. */
    public Underway<SettleOutcome> begin(SettleCommand command) {
        SettleOutcome made = carefully(() -> keys.inTurn(command.key().value(), () -> recordOnce(command)));
        return made instanceof SettleOutcome.Settled settled ? tellDurably(settled) : Underway.over(() -> made);
    }

    /** In turn, so that of two calls with one key the second finds what the first made. */
    private SettleOutcome recordOnce(SettleCommand command) {
        Optional<Settlement> before = ports.store().findByKey(command.key());
        if (before.isPresent()) {
            Sale sale = before.get().sale();
            boolean same = sale.key().equals(command.key()) && sale.bodyDigest().equals(command.bodyDigest());
            if (same
                    && before.get().state() == SettlementState.HANDED_OVER
                    && before.get().told() == Told.NOTHING) {
                return failed(FaultCode.SETTLEMENT_HANDED_OVER);
            }
            return same ? new SettleOutcome.Settled(before.get(), true) : failed(FaultCode.IDEMPOTENCY_KEY_REUSED);
        }
        Optional<Fault> stopped = stopped();
        if (stopped.isPresent()) {
            return new SettleOutcome.Failed(stopped.get());
        }
        return quotes.find(command.quoteId(), ports.clock().instant())
                .map(offered -> inTurn(offered.presented().person(), () -> record(command, offered)))
                .orElseGet(() -> failed(FaultCode.QUOTE_UNKNOWN));
    }

    /** From here the sale is durable: whatever fails now, it is not "not made". */
    private Underway<SettleOutcome> tellDurably(SettleOutcome.Settled recorded) {
        Settlement known = recorded.settlement();
        boolean waits = known.told() == Told.NOTHING
                && known.isOpen()
                && known.answer() == null
                && ports.gateway().online();
        return durably(
                waits ? () -> wordOn(known.id(), known.id()) : () -> Underway.over(() -> known),
                settlement -> new SettleOutcome.Settled(tell(settlement), recorded.repeated()));
    }

    private static Underway<SettleOutcome> durably(
            Supplier<Underway<Settlement>> waiting, Function<Settlement, SettleOutcome> end) {
        try {
            Underway<Settlement> word = waiting.get();
            return new Underway<>(word.word().toCompletableFuture(), word.patience(), () -> {
                try {
                    return end.apply(word.end());
                } catch (StoreException refused) {
                    return unanswered(refused);
                }
            });
        } catch (StoreException refused) {
            return Underway.over(() -> unanswered(refused));
        }
    }

    private static SettleOutcome unanswered(StoreException refused) {
        return new SettleOutcome.Failed(new Fault(FaultCode.RECORDED_UNANSWERED, String.valueOf(refused.getMessage())));
    }

    private SettleOutcome record(SettleCommand command, Offered offered) {
        QuoteOutcome.Quoted confirmed = offered.quoted();
        QuoteOutcome recomputed = split(
                offered.command(), offered.presented(), confirmed.request().begntime());
        if (recomputed instanceof QuoteOutcome.Declined declined) {
            return new SettleOutcome.Declined(declined.refusal());
        }
        if (recomputed instanceof QuoteOutcome.Failed failed) {
            return new SettleOutcome.Failed(failed.fault());
        }
        QuoteOutcome.Quoted renewed = (QuoteOutcome.Quoted) recomputed;
        if (!sameOffer(confirmed, renewed)) {
            return new SettleOutcome.Stale(kept(offered.command(), offered.presented(), renewed));
        }
        if (ports.gateway().online()) {
            return recorded(command, offered, renewed, false);
        }
        Amount total = renewed.quote().breakdown().medfeeSumamt();
        Optional<Fault> fault = guard.pledge(
                ports.clock().instant(),
                new OfflineGuard.Bill(
                        renewed.person(),
                        offered.presented().credential(),
                        renewed.request().medType(),
                        total,
                        now().toLocalDate(),
                        Amount.ZERO));
        if (fault.isPresent()) {
            return new SettleOutcome.Failed(fault.get());
        }
        try {
            return recorded(command, offered, renewed, true);
        } finally {
            guard.redeem(total);
        }
    }

    private SettleOutcome recorded(
            SettleCommand command, Offered offered, QuoteOutcome.Quoted renewed, boolean offline) {
        LocalDateTime now = now();
        MessageId id = ports.ids().next(now);
        Sale sale = new Sale(
                id,
                command.key(),
                command.bodyDigest(),
                command.operator(),
                settings.terminal(),
                id.value(),
                renewed.person(),
                offered.presented().credential(),
                offered.command().family(),
                offered.command().diagnoses(),
                renewed.request(),
                renewed.quote(),
                renewed.certificate(),
                now,
                offline);
        Settlement accepted = ports.store()
                .accept(
                        sale,
                        before -> ports.encoder().settlement(sale, before),
                        SnapshotMoves.afterSale(renewed.person(), sale));
        return new SettleOutcome.Settled(accepted, false);
    }

    private static boolean sameOffer(QuoteOutcome.Quoted confirmed, QuoteOutcome.Quoted renewed) {
        return confirmed.request().equals(renewed.request())
                && confirmed.quote().breakdown().equals(renewed.quote().breakdown())
                && confirmed.quote().policy().equals(renewed.quote().policy());
    }

    /** Makes durable what the counter is about to hear. */
    private Settlement tell(Settlement known) {
        if (known.told() != Told.NOTHING) {
            return known;
        }
        try {
            Told word = wordFor(known);
            boolean reversal =
                    word == Told.NOT_MADE && known.answer() == null && known.cancellation() == null && known.isOpen();
            return reversal ? reverse(known) : ports.store().told(known.id(), word);
        } catch (IllegalTransitionException overtaken) {
            // The platform's answer or a repeated call came between reading and telling: read again.
            Settlement newer = found(known.id());
            if (newer.equals(known)) {
                throw overtaken;
            }
            return tell(newer);
        }
    }

    private Told wordFor(Settlement known) {
        if (known.state() == SettlementState.VOIDED) {
            return Told.NOT_MADE;
        }
        if (known.answer() instanceof PlatformAnswer.Booked) {
            return known.differs() ? Told.DIFFERENCE : Told.DONE;
        }
        if (known.answer() != null) {
            return Told.NOT_MADE;
        }
        if (setAside(known.id()) || !known.isOpen()) {
            return Told.NOT_MADE;
        }
        Sale sale = known.sale();
        Amount total = sale.quote().breakdown().medfeeSumamt();
        Optional<Fault> fault = guard.againstSale(
                ports.clock().instant(),
                new OfflineGuard.Bill(
                        sale.person(),
                        sale.credential(),
                        sale.request().medType(),
                        total,
                        sale.madeAt().toLocalDate(),
                        total));
        return fault.isEmpty() ? Told.PROVISIONAL : Told.NOT_MADE;
    }

    private Settlement reverse(Settlement settlement) {
        // No message waits any more: an answer came between reading and telling.
        SignedMessage undone = ports.outbox()
                .entry(settlement.id())
                .map(OutboxEntry::message)
                .orElseThrow(() -> new IllegalTransitionException(settlement.id() + " does not wait"));
        LocalDateTime now = now();
        Reversal reversal = new Reversal(ports.ids().next(now), settlement.id(), now, null);
        Settlement reversing = inTurn(
                settlement.sale().person(),
                () -> ports.store()
                        .reversing(
                                reversal,
                                before -> ports.encoder().reversal(reversal, settlement, undone, before),
                                withoutSale(settlement)));
        runner.wake();
        return reversing;
    }

    /** The platform's word on a message of a settlement, unless it is there already; ends with what is durable then. */
    private Underway<Settlement> wordOn(MessageId id, MessageId message) {
        CompletableFuture<Settlement> answer = runner.answerTo(message);
        Settlement current = found(id);
        if (current.answerTo(message) != null) {
            runner.notAwaited(message);
            return Underway.over(() -> current);
        }
        runner.wake();
        return new Underway<>(answer, settings.settleDeadline(), () -> answer.isDone() ? answer.join() : found(id));
    }

    /** The till accepts the platform's split where it differs from the one it had confirmed. */
    public SettleOutcome confirm(MessageId id, Operator operator) {
        return carefully(() -> inTurn(id, () -> confirmOnce(id, operator)));
    }

    private SettleOutcome confirmOnce(MessageId id, Operator operator) {
        Optional<Settlement> settlement = ports.store().find(id);
        if (settlement.isEmpty()) {
            return failed(FaultCode.SETTLEMENT_UNKNOWN);
        }
        if (settlement.get().told() == Told.DONE && settlement.get().differs()) {
            return new SettleOutcome.Settled(settlement.get(), true);
        }
        if (settlement.get().told() != Told.DIFFERENCE || settlement.get().state() == SettlementState.VOIDED) {
            return failed(FaultCode.SETTLEMENT_NOT_CONFIRMABLE);
        }
        return new SettleOutcome.Settled(ports.store().confirmed(new Confirmation(id, operator, now())), false);
    }

    /** Takes a sale back; the platform is told behind the sale itself. */
    public SettleOutcome takeBack(VoidCommand command) {
        return begin(command).await();
    }

    /** As {@link #takeBack}, without waiting: the void is durable on return. */
    public Underway<SettleOutcome> begin(VoidCommand command) {
        SettleOutcome made = carefully(() ->
                keys.inTurn(command.key().value(), () -> inTurn(command.settlement(), () -> recordVoidOnce(command))));
        if (!(made instanceof SettleOutcome.Settled settled) || settled.repeated()) {
            return Underway.over(() -> made);
        }
        Cancellation cancellation = settled.settlement().cancellation();
        if (cancellation == null || !ports.gateway().online()) {
            return Underway.over(() -> made);
        }
        return durably(
                () -> wordOn(command.settlement(), cancellation.id()),
                settlement -> new SettleOutcome.Settled(settlement, false));
    }

    private SettleOutcome recordVoidOnce(VoidCommand command) {
        Optional<Settlement> before = ports.store().findByKey(command.key());
        if (before.isPresent()) {
            return isRepeat(command, before.get())
                    ? new SettleOutcome.Settled(before.get(), true)
                    : failed(FaultCode.IDEMPOTENCY_KEY_REUSED);
        }
        Optional<Fault> stopped = stopped();
        if (stopped.isPresent()) {
            return new SettleOutcome.Failed(stopped.get());
        }
        Optional<Settlement> settlement = ports.store().find(command.settlement());
        if (settlement.isEmpty()) {
            return failed(FaultCode.SETTLEMENT_UNKNOWN);
        }
        if (!settlement.get().state().mayBecome(SettlementState.VOIDED)) {
            return new SettleOutcome.Failed(new Fault(
                    FaultCode.SETTLEMENT_NOT_VOIDABLE, settlement.get().state().name()));
        }
        return new SettleOutcome.Settled(recordVoid(command, settlement.get()), false);
    }

    private static boolean isRepeat(VoidCommand command, Settlement made) {
        Cancellation cancellation = made.cancellation();
        if (cancellation == null
                || !cancellation.key().equals(command.key())
                || !made.id().equals(command.settlement())) {
            return false;
        }
        String digest = cancellation.bodyDigest();
        return digest == null || digest.equals(command.bodyDigest());
    }

    private Settlement recordVoid(VoidCommand command, Settlement settlement) {
        LocalDateTime now = now();
        var cancellation = new Cancellation(
                ports.ids().next(now),
                command.key(),
                command.bodyDigest(),
                settlement.id(),
                command.operator(),
                now,
                null);
        return ports.store()
                .voided(
                        cancellation,
                        before -> ports.encoder().cancellation(cancellation, settlement, before),
                        withoutSale(settlement));
    }

    /** An operator settled a difference with the person. */
    public SettleOutcome close(MessageId id, Operator operator, String note) {
        return carefully(() -> inTurn(id, () -> closeOnce(id, operator, note)));
    }

    private SettleOutcome closeOnce(MessageId id, Operator operator, String note) {
        Optional<Settlement> settlement = ports.store().find(id);
        if (settlement.isEmpty()) {
            return failed(FaultCode.SETTLEMENT_UNKNOWN);
        }
        if (!settlement.get().needsFollowUp()) {
            return failed(FaultCode.SETTLEMENT_NOTHING_TO_CLOSE);
        }
        return new SettleOutcome.Settled(ports.store().closed(new Closure(id, operator, now(), note)), false);
    }

    /**
     * Makes the platform's answer durable together with what it means for the person: what the platform says of them
     * counts, unless something else of theirs still waits here. What a refused sale took is given back once, by the
     * answer to the sale itself.
     */
    public Settlement answered(OutboxEntry entry, PlatformAnswer answer, Bytes evidence) {
        return persons.inTurn(entry.person(), () -> {
            MessageId message = entry.message().id();
            PersonSnapshot after = personAfter(found(entry.settlement()), message, answer);
            return ports.store().answered(message, answer, evidence, after);
        });
    }

    private @Nullable PersonSnapshot personAfter(Settlement settlement, MessageId message, PlatformAnswer answer) {
        boolean ofSale = message.equals(settlement.id());
        if (ofSale && (settlement.cancellation() != null || settlement.reversal() != null)) {
            return null;
        }
        if (answer instanceof PlatformAnswer.Booked booked) {
            return platforms(settlement, message, booked);
        }
        // What was uploaded again is not in the person any more, where the platform spoke of them since it lost it.
        boolean second =
                settlement.state() == SettlementState.ACKNOWLEDGED || settlement.state() == SettlementState.ADJUSTED;
        return ofSale && !second ? withoutSale(settlement) : null;
    }

    private @Nullable PersonSnapshot platforms(Settlement settlement, MessageId message, PlatformAnswer.Booked booked) {
        PersonSnapshot person = latest(settlement.sale().person());
        if (ports.outbox().holdsFor(person.person().psnNo(), message)) {
            return null;
        }
        int year = settlement.sale().request().begntime().getYear();
        return person.after(year, booked.cumAfter(), booked.breakdown().balc());
    }

    /** Makes durable what follows from the platform's statement on a message that waits; see {@link #ask}. */
    public void stated(OutboxEntry entry, Statement statement) {
        MessageId message = entry.message().id();
        if (statement instanceof Statement.Decided decided) {
            answered(entry, decided.answer(), decided.evidence());
            runner.changed();
        } else if (statement instanceof Statement.OtherContent other) {
            LOG.log(
                    Level.ERROR,
                    "the platform holds other content under {0}: {1}, {2}",
                    message,
                    other.digest(),
                    FaultCode.MESSAGE_OF_OTHER_CONTENT);
            ports.store().setAside(message, FaultCode.MESSAGE_OF_OTHER_CONTENT.name() + " " + other.digest());
        }
    }

    /** Asks the platform what it holds of a message that waits, and waits for what it states. */
    public AskOutcome ask(MessageId message) {
        Optional<OutboxEntry> entry = ports.outbox().entry(message);
        if (entry.isEmpty()) {
            return new AskOutcome.Failed(Fault.of(FaultCode.MESSAGE_UNKNOWN));
        }
        Statement statement = awaited(ports.gateway().inquire(entry.get().message(), settings.settleDeadline()));
        if (statement instanceof Statement.Unheard unheard) {
            return new AskOutcome.Failed(new Fault(FaultCode.PLATFORM_UNREACHABLE, unheard.reason()));
        }
        stated(entry.get(), statement);
        return new AskOutcome.Said(statement, found(entry.get().settlement()));
    }

    /** The gateway's own deadline ends the wait. */
    private static Statement awaited(CompletionStage<Statement> asked) {
        try {
            return asked.toCompletableFuture().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Statement.Unheard("interrupted");
        } catch (ExecutionException fault) {
            return new Statement.Unheard(String.valueOf(fault.getCause()));
        }
    }

    /**
     * An operator says what became of a sale of which a message was set aside: none of its messages goes again. A till
     * that was told nothing of it, and asks after that, hears that it is not made.
     */
    public SettleOutcome decide(MessageId message, Operator operator, String note) {
        return carefully(() -> ports.outbox()
                .entry(message)
                .map(entry -> persons.inTurn(entry.person(), () -> decide(entry, operator, note)))
                .orElseGet(() -> failed(FaultCode.MESSAGE_UNKNOWN)));
    }

    private SettleOutcome decide(OutboxEntry entry, Operator operator, String note) {
        if (!entry.setAside()) {
            return failed(FaultCode.NOT_SET_ASIDE);
        }
        Closure closure = new Closure(entry.settlement(), operator, now(), note);
        return new SettleOutcome.Settled(ports.store().decided(entry.message().id(), closure), false);
    }

    /**
     * Those made or voided on a day of which it is not proved what became of them: the day does not close without naming
     * them.
     */
    public List<Settlement> openDoubts(LocalDate day) {
        return ports.store().ofDay(day).stream().filter(Settlement::isOpen).toList();
    }

    /** What the cashier says to the patient of a settlement, as it stands. */
    public PatientWord wordOn(Settlement settlement) {
        return PatientWord.of(
                settlement,
                settlement.isOpen()
                        && ports.outbox().ofSettlement(settlement.id()).stream().anyMatch(OutboxEntry::setAside));
    }

    /**
     * Puts a message that was set aside back in its turn.
     *
     * @param reason may be empty
     * @return whether it was set aside
     */
    public boolean release(MessageId message, Operator operator, String reason) {
        boolean released = intervened(new Intervention(message, Intervention.Kind.RELEASED, operator, now(), reason));
        runner.changed();
        return released;
    }

    /**
     * Takes a message out of its turn until it is released.
     *
     * @return whether it waited for its turn
     */
    public boolean setAside(MessageId message, Operator operator, String reason) {
        return intervened(new Intervention(message, Intervention.Kind.SET_ASIDE, operator, now(), reason));
    }

    /**
     * Sends again what the platform had booked and does not hold any more.
     *
     * @return whether its life has such a step
     */
    public boolean sendAgain(MessageId message, Operator operator, String reason) {
        try {
            ports.store().resent(new Resubmission(message, operator, now(), reason));
        } catch (IllegalTransitionException notBooked) {
            return false;
        }
        runner.changed();
        return true;
    }

    private boolean intervened(Intervention intervention) {
        try {
            ports.store().intervened(intervention, ports.clock().instant());
            return true;
        } catch (IllegalTransitionException isThereAlready) {
            return false;
        }
    }

    private boolean setAside(MessageId message) {
        return ports.outbox().entry(message).filter(OutboxEntry::setAside).isPresent();
    }

    /** Why nothing can be recorded until the store was checked; empty while it can. */
    public Optional<String> storeRefusesBecause() {
        return ports.store().refusesBecause();
    }

    public Optional<Settlement> find(MessageId id) {
        return ports.store().find(id);
    }

    /** Newest first. */
    public List<Settlement> latest(int limit) {
        return ports.store().latest(limit);
    }

    public List<Settlement> followUps(int limit) {
        return ports.store().followUps(limit);
    }

    public Report report(Period period) {
        return Report.of(ports.store(), period);
    }

    /**
     * What reads a person and moves them goes one after the other: two tills that settle for one person must see each
     * other, those of different persons need not wait. Nothing waits for the platform in here.
     */
    private <T> T inTurn(PersonSnapshot person, Supplier<T> step) {
        return persons.inTurn(person.person().psnNo(), step);
    }

    /** In the turn of the settlement's person; a step that finds no settlement moves nobody. */
    private <T> T inTurn(MessageId settlement, Supplier<T> step) {
        return ports.store()
                .find(settlement)
                .map(known -> inTurn(known.sale().person(), step))
                .orElseGet(step);
    }

    /** Turns what the store refuses before anything is recorded into words. */
    private static SettleOutcome carefully(Supplier<SettleOutcome> step) {
        try {
            return step.get();
        } catch (QueueFullException full) {
            return failed(FaultCode.QUEUE_FULL);
        } catch (StoreException refused) {
            return new SettleOutcome.Failed(new Fault(FaultCode.STORE_FAILED, String.valueOf(refused.getMessage())));
        }
    }

    private PersonSnapshot withoutSale(Settlement settlement) {
        return SnapshotMoves.afterTakingBack(
                latest(settlement.sale().person()), settlement.sale(), settlement.breakdown());
    }

    private PersonSnapshot latest(PersonSnapshot person) {
        return ports.snapshots().findByPsnNo(person.person().psnNo()).orElse(person);
    }

    private Settlement found(MessageId id) {
        return ports.store().find(id).orElseThrow(() -> new StoreException("a record is gone: " + id));
    }

    private LocalDateTime now() {
        return LocalDateTime.now(ports.clock());
    }

    private static SettleOutcome failed(FaultCode code) {
        return new SettleOutcome.Failed(Fault.of(code));
    }
}
