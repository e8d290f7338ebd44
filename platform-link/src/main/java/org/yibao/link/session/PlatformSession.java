package org.yibao.link.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.FloodGuard;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.MessageVerifier;
import org.yibao.link.identity.UntrustedException;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.CarriedOutput;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;

/**
 * The terminal's session with the platform: connects, negotiates, signs in, correlates answers, keeps the line alive
 * and connects again, to the first address that signs it in. Each method is an event at {@code now} and returns what is to be done, in order. Events of a
 * connection that the session has given up must not reach it. Its time must never jump: deadlines are measured by it, and nothing else.
 */
public final class PlatformSession {
    /** While signed in, the journal is countersigned again after so long, … */
    static final Duration CONTACT_AFTER = Duration.ofMinutes(5);

    /** … or so many answers, whichever is first. */
    static final int CONTACT_ANSWERS = 32;

    private static final String EXCHANGED = "the terminal's certificates are exchanged";

    private final SessionSettings settings;
    private final List<LineAddress> addresses;
    private final Supplier<MessageSigner> signer;
    private final PlatformTrust platforms;
    private final Backoff backoff;
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();

    private LineState state = LineState.OFFLINE;
    /** When the present state ends unless something happens; null when it may last. */
    private @Nullable Instant stateEnds;

    /** Who was shown in HELLO. */
    private @Nullable MessageSigner self;

    private @Nullable MessageVerifier platform;
    /** DER of the signing chain in WELCOME. */
    private List<Bytes> shown = List.of();

    /** The 9001 or 9912 that waits for room in the window, or for its answer. */
    private @Nullable HeadMessage head;

    /** When it left; told times are measured from here. */
    private Instant headAskedAt = Instant.MIN;

    private @Nullable MessageId signOut;
    private boolean signingOut;
    /** Whether the session ends, or has ended, to go on under another identity. */
    private boolean exchanging;

    /** Whether a 9912 is being made or on its way. */
    private boolean contacting;
    /** When the next 9912 is due, or the one on its way must have been answered. */
    private Instant contactAt = Instant.MAX;

    private int answersSinceContact;
    /** The last head that this session proved. */
    private JournalHead proved = JournalHead.EMPTY;

    private String signNo = "";
    private int window;
    private int frameBytesMax;
    private long correlation;
    /** Correlation number of the session's own message in flight; 0 without one. */
    private long ownCorrelation;

    /** The one in use, or tried last. */
    private LineAddress address;
    /** Of the next one in this round; 0 when the round is over. */
    private int nextAddress;
    /** When a session that is online counts as a good one: losing it then begins a new round with a short wait. */
    private Instant goodFrom = Instant.MAX;

    private Instant pingAt = Instant.MAX;
    /** Number of the PING that waits for its PONG; 0 without one. */
    private long pingNumber;

    private FloodGuard flood = new FloodGuard();
    private Instant now = Instant.MIN;
    private List<Action> actions = new ArrayList<>();

    /**
     * @param addresses at least one; the first is preferred
     * @param signer whom this side shows itself as, asked for at each connection
     */
    public PlatformSession(
            SessionSettings settings,
            List<LineAddress> addresses,
            Supplier<MessageSigner> signer,
            PlatformTrust platforms,
            RandomGenerator random) {
        this.settings = settings;
        this.addresses = List.copyOf(addresses);
        this.address = addresses.get(0);
        this.signer = signer;
        this.platforms = platforms;
        this.backoff = new Backoff(settings.backoffLeast(), settings.backoffMost(), random);
    }

    public LineState state() {
        return state;
    }

    public List<Action> start(Instant at) {
        return on(at, () -> connect(""));
    }

    public List<Action> connected(Instant at) {
        return on(at, () -> {
            MessageSigner own = signer.get();
            self = own;
            enter(LineState.NEGOTIATING, settings.answerWithin(), "");
            send(new Frame.Hello(new Terms(
                    List.of(FrameCodec.VERSION), 0, settings.window(), settings.frameBytesMax(), own.chain())));
        });
    }

