package org.yibao.link.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ReversalOutput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.SignOutOutput;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.UndoMapper;
import org.yibao.link.server.ConnectedTerminal;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.PlatformService;
import org.yibao.link.server.Reply;
import org.yibao.link.server.ServerConnection;
import org.yibao.link.testing.FaultyConnection;
import org.yibao.link.testing.LineFault;
import org.yibao.link.testing.LineFaults;
import org.yibao.link.testing.VirtualTime;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;

/**
 * Both engines joined by a line that loses, doubles, changes, delays, swallows and cuts, in one thread on virtual
 * time. Each step checks what must hold whatever the line does.
 */
final class SimulatedLine implements Action.Performer, PlatformService, LineFaults {
    static final int MESSAGES = 40;

    private static final int WINDOW = 4;
    private static final int WAITING_MAX = 8;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final SessionSettings SETTINGS = new SessionSettings(
            WINDOW,
            WAITING_MAX,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(16));
    private static final PlatformLimits LIMITS =
            new PlatformLimits(WINDOW, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(90));
    private static final JournalHead HEAD = new JournalHead(41, "ab".repeat(32));
    /** Nothing came since it was countersigned. */
    private static final JournalProof PROOF =
            new JournalProof(HEAD, HEAD, HEAD.number(), Bytes.of(new byte[0]), List.of());

    private static final MessageSigner PLATFORM = MessageSigner.of(TestIdentities.PLATFORM);
    private static final MessageSigner TERMINAL = MessageSigner.of(TestIdentities.TERMINAL);
    private static final TrustedCertificate LINE = line();
    private static final List<Message> OUTBOX = outbox();
    private static final Map<MessageId, SignedJson> ANSWERS = new HashMap<>();

    /** A message as it is stored: the same bytes each time it goes. */
    private record Message(MessageId id, SignedJson signed) {}

    private final Random random;
    private final VirtualTime time = new VirtualTime(TestIdentities.NOW);
    private final PlatformSession session;
    private final ServerConnection.Platform platform;
    private final Map<Long, Submission> open = new HashMap<>();
    private final Set<MessageId> answered = new HashSet<>();
    private @Nullable FaultyConnection connection;
    private Heard heard = new Heard();
    private Instant stateSince = TestIdentities.NOW;
    private long ticket;
    private boolean faulty = true;
    private int outcomes;

    SimulatedLine(long seed) {
        random = new Random(seed);
        TrustedSigners platforms = TrustedSigners.platforms(TestIdentities.TERMINAL.signingAnchors());
        session = new PlatformSession(
                SETTINGS,
                List.of(new LineAddress(TestIdentities.LOOPBACK, 1), new LineAddress(TestIdentities.LOOPBACK, 2)),
                () -> TERMINAL,
                chain -> platforms.verifier(chain, now()),
                new Random(seed));
        platform = new ServerConnection.Platform(
                PLATFORM,
                TrustedSigners.terminals(TestIdentities.PLATFORM.signingAnchors()),
                LIMITS,
                time,
                this,
                Runnable::run);
        perform(session.start(now()));
    }

    /** The signing certificate stands for the line's: both bear the terminal's name. */
    private static TrustedCertificate line() {
        return TrustedSigners.terminals(TestIdentities.PLATFORM.signingAnchors())
                .verifier(TERMINAL.chain(), TestIdentities.NOW)
                .signer();
    }

