package org.yibao.link.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.LinkException;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.FloodGuard;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.MessageVerifier;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.identity.UntrustedException;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.MoneyInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;

/** One terminal's connection. Frames come on one thread; replies from any. */
public final class ServerConnection implements Frame.Receiver {
    private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());

    private final Platform platform;
    private final TrustedCertificate line;
    private final Outlet outlet;
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
    /** Requests taken whose answer was not yet handed to the outlet. */
    private final AtomicInteger owed = new AtomicInteger();

    private final FloodGuard flood = new FloodGuard();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** DER of the signing chain in HELLO. */
    private List<Bytes> shown = List.of();

    private @Nullable MessageVerifier verifier;
    private volatile @Nullable ConnectedTerminal terminal;
    private volatile int answerBytesMax;
    private volatile boolean draining;

    /** What all connections of a platform share. */
    public record Platform(
            MessageSigner signer,
            TrustedSigners terminals,
            PlatformLimits limits,
            InstantSource clock,
            PlatformService service,
            Executor serviceThread,
            WelcomedConnections welcomed) {
        /** Without a connection yet. */
        public Platform(
                MessageSigner signer,
                TrustedSigners terminals,
                PlatformLimits limits,
                InstantSource clock,
                PlatformService service,
                Executor serviceThread) {
            this(signer, terminals, limits, clock, service, serviceThread, new WelcomedConnections());
        }
    }

    /** @param line the peer's certificate, once the TLS handshake is over */
    public ServerConnection(Platform platform, TrustedCertificate line, Outlet outlet) {
        this.platform = platform;
        this.line = line;
        this.outlet = outlet;
    }

    /** A whole frame came. */
    public void received(Frame frame) {
        if (closed.get()) {
            return;
        }
        closingOn(() -> frame.deliverTo(this));
    }

    /** What the peer did wrong ends the connection with its code. */
    private void closingOn(Runnable work) {
        try {
            work.run();
        } catch (FrameException broken) {
            fail(broken.code(), broken);
        } catch (UntrustedException untrusted) {
            fail(untrusted.code(), untrusted);
        } catch (MessageException malformed) {
            fail(CloseCode.MESSAGE_MALFORMED, malformed);
        }
    }

    /** Bytes came that are no frame, or nothing came for too long. */
    public void fail(CloseCode code, LinkException fault) {
        if (closed.get()) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "closing {0}: {1} {2}", line.commonName(), code, fault.getMessage());
        end(code, String.valueOf(fault.getMessage()));
    }

    private void end(CloseCode code, String text) {
        if (ended()) {
            outlet.send(Frame.Close.of(code, text));
            outlet.close();
        }
    }

    /** What is trusted changed: a terminal whose certificates count no more is sent away. */
    public void judgeAgain() {
        if (terminal != null) {
            closingOn(() -> platform.terminals.verifier(shown, platform.clock.instant()));
        }
    }

    /** The platform goes down: nothing more is taken, and the connection ends with the last answer that is due. */
    public void drain() {
        draining = true;
        endWhenDrained();
    }

    private void endWhenDrained() {
        if (draining && owed.get() == 0) {
            end(CloseCode.UNAVAILABLE, "going down");
        }
    }

    /** A newer connection of the same terminal was welcomed. */
    void replaced() {
        fail(
                CloseCode.REPLACED,
                new FrameException(CloseCode.REPLACED, "another connection of this terminal took its place"));
    }

    /** Whether the terminal was welcomed. */
    public boolean welcomed() {
        return terminal != null;
    }

    /**
     * The connection is gone.
     *
     * @return whether it was not before
     */
    public boolean ended() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        ConnectedTerminal gone = terminal;
        if (gone != null) {
            platform.welcomed.forget(gone.name(), this);
            platform.serviceThread.execute(() -> platform.service.disconnected(gone));
        }
        return true;
    }

    @Override
    public void hello(Frame.Hello frame) {
        if (terminal != null) {
            throw FrameException.unexpected(frame);
        }
        if (!frame.terms().versions().contains(FrameCodec.VERSION)) {
            throw new FrameException(CloseCode.VERSION_UNSUPPORTED, "HELLO without version " + FrameCodec.VERSION);
        }
        shown = frame.terms().chain();
        MessageVerifier signer = platform.terminals.verifier(shown, platform.clock.instant());
        TerminalName name = line.terminal();
        requireSame(name.equals(signer.signer().terminal()), "line and signing certificate");
        ConnectedTerminal welcomed = new ConnectedTerminal(name, line, signer.signer());
        answerBytesMax = frame.terms().frameBytesMax();
        verifier = signer;
        terminal = welcomed;
        platform.welcomed.welcome(name, this);
        outlet.send(new Frame.Welcome(new Terms(
                List.of(FrameCodec.VERSION),
                0,
                Math.min(platform.limits.window(), frame.terms().window()),
                platform.limits.frameBytesMax(),
                platform.signer.chain())));
        platform.serviceThread.execute(() -> platform.service.connected(welcomed));
    }

    @Override
    public void request(Frame.Request frame) {
        MessageVerifier signer = verifier;
        ConnectedTerminal from = terminal;
        if (signer == null || from == null) {
            throw FrameException.unexpected(frame);
        }
        if (draining) {
            return;
        }
        if (!inFlight.add(frame.correlation())) {
            throw new FrameException(CloseCode.FRAME_UNEXPECTED, "a correlation number in use");
        }
        owed.incrementAndGet();
        if (inFlight.size() > platform.limits.window()) {
            throw new FrameException(CloseCode.WINDOW_EXCEEDED, "more requests than the window");
        }
        Reply reply = new FrameReply(frame.correlation());
        if (!signer.isNamedIn(frame.message())) {
            platform.serviceThread.execute(() -> closingOn(() -> underEarlier(from, frame.message(), reply)));
            return;
        }
        signer.verify(frame.message());
        RequestHeader header = header(frame.message(), from);
        try {
            Request request = Request.decode(frame.message().json());
            platform.serviceThread.execute(() -> platform.service.request(from, request, frame.message(), reply));
        } catch (MessageException malformed) {
            reply.send(refusal(header, malformed));
        }
    }

    /** A message that was stored before the terminal renewed its certificate; only those that have a place wait so long. */
    private void underEarlier(ConnectedTerminal from, SignedJson message, Reply reply) {
        MessageVerifier earlier = platform.service
                .earlierSigner(from, message.certificateId())
                .map(platform.terminals::earlier)
                .filter(signer -> signer.signer().terminal().equals(from.name()))
                .orElseThrow(ServerConnection::underAnother);
        earlier.verify(message);
        header(message, from);
        Request request = Request.decode(message.json());
        if (!(request.input() instanceof MoneyInput money) || money.jrnlinfo() == null) {
            throw underAnother();
        }
        platform.service.request(from, request, message, reply);
    }

    private static UntrustedException underAnother() {
        return new UntrustedException(CloseCode.SIGNATURE_BROKEN, "the message names another certificate");
    }

    private static RequestHeader header(SignedJson message, ConnectedTerminal from) {
        RequestHeader header = Request.decodeHeader(message.json());
        requireNames(header, from.name());
        return header;
    }

    /** The envelope is this terminal's: it speaks for its institution, and its ids bear its letter. */
    private static void requireNames(RequestHeader header, TerminalName name) {
        requireSame(header.fixmedinsCode().equals(name.institutionCode()), "fixmedins_code and certificate");
        String idStart = header.msgid().substring(0, name.institutionCode().length());
        requireSame(idStart.equals(name.institutionCode()), "msgid and certificate");
        char letter = MessageId.parse(header.msgid()).terminal();
        requireSame(letter == name.letter(), "msgid and certificate");
    }

    private static void requireSame(boolean same, String what) {
        if (!same) {
            throw new UntrustedException(CloseCode.NAME_MISMATCH, what + " name different terminals");
        }
    }

    private SignedJson refusal(RequestHeader header, MessageException malformed) {
        Instant now = platform.clock.instant();
        AnswerHeader answer = AnswerHeader.refused(
                header, "", now, now, AnswerHeader.MESSAGE_MALFORMED, String.valueOf(malformed.getMessage()));
        return platform.signer.sign(new Answer.Refused(answer).encode());
    }

    private final class FrameReply implements Reply {
        private final long correlation;

        FrameReply(long correlation) {
            this.correlation = correlation;
        }

        @Override
        public void send(SignedJson answer) {
            if (closed.get()) {
                return;
            }
            if (FrameCodec.HEADER_BYTES + answer.encodedBytes() > answerBytesMax) {
                end(CloseCode.FRAME_TOO_LONG, "an answer longer than the terminal reads");
                return;
            }
            boolean first = inFlight.remove(correlation);
            outlet.send(new Frame.Answer(correlation, answer));
            if (first) {
                owed.decrementAndGet();
                endWhenDrained();
            }
        }

        @Override
        public void cut() {
            outlet.cut();
        }
    }

    @Override
    public void ping(Frame.Ping frame) {
        flood.count(platform.clock.instant());
        outlet.send(new Frame.Pong(frame.correlation()));
    }

    @Override
    public void close(Frame.Close frame) {
        outlet.close();
        ended();
    }
}
