package org.yibao.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.LinkedTerminal;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Operator;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.PlatformGateway;

/** A terminal's end of a real line. */
final class LineTerminal implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Long enough for an answer to have come, short enough for a test. */
    static final Duration SHORT = Duration.ofMillis(400);

    private static final SessionSettings SETTINGS = new SessionSettings(
            32,
            256,
            FrameCodec.BODY_BYTES_MAX,
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofMillis(100));
    private static final long SEED = 7;

    /** Of each connection, in order. */
    final BlockingQueue<String> suites = new LinkedBlockingQueue<>();

    private final BlockingQueue<LineState> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<PlatformTime> times = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final LinkedPlatformGateway gateway;

    private final ChainedJournal journal;

    LineTerminal(TestTerminal terminal, ChainedJournal journal, int port, InstantSource clock) {
        this.journal = journal;
        MessageSigner signer = MessageSigner.of(terminal.identity());
        gateway = new LinkedPlatformGateway(
                new LinkedTerminal(
                        terminal.profile(),
                        new Operator("C01", "收银员", "till-1"),
                        "",
                        "",
                        () -> signer,
                        now -> terminal.nextId(),
                        journal,
                        clock,
                        ZoneId.of("Asia/Shanghai")),
                TrustedSigners.platforms(terminal.identity().signingAnchors()),
                new NettyClientTransport(
                        terminal.identity().line(LineSuites.SM_PREFERRED, clock), PATIENCE, suites::add),
                List.of(new LineAddress(HostName.parse("127.0.0.1"), port)),
                SETTINGS,
                new Random(SEED),
                worker,
                new Listener());
        gateway.start();
    }

    private final class Listener implements LineListener {
        @Override
        public void stateChanged(LineState state, LineAddress address, String reason) {
            states.add(state);
        }

        @Override
        public void untrusted(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void quarantined(String reason) {
            journal.quarantined(reason);
        }

        @Override
        public void countersigned(JournalHead head, Bytes evidence, PlatformTime time) {
            journal.countersigned(head, evidence);
            times.add(time);
        }
    }

    /** What the next countersignature says of the platform's clock. */
    PlatformTime heard() {
        try {
            PlatformTime time = times.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (time == null) {
                throw new IllegalStateException("no head was countersigned");
            }
            return time;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits until the line is in this state. */
    void await(LineState wanted) {
        try {
            LineState state = states.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (state != null && state != wanted) {
                state = states.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            if (state == null) {
                throw new IllegalStateException("the line never was " + wanted);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<PlatformGateway.Delivery> send(SignedRequest message, Duration deadline) {
        return gateway.deliver(stored(message), deadline).toCompletableFuture();
    }

    /** As a store keeps it. */
    static SignedMessage stored(SignedRequest message) {
        return new SignedMessage(
                message.request().id(),
                message.request().transaction().infno(),
                message.signed().encode());
    }

    PlatformGateway.Statement inquire(SignedRequest about) {
        return gateway.inquire(stored(about), PATIENCE).toCompletableFuture().join();
    }

    PlatformGateway.Delivery deliver(SignedRequest message, Duration deadline) {
        return send(message, deadline).join();
    }

    PlatformGateway.Delivery.Answered answered(SignedRequest message) {
        return (PlatformGateway.Delivery.Answered) deliver(message, PATIENCE);
    }

    PlatformGateway gateway() {
        return gateway;
    }

    DirectoryGateway directory() {
        return gateway.directory();
    }

    @Override
    public void close() {
        gateway.close();
        worker.shutdown();
    }
}