    private static List<Message> outbox() {
        Settlement settlement = Settlement.recorded(Samples.sale(Samples.pharmacy(), 500, 1));
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i <= MESSAGES; i++) {
            MessageId id = Samples.id(Samples.pharmacy(), i);
            messages.add(new Message(
                    id, signed(Transaction.REVERSAL, id, UndoMapper.reversalInput(settlement, null, HEAD))));
        }
        return messages;
    }

    private static SignedJson signed(Transaction transaction, MessageId id, RequestInput input) {
        RequestHeader.Sender sender = new RequestHeader.Sender(Samples.pharmacy(), Samples.OPERATOR, "", "");
        return TERMINAL.sign(Request.of(RequestHeader.of(transaction, id, sender, Samples.COUNTER_TIME), input)
                .encode());
    }

    LineState state() {
        return session.state();
    }

    int outcomes() {
        return outcomes;
    }

    boolean everythingAnswered() {
        return answered.size() == MESSAGES && open.isEmpty();
    }

    boolean nothingOpen() {
        return open.isEmpty();
    }

    void mend() {
        faulty = false;
    }

    void stop() {
        perform(session.stop(now()));
    }

    /** Lets this much time pass. */
    void run(Duration span) {
        Instant end = now().plus(span);
        while (time.step(end)) {
            check();
        }
    }

    private void check() {
        Duration most = switch (session.state()) {
            case OFFLINE, QUARANTINED -> SETTINGS.backoffMost();
            case CONNECTING -> SETTINGS.connectWithin();
            case NEGOTIATING, SIGNING_IN, CLOSING -> SETTINGS.answerWithin();
            case ONLINE, STOPPED -> Duration.ofDays(1);
        };
        assertTrue(!now().isAfter(stateSince.plus(most)), () -> "stuck in " + session.state());
        assertTrue(open.size() <= WINDOW + WAITING_MAX, "more open than may wait");
        for (Submission submission : open.values()) {
            assertTrue(!now().isAfter(submission.deadline()), "no outcome within the deadline");
        }
        assertTrue(session.state() == LineState.STOPPED || session.nextTick().isPresent(), "nothing will happen");
    }

    /** Submits what was not answered yet, or, of a terminal in doubt, anything again. */
    void submit() {
        List<Message> messages = OUTBOX.stream()
                .filter(message -> faulty || !answered.contains(message.id()))
                .filter(message -> open.values().stream()
                        .noneMatch(submission -> submission.id().equals(message.id())))
                .toList();
        if (!messages.isEmpty() && (faulty || session.state() == LineState.ONLINE)) {
            Message message = messages.get(random.nextInt(messages.size()));
            ticket++;
            Submission submission =
                    new Submission(ticket, Transaction.REVERSAL, message.id(), message.signed(), now().plus(DEADLINE));
            open.put(ticket, submission);
            perform(session.submit(submission, now()));
        }
    }

    private Instant now() {
        return time.instant();
    }

    private void later(int millisMost, Runnable run) {
        time.at(now().plusMillis(random.nextInt(millisMost)), run);
    }

    private boolean fault(int perThousand) {
        return faulty && random.nextInt(1_000) < perThousand;
    }

    private void perform(List<Action> actions) {
        actions.forEach(action -> action.performBy(this));
        session.nextTick().ifPresent(due -> time.at(due, this::tick));
    }

    private void tick() {
        if (session.nextTick().filter(due -> !due.isAfter(now())).isPresent()) {
            perform(session.tick(now()));
        }
    }

    @Override
    public boolean strikes(LineFault kind) {
        return fault(
                switch (kind) {
                    case LOST, DOUBLED -> 10;
                    case CHANGED -> 8;
                    case LATE -> 20;
                    case SWALLOWED -> 4;
                    case TORN -> 6;
                });
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void connect(LineAddress address) {
        disconnect();
        Heard hearing = new Heard();
        FaultyConnection made = new FaultyConnection(time, this, LIMITS, hearing);
        made.accepted(new ServerConnection(platform, LINE, made));
        heard = hearing;
        connection = made;
        if (fault(100)) {
            return;
        }
        boolean refused = fault(200);
        later(300, () -> {
            if (connection == made) {
                perform(refused ? session.closed("refused", now()) : session.connected(now()));
            }
        });
    }

    @Override
    public void send(Frame frame) {
        FaultyConnection used = connection;
        if (used == null) {
            throw new AssertionError("a frame without a connection");
        }
        heard.asks(frame);
        used.ask(frame);
    }

    @Override
    public void disconnect() {
        if (connection != null) {
            connection.leave();
            connection = null;
        }
    }

    @Override
    public void prepareSignIn() {
        MessageId id = Samples.id(Samples.pharmacy(), 998);
        SignInInput input = new SignInInput(new SignInInput.SignIn("C07", "", ""), HeadNode.of(PROOF));
        HeadMessage made = new HeadMessage(id, signed(Transaction.SIGN_IN, id, input), HEAD, true);
        later(
                100,
                () -> perform(fault(50) ? session.notPrepared("no key", now()) : session.signInPrepared(made, now())));
    }

    @Override
    public void prepareHead(String signNo, JournalHead base) {
        assertEquals(HEAD, base);
        MessageId id = Samples.id(Samples.pharmacy(), 997);
        SignedJson message = signed(Transaction.HEAD, id, new HeadInput(HeadNode.of(PROOF)));
        HeadMessage made = new HeadMessage(id, message, HEAD, true);
        later(100, () -> perform(fault(50) ? session.notPrepared("no key", now()) : session.headPrepared(made, now())));
    }

    @Override
    public void prepareSignOut(String signNo) {
        MessageId id = Samples.id(Samples.pharmacy(), 999);
        SignOutInput input = new SignOutInput(new SignOutInput.SignOut(signNo, "C07"), null);
        SignedJson made = signed(Transaction.SIGN_OUT, id, input);
        later(100, () -> perform(session.signOutPrepared(id, made, now())));
    }

    @Override
    public void complete(long completed, Outcome outcome) {
        Submission submission = open.remove(completed);
        if (submission == null) {
            throw new AssertionError("a second outcome of " + completed);
        }
        outcomes++;
        if (outcome instanceof Outcome.Answered) {
            answered.add(submission.id());
        }
    }

    @Override
    public void stateChanged(LineState state, LineAddress address, String signNo, String reason) {
        stateSince = now();
    }

    @Override
    public void untrusted(String reason) {
        assertTrue(faulty, reason);
    }

    @Override
    public void quarantined(String reason) {
        throw new AssertionError(reason);
    }

    @Override
    public void exchange() {
        throw new IllegalStateException("this terminal keeps its identity");
    }

    @Override
    public void countersigned(JournalHead head, Evidence evidence, Instant said, Duration within) {
        assertEquals(HEAD, head);
    }

    @Override
    public void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply) {
        SignedJson answer = request.transaction() == Transaction.REVERSAL
                ? ANSWERS.computeIfAbsent(request.id(), id -> answer(request))
                : answer(request);
        int copies = fault(30) ? 0 : fault(30) ? 2 : 1;
        later(fault(50) ? 9_000 : 500, () -> {
            for (int i = 0; i < copies; i++) {
                reply.send(answer);
            }
        });
    }

    private SignedJson answer(Request request) {
        AnswerOutput output = output(request.input());
        return PLATFORM.sign(new Answer.Done(AnswerHeader.done(request.header(), "", now(), now()), output).encode());
    }

    private AnswerOutput output(RequestInput input) {
        SignInOutput.SignNode signed = new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1");
        if (input instanceof SignInInput) {
            return new SignInOutput(signed, HeadEcho.of(HEAD, now()));
        }
        if (input instanceof HeadInput) {
            return new HeadOutput(HeadEcho.of(HEAD, now()));
        }
        return input instanceof SignOutInput
                ? new SignOutOutput(signed)
                : new ReversalOutput(new ReversalOutput.Result(true));
    }

    /** Hears what comes over one connection. */
    private final class Heard implements ClientTransport.Listener {
        private final Set<Long> inFlight = new HashSet<>();

        private void asks(Frame frame) {
            if (frame instanceof Frame.Request) {
                inFlight.add(frame.correlation());
                assertTrue(inFlight.size() <= WINDOW, "more in flight than the window");
            }
        }

        @Override
        public void connected() {
            perform(session.connected(now()));
        }

        @Override
        public void received(Frame frame) {
            if (frame instanceof Frame.Answer) {
                inFlight.remove(frame.correlation());
            }
            perform(session.received(frame, now()));
        }

        @Override
        public void broken(FrameException fault) {
            perform(session.broken(fault, now()));
        }

        @Override
        public void closed(String reason) {
            connection = null;
            perform(session.closed(reason, now()));
        }

        @Override
        public void impostor(String reason) {
            throw new AssertionError(reason);
        }
    }
}
