package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
import org.yibao.certs.LineTls;
import org.yibao.certs.PlatformIdentity;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.enrolment.EnrolmentCall;
import org.yibao.link.enrolment.EnrolmentLimits;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.enrolment.EnrolmentRefusedException;
import org.yibao.link.enrolment.EnrolmentService;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.Bytes;

/** The exchange of a terminal without certificates, and what strangers do at its port, over real TLS. */
class NettyEnrolmentListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final EnrolmentLimits LIMITS = new EnrolmentLimits(2, PATIENCE, PATIENCE);
    private static final Frame.Enrol ENROL = new Frame.Enrol(EnrolmentCode.generate(), Bytes.of(new byte[] {1, 2}));
    private static final Bytes LONG_ANSWER = Bytes.of(new byte[Frame.Enrolled.ANSWER_BYTES_MAX]);

    private final BlockingQueue<EnrolmentCode> heard = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile EnrolmentService service = (code, request) -> LONG_ANSWER;

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private NettyEnrolmentListener listener(
            PlatformIdentity identity, LineSuites suites, EnrolmentLimits limits, Executor serviceThread) {
        try {
            NettyEnrolmentListener listener = NettyEnrolmentListener.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    identity.enrolmentLine(suites, TestPlatform.CLOCK),
                    limits,
                    (code, request) -> {
                        heard.add(code);
                        return service.enrol(code, request);
                    },
                    serviceThread);
            open.add(listener);
            return listener;
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }

    private NettyEnrolmentListener listener(EnrolmentLimits limits) {
        return listener(TestIdentities.PLATFORM, LineSuites.SM_PREFERRED, limits, Runnable::run);
    }

    private static LineTls unenrolled() {
        return LineTls.enrollingClient(List.of(TestIdentities.LINE_ANCHORS), TestPlatform.CLOCK);
    }

    private EnrolmentOutcome call(HostName host, int port, Duration within) {
        try (NettyClientTransport transport = new NettyClientTransport(unenrolled(), PATIENCE, suite -> {})) {
            return EnrolmentCall.make(transport, new LineAddress(host, port), ENROL, within)
                    .join();
        }
    }

    private EnrolmentOutcome call(NettyEnrolmentListener listener) {
        return call(TestIdentities.LOOPBACK, listener.address().getPort(), PATIENCE);
    }

    private RawTerminal stranger(NettyEnrolmentListener listener) {
        RawTerminal stranger = new RawTerminal(unenrolled(), listener.address().getPort());
        open.add(stranger);
        return stranger;
    }

    @ParameterizedTest
    @EnumSource
    void codeAndRequestArriveAndTheAnswerComesBack(LineSuites suites) {
        NettyEnrolmentListener listener = listener(TestIdentities.PLATFORM, suites, LIMITS, Runnable::run);
        assertEquals(new EnrolmentOutcome.Enrolled(LONG_ANSWER), call(listener));
        assertEquals(List.of(ENROL.code()), List.copyOf(heard));
    }

    @Test
    void refusalIsToldInItsOwnWords() {
        service = (code, request) -> {
            throw new EnrolmentRefusedException("no");
        };
        assertEquals(new EnrolmentOutcome.Refused("no"), call(listener(LIMITS)));
    }

    @Test
    void faultOfThePlatformLeavesItUndecided() {
        service = (code, request) -> {
            throw new IllegalStateException("disk full");
        };
        EnrolmentOutcome outcome = call(listener(LIMITS));
        String reason =
                assertInstanceOf(EnrolmentOutcome.Unanswered.class, outcome).reason();
        assertTrue(reason.contains("undecided") && !reason.contains("disk"), reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
    void impostorOfAnotherAuthorityHearsNotOneByteOfTheCode(LineSuites suites) {
        NettyEnrolmentListener impostor = listener(TestIdentities.IMPOSTOR, suites, LIMITS, Runnable::run);
        EnrolmentOutcome.Impostor outcome = assertInstanceOf(EnrolmentOutcome.Impostor.class, call(impostor));
        assertTrue(outcome.reason().contains("no trusted authority"), outcome.reason());
        assertTrue(heard.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
    void platformOfAnotherHostHearsNotOneByteOfTheCode(LineSuites suites) {
        NettyEnrolmentListener elsewhere = listener(TestIdentities.ELSEWHERE, suites, LIMITS, Runnable::run);
        EnrolmentOutcome.Impostor outcome = assertInstanceOf(EnrolmentOutcome.Impostor.class, call(elsewhere));
        assertTrue(outcome.reason().contains("does not answer for"), outcome.reason());
        assertTrue(heard.isEmpty());
    }

    @Test
    void portWhereNobodyListensIsUnreached() {
        NettyEnrolmentListener gone = listener(LIMITS);
        gone.close();
        assertInstanceOf(EnrolmentOutcome.Unreached.class, call(gone));
    }

    @Test
    void platformThatNeverAnswersIsUnanswered() {
        NettyEnrolmentListener silent = listener(TestIdentities.PLATFORM, LineSuites.SM_ONLY, LIMITS, decision -> {});
        EnrolmentOutcome outcome =
                call(TestIdentities.LOOPBACK, silent.address().getPort(), Duration.ofSeconds(2));
        assertInstanceOf(EnrolmentOutcome.Unanswered.class, outcome);
    }

    @Test
    void busyPlatformSaysSo() throws InterruptedException {
        NettyEnrolmentListener busy = listener(TestIdentities.PLATFORM, LineSuites.SM_ONLY, LIMITS, decision -> {
            throw new RejectedExecutionException();
        });
        RawTerminal stranger = stranger(busy);
        stranger.send(ENROL);
        assertClosed(CloseCode.UNAVAILABLE, stranger);
    }

    @Test
    void nothingButOneEnrolIsExpected() throws InterruptedException {
        NettyEnrolmentListener waiting = listener(
                TestIdentities.PLATFORM, LineSuites.SM_ONLY, new EnrolmentLimits(9, PATIENCE, PATIENCE), w -> {});
        List<List<Frame>> wrong = List.of(
                List.of(new Frame.Ping(1)),
                List.of(new Frame.Pong(1)),
                List.of(new Frame.Enrolled(Bytes.of(new byte[1]))),
                List.of(ENROL, ENROL));
        for (List<Frame> frames : wrong) {
            RawTerminal stranger = stranger(waiting);
            frames.forEach(stranger::send);
            assertClosed(CloseCode.FRAME_UNEXPECTED, stranger);
        }
    }

    @Test
    void garbageAndOversizedFramesEndTheConnection() throws InterruptedException {
        NettyEnrolmentListener listener = listener(LIMITS);
        RawTerminal longer = stranger(listener);
        longer.send(ByteBuffer.allocate(Integer.BYTES)
                .putInt(Frame.Enrol.BODY_BYTES_MAX + 1)
                .array());
        assertClosed(CloseCode.FRAME_TOO_LONG, longer);

        byte[] garbage = FrameCodec.encode(ENROL);
        garbage[FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES] = '0';
        RawTerminal mistyped = stranger(listener);
        mistyped.send(garbage);
        assertClosed(CloseCode.FRAME_MALFORMED, mistyped);
        assertTrue(heard.isEmpty());
    }

    @Test
    void requestThatComesByteByByteIsNotWaitedFor() throws InterruptedException {
        RawTerminal slow = stranger(listener(new EnrolmentLimits(2, PATIENCE, SOON)));
        Frame whole = new Frame.Enrol(EnrolmentCode.generate(), Bytes.of(new byte[Frame.Enrol.REQUEST_BYTES_MAX]));
        slow.send(Arrays.copyOf(FrameCodec.encode(whole), FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES));
        slow.trickle(SOON.dividedBy(4));
        assertClosed(CloseCode.SILENCE, slow);
    }

    @Test
    void strangerWhoNeverSpeaksTlsIsCutOff() throws IOException {
        NettyEnrolmentListener listener = listener(new EnrolmentLimits(2, SOON, PATIENCE));
        try (Socket mute =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            mute.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            assertEquals(0, mute.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void strangerWhoNeverReadsItsAnswerIsLetGo() throws InterruptedException {
        RawTerminal deaf = stranger(listener(LIMITS));
        deaf.send(ENROL);
        deaf.readNothing();
        assertEquals(ENROL.code(), heard.take());
        // It sees the end only where it writes.
        deaf.trickle(SOON);
        assertTrue(deaf.isClosedByPlatform());
    }

    @Test
    void moreConnectionsThanTheLimitAreClosedAsTheyCome() throws IOException {
        NettyEnrolmentListener listener = listener(LIMITS);
        int port = listener.address().getPort();
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket second = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket third = new Socket(InetAddress.getLoopbackAddress(), port)) {
            third.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            assertEquals(-1, third.getInputStream().read());
            assertEquals(LIMITS.connectionsMax(), listener.connections());
            assertTrue(first.isConnected() && second.isConnected());
        }
    }

    private static void assertClosed(CloseCode code, RawTerminal stranger) throws InterruptedException {
        Frame.Close close = assertInstanceOf(Frame.Close.class, stranger.next());
        assertEquals(code.number(), close.code(), close.text());
        assertTrue(stranger.isClosedByPlatform());
    }
}
