package org.yibao.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.yibao.certs.LineSuites;
import org.yibao.certs.PlatformIdentity;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.CarriedInput;
import org.yibao.link.message.CarriedOutput;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.PersonMapper;
import org.yibao.link.message.Request;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SettlementMapper;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.SignOutOutput;
import org.yibao.link.netty.NettyServerTransport;
import org.yibao.link.server.ConnectedTerminal;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.PlatformService;
import org.yibao.link.server.Reply;
import org.yibao.link.server.ServerConnection;

/** A platform on loopback that books what it is told, unless a test says otherwise. */
public final class TestPlatform implements PlatformService, AutoCloseable {
    private static final long STARTED = System.nanoTime();

    /** Runs like a clock, from the instant the test certificates are made for. */
    public static final InstantSource CLOCK = () -> TestIdentities.NOW.plusNanos(System.nanoTime() - STARTED);

    /** What a test does with a request in place of answering it; true when it took it. */
    public interface Fault {
        boolean takes(Request request, Reply reply);
    }

    public final BlockingQueue<SignedJson> heard = new LinkedBlockingQueue<>();
    public final BlockingQueue<ConnectedTerminal> welcomed = new LinkedBlockingQueue<>();
    public volatile Fault fault = (request, reply) -> false;

    private final MessageSigner signer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final NettyServerTransport transport;

    public TestPlatform(PlatformIdentity identity, PlatformLimits limits) {
        this(identity, limits, LineSuites.SM_PREFERRED);
    }

    public TestPlatform(PlatformIdentity identity, PlatformLimits limits, LineSuites suites) {
        signer = MessageSigner.of(identity);
        TrustedSigners terminals = TrustedSigners.terminals(identity.signingAnchors());
        try {
            transport = NettyServerTransport.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    identity.line(suites, CLOCK),
                    new ServerConnection.Platform(signer, terminals, limits, CLOCK, this, thread));
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    public static PlatformLimits limits(int window, Duration silence) {
        return new PlatformLimits(window, 1 << 20, Duration.ofSeconds(10), silence);
    }

    public NettyServerTransport transport() {
        return transport;
    }

    public int port() {
        return transport.address().getPort();
    }

    @Override
    public void connected(ConnectedTerminal terminal) {
        welcomed.add(terminal);
    }

    @Override
    public void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply) {
        heard.add(signed);
        if (!fault.takes(request, reply)) {
            reply.send(answer(request));
        }
    }

    public SignedJson answer(Request request) {
        Instant now = CLOCK.instant();
        AnswerHeader header = AnswerHeader.done(request.header(), "370100202603020920300000000001", now, now);
        AnswerOutput output = request.input() instanceof CarriedInput carried
                ? CarriedOutput.of(answer(Request.decode(carried.message().json())))
                : output(request, now);
        return signer.sign(new Answer.Done(header, output).encode());
    }

    /** As if it were the answer to what the request carries. */
    public SignedJson carrying(Request request, SignedJson answer) {
        Instant now = CLOCK.instant();
        AnswerHeader header = AnswerHeader.done(request.header(), "370100202603020920300000000003", now, now);
        return signer.sign(new Answer.Done(header, CarriedOutput.of(answer)).encode());
    }

    public SignedJson refusal(Request request, String code) {
        Instant now = CLOCK.instant();
        AnswerHeader header =
                AnswerHeader.refused(request.header(), "370100202603020920300000000002", now, now, code, "不予受理");
        return signer.sign(new Answer.Refused(header).encode());
    }

    private static AnswerOutput output(Request request, Instant now) {
        if (request.input() instanceof SignInInput signIn) {
            return new SignInOutput(
                    new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1"),
                    HeadEcho.of(signIn.headinfo().proof().head(), now));
        }
        if (request.input() instanceof HeadInput goesOn) {
            return new HeadOutput(HeadEcho.of(goesOn.headinfo().proof().head(), now));
        }
        if (request.input() instanceof SignOutInput) {
            return new SignOutOutput(new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1"));
        }
        if (request.input() instanceof SettleInput settle) {
            int lines = settle.rows().size();
            return SettlementMapper.output(new SettlementMapper.Booking(
                    request.id().value(),
                    settle.mdtrtId(),
                    settle.psnNo(),
                    settle.insutype(),
                    settle.medType(),
                    Samples.COUNTER_TIME,
                    2026,
                    Samples.booked(lines)));
        }
        return PersonMapper.output(Samples.person(), Samples.credential());
    }

    @Override
    public void close() {
        transport.close();
        thread.shutdownNow();
    }
}