    public List<Action> received(Frame frame, Instant at) {
        return on(at, () -> {
            try {
                frame.deliverTo(new Receiver());
            } catch (FrameException broken) {
                fail(broken.code(), String.valueOf(broken.getMessage()));
            } catch (UntrustedException untrusted) {
                distrust(untrusted.code(), String.valueOf(untrusted.getMessage()));
            }
        });
    }

    /** Bytes came that are no frame. */
    public List<Action> broken(FrameException fault, Instant at) {
        return on(at, () -> fail(fault.code(), String.valueOf(fault.getMessage())));
    }

    /** The connection could not be made, or is gone. */
    public List<Action> closed(String reason, Instant at) {
        return on(at, () -> lost(reason));
    }

    /** The connection could not be made: the other end's line certificate is not the platform's. */
    public List<Action> impostor(String reason, Instant at) {
        return on(at, () -> {
            act(new Action.Untrusted(reason));
            backoff.jumpToMost();
            lost(reason);
        });
    }

    public List<Action> signInPrepared(HeadMessage prepared, Instant at) {
        return on(at, () -> {
            if (state == LineState.SIGNING_IN && head == null && !contacting) {
                head = prepared;
                sendWaiting();
            }
        });
    }

    public List<Action> headPrepared(HeadMessage prepared, Instant at) {
        return on(at, () -> {
            if (contacting && head == null) {
                head = prepared;
                sendWaiting();
            }
        });
    }

    public List<Action> signOutPrepared(MessageId id, SignedJson message, Instant at) {
        return on(at, () -> {
            if (state == LineState.CLOSING) {
                signOut = id;
                ownCorrelation = ask(message);
            }
        });
    }

    /** One of the session's own messages could not be made. */
    public List<Action> notPrepared(String reason, Instant at) {
        return on(at, () -> fail(CloseCode.NORMAL, reason));
    }

    /** A request; it ends with exactly one {@link Action.Complete}. */
    public List<Action> submit(Submission submission, Instant at) {
        return on(at, () -> {
            switch (state) {
                case ONLINE, QUARANTINED, CONNECTING, NEGOTIATING, SIGNING_IN -> queue(submission);
                case OFFLINE, CLOSING, STOPPED -> {
                    if (exchanging) {
                        queue(submission);
                    } else {
                        complete(submission, new Outcome.NotSent("the line is down"));
                    }
                }
            }
        });
    }

    /** Time passed. Must be called at {@link #nextTick}, may be called at any other time. */
    public List<Action> tick(Instant at) {
        return on(at, () -> {
            expire();
            if (stateEnds != null && !stateEnds.isAfter(now)) {
                stateEnded();
            } else if (state == LineState.ONLINE && !contactAt.isAfter(now)) {
                contactDue();
            } else if (state == LineState.ONLINE && !pingAt.isAfter(now)) {
                ping();
            }
        });
    }

    /** When {@link #tick} is due; empty while nothing waits for time. */
    public Optional<Instant> nextTick() {
        Instant ends = stateEnds;
        Stream<Instant> ofState = ends == null ? Stream.empty() : Stream.of(ends);
        Stream<Instant> ofPing = state == LineState.ONLINE ? Stream.of(pingAt, contactAt) : Stream.empty();
        Stream<Instant> ofWaiting = waiting.stream().map(Submission::deadline);
        return Stream.of(ofState, ofPing, ofWaiting, inFlight.deadlines())
                .flatMap(times -> times)
                .min(Comparator.naturalOrder());
    }

    /** Goes down in order: nothing new is taken, answers in flight are awaited, then the terminal signs out. */
    public List<Action> stop(Instant at) {
        return on(at, () -> {
            exchanging = false;
            if (state == LineState.ONLINE) {
                enter(LineState.CLOSING, settings.answerWithin(), "stopped");
                dropWaiting("the line is going down");
                signOutWhenDrained();
            } else if (state != LineState.CLOSING && state != LineState.STOPPED) {
                act(new Action.Disconnect());
                end("stopped");
            }
        });
    }

