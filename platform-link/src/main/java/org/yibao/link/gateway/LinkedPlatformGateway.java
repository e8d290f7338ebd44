package org.yibao.link.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.yibao.link.LinkException;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerMapper;
import org.yibao.link.message.CarriedInput;
import org.yibao.link.message.InquiryMapper;
import org.yibao.link.message.InquiryOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.PersonMapper;
import org.yibao.link.message.PersonOutput;
import org.yibao.link.message.RenewalInput;
import org.yibao.link.message.RenewalOutput;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.Transaction;
import org.yibao.link.session.ClientTransport;
import org.yibao.link.session.HeadMessage;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.Outcome;
import org.yibao.link.session.PlatformSession;
import org.yibao.link.session.SessionDriver;
import org.yibao.link.session.SessionEvents;
import org.yibao.link.session.SessionSettings;
import org.yibao.link.session.Submission;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.ReconciliationGateway;

/** The platform over one signed-in session. {@link #start} connects and stays connected until {@link #close}. */
public final class LinkedPlatformGateway implements PlatformGateway, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LinkedPlatformGateway.class.getName());

    private final LinkedTerminal terminal;
    private final ClientTransport transport;
    private final SessionSettings settings;
    /** Of all deadlines; what the clock says counts for certificates and in messages. */
    private final InstantSource time;

    private final SessionDriver driver;
    private final PlatformSession session;
    private final Executor worker;
    private final LineListener listener;
    private final DirectoryGateway directory;
    private final ReconciliationGateway reconciliation;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, CompletableFuture<Outcome>> open = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> change = new AtomicReference<>(() -> {});
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String signNo = "";
    private volatile boolean online;
    private volatile boolean closed;

    /**
     * @param addresses of the platform, at least one; the first is preferred
     * @param random spreads the waits between tries
     * @param worker runs one task at a time, which may block; must outlive this gateway
     */
    public LinkedPlatformGateway(
            LinkedTerminal terminal,
            TrustedSigners platforms,
            ClientTransport transport,
            List<LineAddress> addresses,
            SessionSettings settings,
            RandomGenerator random,
            Executor worker,
            LineListener listener) {
        this(
                terminal,
                platforms,
                transport,
                addresses,
                settings,
                random,
                worker,
                listener,
                new SteadyTime(terminal.clock()));
    }

    /**
     * As above, by another time.
     *
     * @param time which must never jump, whatever becomes of the terminal's clock
     */
    public LinkedPlatformGateway(
            LinkedTerminal terminal,
            TrustedSigners platforms,
            ClientTransport transport,
            List<LineAddress> addresses,
            SessionSettings settings,
            RandomGenerator random,
            Executor worker,
            LineListener listener,
            InstantSource time) {
        this.terminal = terminal;
        this.transport = transport;
        this.settings = settings;
        this.worker = worker;
        this.listener = listener;
        this.time = time;
        this.session = new PlatformSession(
                settings,
                addresses,
                terminal.signer(),
                chain -> platforms.verifier(chain, terminal.clock().instant()),
                random);
        this.driver = new SessionDriver(session, transport, time, new Events());
        this.directory =
                new LinkedDirectoryGateway(terminal.profile().institution().code(), this::send);
        this.reconciliation =
                new LinkedReconciliationGateway(terminal.profile().institution().code(), this::send);
    }

    public void start() {
        driver.start();
    }

    @Override
    public boolean online() {
        return online;
    }

    @Override
    public CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline) {
        Transaction transaction = Transaction.of(message.infno()).orElse(null);
        SignedJson signed;
        try {
            signed = SignedJson.decode(message.bytes());
        } catch (LinkException notOurs) {
            return CompletableFuture.completedFuture(new Delivery.Unsendable("not a message of this line"));
        }
        if (transaction == null) {
            return CompletableFuture.completedFuture(new Delivery.Unsendable("unknown transaction " + message.infno()));
        }
        if (!terminal.made(message.id())) {
            return carry(new Submission.Carried(transaction, message.id()), signed, until(deadline))
                    .thenApply(LinkedPlatformGateway::carriage);
        }
        return submit(transaction, message.id(), signed, until(deadline)).thenApply(LinkedPlatformGateway::delivery);
    }

    /** Brings what another terminal made within a message of this one's own: a new one each time. */
    private CompletableFuture<Carriage> carry(Submission.Carried carried, SignedJson signed, Instant until) {
        CarriedInput input = CarriedInput.of(signed);
        return made(
                () -> terminal.own(Transaction.CARRIED, signNo, input),
                own -> submit(ticket ->
                                new Submission(ticket, Transaction.CARRIED, own.id(), own.message(), until, carried))
                        .thenApply(outcome -> new Carriage(own.id(), outcome)),
                notSent -> new Carriage(carried.id(), notSent));
    }

    /** @param id of the carrying message */
    private record Carriage(MessageId id, Outcome outcome) {}

    /** What is refused to the carrying message is no word on the carried one. */
    private static Delivery carriage(Carriage carriage) {
        if (carriage.outcome() instanceof Outcome.Answered answered
                && answered.answer() instanceof Answer.Refused refused
                && refused.header().msgid().equals(carriage.id().value())
                && !refused.mayComeAgain()) {
            return new Delivery.Unreadable(
                    refused.header().errCode(), refused.header().errMsg());
        }
        return delivery(carriage.outcome());
    }

    private static Delivery delivery(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return word(answered);
        }
        if (outcome instanceof Outcome.Unsendable unsendable) {
            return new Delivery.Unsendable(unsendable.reason());
        }
        return outcome instanceof Outcome.NotSent notSent
                ? new Delivery.Unreachable(notSent.reason())
                : new Delivery.OutcomeUnknown(((Outcome.Unheard) outcome).reason());
    }

    private static Delivery word(Outcome.Answered answered) {
        if (answered.answer() instanceof Answer.Refused refused && refused.mayComeAgain()) {
            return new Delivery.OutcomeUnknown(refused.header().errMsg());
        }
        if (answered.answer() instanceof Answer.Refused refused && refused.ofOtherBytes()) {
            return new Delivery.Conflict(
                    refused.header().errCode(), refused.header().errMsg());
        }
        if (answered.answer() instanceof Answer.Refused refused && refused.ofUnreadBytes()) {
            return new Delivery.Unreadable(
                    refused.header().errCode(), refused.header().errMsg());
        }
        try {
            return new Delivery.Answered(
                    AnswerMapper.platformAnswer(answered.answer()),
                    answered.signed().encode());
        } catch (MessageException malformed) {
            return new Delivery.OutcomeUnknown("malformed answer: " + malformed.getMessage());
        }
    }

    @Override
    public CompletionStage<Statement> inquire(SignedMessage about, Duration deadline) {
        InquiryMapper.Question question;
        try {
            SignedJson signed = SignedJson.decode(about.bytes());
            question = InquiryMapper.about(signed.json(), signed.contentDigest());
        } catch (LinkException notOurs) {
            return CompletableFuture.completedFuture(new Statement.Unheard("not a message of this line"));
        }
        return send(Transaction.INQUIRY, question.input(), deadline).thenApply(outcome -> statement(question, outcome));
    }

    private static Statement statement(InquiryMapper.Question question, Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return new Statement.Unheard(((Outcome.Unheard) outcome).reason());
        }
        if (answered.answer() instanceof Answer.Refused refused) {
            return new Statement.Unheard(
                    refused.header().errCode() + " " + refused.header().errMsg());
        }
        try {
            return InquiryMapper.statement(
                    question,
                    (InquiryOutput) ((Answer.Done) answered.answer()).output(),
                    answered.signed().encode());
        } catch (MessageException malformed) {
            return new Statement.Unheard("malformed answer: " + malformed.getMessage());
        }
    }

    @Override
    public CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline) {
        SignedJson query = terminal.person(id, signNo, PersonMapper.input(card, id.second()));
        return submit(Transaction.PERSON, id, query, until(deadline)).thenApply(outcome -> reply(outcome, card));
    }

    private PersonReply reply(Outcome outcome, InsuredCard card) {
        if (outcome instanceof Outcome.Answered answered) {
            return reply(answered.answer(), card);
        }
        return new PersonReply.Unreachable(((Outcome.Unheard) outcome).reason());
    }

    private PersonReply reply(Answer answer, InsuredCard card) {
        if (answer instanceof Answer.Done done && done.output() instanceof PersonOutput output) {
            try {
                return PersonMapper.known(output, card, terminal.clock().instant());
            } catch (MessageException malformed) {
                return new PersonReply.Unreachable("malformed answer: " + malformed.getMessage());
            }
        }
        if (!(answer instanceof Answer.Refused refused)) {
            return new PersonReply.Unreachable("malformed answer: it is of another transaction");
        }
        return refused.mayComeAgain()
                ? new PersonReply.Unreachable("the platform asks to come again later")
                : PersonMapper.refused(refused);
    }

    /** The platform's directory, over the same session. */
    public DirectoryGateway directory() {
        return directory;
    }

    /** The platform's side of a day, over the same session. */
    public ReconciliationGateway reconciliation() {
        return reconciliation;
    }

    /** Sends a message that the worker makes. */
    private CompletableFuture<Outcome> send(Transaction transaction, RequestInput input, Duration deadline) {
        Instant until = until(deadline);
        return made(
                () -> terminal.own(transaction, signNo, input),
                own -> submit(transaction, own.id(), own.message(), until),
                notSent -> notSent);
    }

    /** Has the worker make a message and sends it; what cannot be made was not sent. */
    private <T> CompletableFuture<T> made(
            Supplier<LinkedTerminal.Own> making,
            Function<LinkedTerminal.Own, CompletableFuture<T>> sending,
            Function<Outcome.NotSent, T> otherwise) {
        try {
            return CompletableFuture.supplyAsync(making, worker)
                    .thenCompose(sending)
                    .exceptionally(fault -> {
                        LOG.log(System.Logger.Level.ERROR, "cannot make a message: {0}", fault.toString());
                        return otherwise.apply(new Outcome.NotSent("cannot make the message"));
                    });
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.completedFuture(otherwise.apply(new Outcome.NotSent("the line is closed")));
        }
    }

    /**
     * Asks for certificates that follow the present ones.
     *
     * @param request DER of an {@link org.yibao.certs.EnrolmentRequest}
     */
    public CompletionStage<RenewalReply> renewal(MessageId id, Bytes request, Duration deadline) {
        SignedJson asked = terminal.renewal(id, signNo, RenewalInput.of(request));
        return submit(Transaction.RENEWAL, id, asked, until(deadline)).thenApply(LinkedPlatformGateway::renewal);
    }

    private static RenewalReply renewal(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return new RenewalReply.Unreachable(((Outcome.Unheard) outcome).reason());
        }
        if (answered.answer() instanceof Answer.Refused refused) {
            return refused.mayComeAgain()
                    ? new RenewalReply.Unreachable("the platform asks to come again later")
                    : new RenewalReply.Refused(
                            refused.header().errCode(), refused.header().errMsg());
        }
        try {
            return new RenewalReply.Granted(((RenewalOutput) ((Answer.Done) answered.answer()).output()).answer());
        } catch (MessageException malformed) {
            return new RenewalReply.Unreachable("malformed answer: " + malformed.getMessage());
        }
    }

    /**
     * Ends the session in order and connects again under another identity.
     *
     * @param change puts it in force; run on the worker while no connection is open, at the latest before the next
     *     session. Not run when the line is closed before
     */
    public void exchange(Runnable change) {
        this.change.set(change);
        driver.exchange();
    }

    /** What is trusted changed: a connection to a platform that is not any more is ended. */
    public void judgeAgain() {
        driver.judgeAgain();
    }

    private CompletableFuture<Outcome> submit(
            Transaction transaction, MessageId id, SignedJson message, Instant until) {
        return submit(ticket -> new Submission(ticket, transaction, id, message, until));
    }

    private CompletableFuture<Outcome> submit(LongFunction<Submission> submission) {
        long ticket = tickets.incrementAndGet();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        open.put(ticket, outcome);
        driver.submit(submission.apply(ticket));
        if (closed) {
            outcome.complete(new Outcome.NotSent("the line is closed"));
        }
        return outcome;
    }

    private Instant until(Duration deadline) {
        return time.instant().plus(deadline);
    }

    /** Waits for what is in flight, signs out and closes the line; at most as long as the settings' answers take. */
    @Override
    public void close() {
        driver.stop();
        try {
            long most = settings.answerWithin().plusSeconds(1).toMillis();
            if (!stopped.await(most, TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the line did not close in order");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        transport.close();
        closed = true;
        open.values().forEach(left -> left.complete(new Outcome.Unknown("the line is closed")));
    }

    private final class Events implements SessionEvents {
        @Override
        public void prepareSignIn() {
            prepare(() -> {
                HeadMessage made = terminal.signIn();
                driver.event(now -> session.signInPrepared(made, now));
            });
        }

        @Override
        public void prepareHead(String number, JournalHead base) {
            prepare(() -> {
                HeadMessage made = terminal.head(number, base);
                driver.event(now -> session.headPrepared(made, now));
            });
        }

        @Override
        public void prepareSignOut(String number) {
            prepare(() -> {
                LinkedTerminal.Own made = terminal.signOut(number);
                driver.event(now -> session.signOutPrepared(made.id(), made.message(), now));
            });
        }

        private void prepare(Runnable work) {
            worker.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException fault) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "cannot make a message of the line's own: {0}",
                            fault.toString());
                    driver.event(now -> session.notPrepared("cannot make a message of the line's own", now));
                }
            });
        }

        @Override
        public void exchange() {
            tell(() -> {
                try {
                    Runnable due = change.getAndSet(() -> {});
                    due.run();
                } finally {
                    driver.event(session::exchanged);
                }
            });
        }

        @Override
        public void complete(long ticket, Outcome outcome) {
            CompletableFuture<Outcome> waiting = open.remove(ticket);
            if (waiting != null) {
                waiting.complete(outcome);
            }
        }

        @Override
        public void stateChanged(LineState state, LineAddress address, String number, String reason) {
            signNo = number;
            online = state == LineState.ONLINE || state == LineState.QUARANTINED;
            tell(() -> listener.stateChanged(state, address, reason));
            if (state == LineState.STOPPED) {
                stopped.countDown();
            }
        }

        @Override
        public void untrusted(String reason) {
            tell(() -> listener.untrusted(reason));
        }

        @Override
        public void quarantined(String reason) {
            tell(() -> listener.quarantined(reason));
        }

        @Override
        public void countersigned(JournalHead head, Evidence evidence, Instant said, Duration within) {
            // The clock is read here, before the worker comes to it.
            PlatformTime time = new PlatformTime(said, within, terminal.clock().instant());
            tell(() -> listener.countersigned(head, evidence.encode(), time));
        }

        private void tell(Runnable word) {
            worker.execute(() -> {
                try {
                    word.run();
                } catch (RuntimeException fault) {
                    LOG.log(System.Logger.Level.ERROR, "line listener: {0}", fault.toString());
                }
            });
        }
    }
}