    /**
     * Goes on under another identity: this session ends in order, as at {@link #stop}; what waits is sent in the next
     * one. {@link Action.Exchange} says when no connection is open.
     */
    public List<Action> exchange(Instant at) {
        return on(at, () -> {
            switch (state) {
                case ONLINE -> {
                    exchanging = true;
                    enter(LineState.CLOSING, settings.answerWithin(), EXCHANGED);
                    signOutWhenDrained();
                }
                case OFFLINE -> awaitExchange();
                case CONNECTING, NEGOTIATING, SIGNING_IN, QUARANTINED -> {
                    if (state != LineState.CONNECTING) {
                        send(Frame.Close.of(CloseCode.NORMAL, ""));
                    }
                    act(new Action.Disconnect());
                    awaitExchange();
                }
                case CLOSING, STOPPED -> {}
            }
        });
    }

    /** The other identity is in force. */
    public List<Action> exchanged(Instant at) {
        return on(at, () -> {
            if (exchanging && state == LineState.OFFLINE) {
                nextAddress = 0;
                connect("");
            }
        });
    }

    /** What is trusted changed: a platform that is not any more is left. */
    public List<Action> judgeAgain(Instant at) {
        return on(at, () -> {
            if (platform == null) {
                return;
            }
            try {
                platforms.verifier(shown);
            } catch (UntrustedException untrusted) {
                distrust(untrusted.code(), String.valueOf(untrusted.getMessage()));
            }
        });
    }

    private List<Action> on(Instant at, Runnable event) {
        now = at;
        if (state == LineState.ONLINE && !goodFrom.isAfter(now)) {
            backoff.reset();
            nextAddress = 0;
        }
        event.run();
        List<Action> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    private void connect(String reason) {
        exchanging = false;
        address = addresses.get(nextAddress);
        nextAddress = (nextAddress + 1) % addresses.size();
        flood = new FloodGuard();
        enter(LineState.CONNECTING, settings.connectWithin(), reason);
        act(new Action.Connect(address));
    }

    private void stateEnded() {
        switch (state) {
            case OFFLINE -> connect("");
            case CONNECTING, NEGOTIATING, SIGNING_IN -> fail(CloseCode.SILENCE, "no answer while " + state);
            case QUARANTINED -> prepareSignIn();
            case CLOSING -> goodbye();
            case ONLINE, STOPPED -> throw new IllegalStateException(state + " does not end");
        }
    }

    private void expire() {
        inFlight.expire(now).forEach(late -> complete(late, new Outcome.Unknown("no answer within the deadline")));
        List<Submission> late = waiting.stream()
                .filter(submission -> !submission.deadline().isAfter(now))
                .toList();
        waiting.removeAll(late);
        late.forEach(submission -> complete(submission, new Outcome.NotSent("not sent within the deadline")));
        if (inFlight.allExpired() && inFlight.size() >= window) {
            fail(CloseCode.SILENCE, "no request of a whole window was answered");
        }
        signOutWhenDrained();
    }

    /** The platform answered what it was asked, so it reads too: what it sends of itself shows nothing of that. */
    private void heard() {
        pingAt = now.plus(settings.pingAfter());
        pingNumber = 0;
    }

    private void ping() {
        if (pingNumber != 0) {
            fail(CloseCode.SILENCE, "the line is dead: no answer to PING");
            return;
        }
        correlation++;
        pingNumber = correlation;
        pingAt = now.plus(settings.pongWithin());
        send(new Frame.Ping(pingNumber));
    }

    private void queue(Submission submission) {
        if (waiting.size() >= settings.waitingMax()) {
            complete(submission, new Outcome.NotSent("too many requests wait for the line"));
        } else {
            waiting.add(submission);
            sendWaiting();
        }
    }

    private void sendWaiting() {
        HeadMessage own = head;
        if (own != null && ownCorrelation == 0 && hasRoom()) {
            ownCorrelation = ask(own.message());
            headAskedAt = now;
        }
        while (takesRequests() && hasRoom() && !waiting.isEmpty()) {
            Submission next = waiting.remove();
            if (FrameCodec.HEADER_BYTES + next.message().encodedBytes() > frameBytesMax) {
                complete(next, new Outcome.Unsendable("longer than the platform reads"));
            } else if (!mayBeSent(next)) {
                complete(next, new Outcome.NotSent("signed before the certificates were exchanged"));
            } else {
                inFlight.add(ask(next.message()), next);
            }
        }
    }

    /** Under an earlier certificate the platform takes only what has its place in the journal. */
    private boolean mayBeSent(Submission submission) {
        MessageSigner own = self;
        return submission.transaction().movesMoney() || (own != null && own.isNamedIn(submission.message()));
    }

    private boolean takesRequests() {
        return state == LineState.ONLINE || state == LineState.QUARANTINED;
    }

    private boolean hasRoom() {
        return inFlight.size() + (ownCorrelation == 0 ? 0 : 1) < window;
    }

    private long ask(SignedJson message) {
        correlation++;
        send(new Frame.Request(correlation, message));
        return correlation;
    }

    private void welcomed(Terms terms) {
        if (state != LineState.NEGOTIATING) {
            throw new FrameException(CloseCode.FRAME_UNEXPECTED, "WELCOME while " + state);
        }
        if (!terms.versions().equals(List.of(FrameCodec.VERSION))) {
            throw new FrameException(CloseCode.VERSION_UNSUPPORTED, "WELCOME to version " + terms.versions());
        }
        shown = terms.chain();
        platform = platforms.verifier(shown);
        window = Math.min(settings.window(), terms.window());
        frameBytesMax = terms.frameBytesMax();
        prepareSignIn();
    }

    private void prepareSignIn() {
        enter(LineState.SIGNING_IN, settings.answerWithin(), "");
        act(new Action.PrepareSignIn());
    }

    private void answered(Frame.Answer frame) {
        MessageVerifier verifier = platform;
        if (verifier == null || frame.correlation() > correlation) {
            throw new FrameException(CloseCode.FRAME_UNEXPECTED, "an answer to nothing");
        }
        if (frame.correlation() == ownCorrelation) {
            heard();
            ownAnswer(verifier, frame.message());
            sendWaiting();
            return;
        }
        if (!inFlight.holds(frame.correlation())) {
            flood.count(now);
            return;
        }
        heard();
        // An answer that came too late finds nobody: the message goes again.
        Submission asked = inFlight.answered(frame.correlation()).orElse(null);
        if (asked != null) {
            deliver(verifier, asked, frame.message());
            answersSinceContact++;
        }
        if (state == LineState.ONLINE && answersSinceContact >= CONTACT_ANSWERS) {
            contact();
        }
        sendWaiting();
        signOutWhenDrained();
    }

    private void deliver(MessageVerifier verifier, Submission asked, SignedJson signed) {
        try {
            Answer answer = trusted(verifier, asked.transaction(), asked.id(), signed);
            complete(asked, outcome(verifier, asked, answer, signed));
            if (state == LineState.ONLINE && answer instanceof Answer.Refused refused && refused.ofQuarantined()) {
                contact();
            }
        } catch (UntrustedException untrusted) {
            complete(asked, new Outcome.Unknown("untrusted answer: " + untrusted.getMessage()));
            throw untrusted;
        } catch (MessageException malformed) {
            complete(asked, new Outcome.Unknown("malformed answer: " + malformed.getMessage()));
        }
    }

    /** Where the message carries another, the platform's word on that. */
    private static Outcome outcome(MessageVerifier verifier, Submission asked, Answer answer, SignedJson signed) {
        Submission.Carried carried = asked.carried();
        if (carried == null
                || !(answer instanceof Answer.Done done)
                || !(done.output() instanceof CarriedOutput brought)) {
            return new Outcome.Answered(answer, signed);
        }
        SignedJson word = brought.answer();
        return new Outcome.Answered(trusted(verifier, carried.transaction(), carried.id(), word), word);
    }

    /** The answer, if the platform signed it and it is to this message. */
    private static Answer trusted(MessageVerifier verifier, Transaction transaction, MessageId id, SignedJson signed) {
        verifier.verify(signed);
        if (!Answer.decodeEcho(signed.json()).equals(id.value())) {
            throw new UntrustedException(CloseCode.ANSWER_MISMATCH, "the answer is to another message");
        }
        return Answer.decode(transaction, signed.json());
    }

    private void ownAnswer(MessageVerifier verifier, SignedJson signed) {
        ownCorrelation = 0;
        HeadMessage sent = head;
        MessageId out = signOut;
        head = null;
        try {
            if (sent != null) {
                headAnswered(verifier, sent, signed);
            } else if (state == LineState.CLOSING && out != null) {
                trusted(verifier, Transaction.SIGN_OUT, out, signed);
                goodbye();
            }
        } catch (MessageException malformed) {
            fail(CloseCode.MESSAGE_MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    private void headAnswered(MessageVerifier verifier, HeadMessage sent, SignedJson signed) {
        Transaction asked = contacting ? Transaction.HEAD : Transaction.SIGN_IN;
        contacting = false;
        Answer answer = trusted(verifier, asked, sent.id(), signed);
        if (answer instanceof Answer.Refused refused) {
            headRefused(refused);
            return;
        }
        AnswerOutput output = ((Answer.Done) answer).output();
        HeadEcho echo = output instanceof SignInOutput signIn ? signIn.headinfo() : ((HeadOutput) output).headinfo();
        if (!echo.head().equals(sent.head())) {
            throw new UntrustedException(CloseCode.ANSWER_MISMATCH, "another journal head was countersigned");
        }
        if (output instanceof SignInOutput signIn) {
            signNo = signIn.signinoutb().signNo();
        }
        proved = sent.head();
        // Made anew for each contact and sent once, so its answer is no repetition: it tells the platform's time.
        act(new Action.Countersigned(
                proved,
                new Evidence(signed, shown),
                answer.header().respondTime(),
                Duration.between(headAskedAt, now)));
        if (sent.whole()) {
            wholeJournalProved();
        } else {
            contact();
        }
    }

    private void wholeJournalProved() {
        switch (state) {
            case SIGNING_IN -> {
                goodFrom = now.plus(settings.backoffMost());
                nextContact();
                enter(LineState.ONLINE, null, "");
            }
            case ONLINE -> nextContact();
            case CLOSING -> prepareSignOut();
            default -> {}
        }
    }

    private void nextContact() {
        contactAt = now.plus(CONTACT_AFTER);
        answersSinceContact = 0;
    }

    private void contactDue() {
        if (contacting) {
            fail(CloseCode.SILENCE, "no answer to the journal's head");
        } else {
            contact();
        }
    }

    /** Has the journal countersigned as far as it goes now. */
    private void contact() {
        if (contacting) {
            return;
        }
        contacting = true;
        contactAt = now.plus(settings.answerWithin());
        if (state == LineState.SIGNING_IN) {
            stateEnds = contactAt;
        }
        act(new Action.PrepareHead(signNo, proved));
    }

    private void headRefused(Answer.Refused refused) {
        String reason = refused.header().errCode() + " " + refused.header().errMsg();
        if (refused.ofForkedJournal()) {
            act(new Action.Quarantined(reason));
        }
        if (state == LineState.CLOSING) {
            prepareSignOut();
        } else if (refused.ofForkedJournal()) {
            enter(LineState.QUARANTINED, settings.backoffMost(), reason);
        } else if (state == LineState.SIGNING_IN) {
            backoff.jumpToMost();
            fail(CloseCode.NORMAL, "sign-in refused: " + reason);
        } else {
            nextContact();
        }
    }

    private void signOutWhenDrained() {
        if (state == LineState.CLOSING && !signingOut && inFlight.noneAwaited()) {
            signingOut = true;
            contact();
        }
    }

    /** The journal's end is countersigned, unless answers to come still write to it. */
    private void prepareSignOut() {
        if (signingOut) {
            act(new Action.PrepareSignOut(signNo));
        }
    }

    private void goodbye() {
        send(Frame.Close.of(CloseCode.NORMAL, ""));
        act(new Action.Disconnect());
        end("stopped");
    }

    private void distrust(CloseCode code, String reason) {
        act(new Action.Untrusted(reason));
        backoff.jumpToMost();
        fail(code, reason);
    }

    private void fail(CloseCode code, String reason) {
        if (state == LineState.OFFLINE || state == LineState.STOPPED) {
            return;
        }
        if (state != LineState.CONNECTING) {
            send(Frame.Close.of(code, reason));
        }
        act(new Action.Disconnect());
        lost(reason);
    }

    private void lost(String reason) {
        if (state == LineState.CLOSING) {
            end(reason);
        } else if (state != LineState.OFFLINE && state != LineState.STOPPED) {
            forget(reason);
            dropWaiting(reason);
            if (nextAddress == 0) {
                enter(LineState.OFFLINE, backoff.next(), reason);
            } else {
                connect(reason);
            }
        }
    }

    private void end(String reason) {
        if (exchanging) {
            awaitExchange();
            return;
        }
        forget(reason);
        dropWaiting(reason);
        enter(LineState.STOPPED, null, reason);
    }

    /** An exchange that takes too long is not waited for: the next connection is under whatever is in force. */
    private void awaitExchange() {
        exchanging = true;
        forget(EXCHANGED);
        enter(LineState.OFFLINE, settings.answerWithin(), EXCHANGED);
        act(new Action.Exchange());
    }

    /** Nothing of the connection outlives it. */
    private void forget(String reason) {
        platform = null;
        head = null;
        contacting = false;
        signOut = null;
        signingOut = false;
        signNo = "";
        ownCorrelation = 0;
        inFlight.drain().forEach(sent -> complete(sent, new Outcome.Unknown(reason)));
    }

    private void dropWaiting(String reason) {
        List<Submission> left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(submission -> complete(submission, new Outcome.NotSent(reason)));
    }

    private void enter(LineState next, @Nullable Duration within, String reason) {
        state = next;
        stateEnds = within == null ? null : now.plus(within);
        act(new Action.StateChanged(next, address, signNo, reason));
    }

    private void complete(Submission submission, Outcome outcome) {
        act(new Action.Complete(submission.ticket(), outcome));
    }

    private void send(Frame frame) {
        act(new Action.Send(frame));
    }

    private void act(Action action) {
        actions.add(action);
    }

    private final class Receiver implements Frame.Receiver {
        @Override
        public void welcome(Frame.Welcome frame) {
            welcomed(frame.terms());
        }

        @Override
        public void answer(Frame.Answer frame) {
            answered(frame);
        }

        @Override
        public void ping(Frame.Ping frame) {
            flood.count(now);
            send(new Frame.Pong(frame.correlation()));
        }

        @Override
        public void pong(Frame.Pong frame) {
            if (frame.correlation() == pingNumber) {
                heard();
            } else {
                flood.count(now);
            }
        }

        @Override
        public void close(Frame.Close frame) {
            boolean lasting = CloseCode.of(frame.code())
                    .filter(code -> code != CloseCode.NORMAL && code != CloseCode.UNAVAILABLE)
                    .isPresent();
            if (lasting) {
                backoff.jumpToMost();
            }
            act(new Action.Disconnect());
            lost("the platform closed the line: " + frame.code() + " " + frame.text());
        }
    }
}
