package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.FloodGuard;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.gateway.NationalMessageEncoder;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.Transaction;
import org.yibao.link.server.PlatformLimits;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;

/** What a platform does with terminals that do not keep to the protocol, over real TLS. */
class NettyServerTransportTest {
    private static final int WINDOW = 2;
    private static final MessageSigner SIGNER = MessageSigner.of(TestIdentities.TERMINAL);

    private final TestPlatform platform =
            new TestPlatform(TestIdentities.PLATFORM, TestPlatform.limits(WINDOW, Duration.ofSeconds(60)));
    private final RawTerminal terminal = new RawTerminal(TestIdentities.TERMINAL, platform.port());

    @AfterEach
    void close() {
        terminal.close();
        platform.close();
    }

    @Test
    void helloIsWelcomedWithThePlatformsTerms() throws InterruptedException {
        terminal.send(hello(TestIdentities.TERMINAL));
        Frame.Welcome welcome = assertInstanceOf(Frame.Welcome.class, terminal.next());
        assertEquals(WINDOW, welcome.terms().window());
        assertEquals(List.of(1), welcome.terms().versions());
    }

    @Test
    void anOversizedFrameClosesTheConnectionBeforeItsBytesCome() throws InterruptedException {
        hellos();
        terminal.send(ByteBuffer.allocate(Integer.BYTES)
                .putInt(FrameCodec.BODY_BYTES_MAX + 1)
                .array());
        assertClosed(CloseCode.FRAME_TOO_LONG);
    }

    @Test
    void garbageClosesTheConnection() throws InterruptedException {
        byte[] garbage = FrameCodec.encode(new Frame.Ping(1));
        garbage[FrameCodec.LENGTH_BYTES] = 9;
        terminal.send(garbage);
        assertClosed(CloseCode.VERSION_UNSUPPORTED);
    }

    @Test
    void aVersionNobodySpeaksClosesTheConnection() throws InterruptedException {
        Terms terms = new Terms(List.of(2, 3), 0, 8, 1 << 20, SIGNER.chain());
        terminal.send(new Frame.Hello(terms));
        assertClosed(CloseCode.VERSION_UNSUPPORTED);
    }

    @Test
    void aRequestBeforeHelloClosesTheConnection() throws InterruptedException {
        terminal.send(new Frame.Request(1, sale(1)));
        assertClosed(CloseCode.FRAME_UNEXPECTED);
    }

    @Test
    void aSecondHelloClosesTheConnection() throws InterruptedException {
        hellos();
        terminal.send(hello(TestIdentities.TERMINAL));
        assertClosed(CloseCode.FRAME_UNEXPECTED);
    }

    @Test
    void anotherTerminalsSigningCertificateClosesTheConnection() throws InterruptedException {
        terminal.send(hello(TestIdentities.OTHER_TERMINAL));
        assertClosed(CloseCode.NAME_MISMATCH);
    }

    @Test
    void aSigningCertificateOfAnotherAuthorityClosesTheConnection() throws InterruptedException {
        terminal.send(hello(TestIdentities.STRANGER));
        assertClosed(CloseCode.SIGNER_UNTRUSTED);
    }

    @Test
    void aMessageOfAnotherTerminalUnderOwnSignatureClosesTheConnection() throws InterruptedException {
        hellos();
        Bytes clinics = new NationalMessageEncoder(SIGNER)
                .settlement(Samples.sale(Samples.clinic(), 1, 1), JournalHead.EMPTY)
                .bytes();
        terminal.send(new Frame.Request(1, SignedJson.decode(clinics)));
        assertClosed(CloseCode.NAME_MISMATCH);
        assertTrue(platform.heard.isEmpty());
    }

    @Test
    void aChangedByteAnywhereInAMessageIsNoticed() throws InterruptedException {
        byte[] good = sale(1).encode().toArray();
        int[] places = {4, 100, good.length / 2, good.length - 97, good.length - 96, good.length - 64, good.length - 1};
        for (int place : places) {
            byte[] changed = good.clone();
            changed[place] ^= 1;
            try (RawTerminal fresh = new RawTerminal(TestIdentities.TERMINAL, platform.port())) {
                fresh.send(hello(TestIdentities.TERMINAL));
                assertInstanceOf(Frame.Welcome.class, fresh.next());
                fresh.send(new Frame.Request(1, SignedJson.decode(Bytes.of(changed))));
                assertEquals(CloseCode.SIGNATURE_BROKEN.number(), ((Frame.Close) fresh.next()).code(), "byte " + place);
            }
        }
        assertTrue(platform.heard.isEmpty());
    }

    @Test
    void aSignedMessageWithAnUnusableBodyIsRefusedByName() throws InterruptedException {
        hellos();
        String json = new String(sale(1).json().toArray(), StandardCharsets.UTF_8);
        String without = json.replaceFirst("\"druginfo\"", "\"druginfos\"");
        terminal.send(new Frame.Request(7, SIGNER.sign(Bytes.of(without.getBytes(StandardCharsets.UTF_8)))));
        Frame.Answer frame = assertInstanceOf(Frame.Answer.class, terminal.next());
        assertEquals(7, frame.correlation());
        Answer answer =
                Answer.decode(Transaction.PHARMACY_SETTLE, frame.message().json());
        assertEquals(AnswerHeader.MESSAGE_MALFORMED, answer.header().errCode());
        assertEquals(Samples.id(Samples.pharmacy(), 1).value(), answer.header().msgid());
    }

    @Test
    void aSignedMessageWithoutAnEnvelopeClosesTheConnection() throws InterruptedException {
        hellos();
        terminal.send(new Frame.Request(1, SIGNER.sign(Bytes.of(new byte[] {'{', '}'}))));
        assertClosed(CloseCode.MESSAGE_MALFORMED);
    }

    @Test
    void theWindowIsReadAndOneMoreIsTooMany() throws InterruptedException {
        platform.fault = (request, reply) -> true;
        hellos();
        terminal.send(new Frame.Request(1, sale(1)));
        terminal.send(new Frame.Request(2, sale(2)));
        terminal.send(new Frame.Ping(3));
        assertEquals(new Frame.Pong(3), terminal.next());
        terminal.send(new Frame.Request(4, sale(4)));
        assertClosed(CloseCode.WINDOW_EXCEEDED);
    }

    @Test
    void aCorrelationNumberInUseClosesTheConnection() throws InterruptedException {
        platform.fault = (request, reply) -> true;
        hellos();
        terminal.send(new Frame.Request(1, sale(1)));
        terminal.send(new Frame.Request(1, sale(2)));
        assertClosed(CloseCode.FRAME_UNEXPECTED);
    }

    @Test
    void anAnswerLongerThanTheTerminalReadsIsNotSent() throws InterruptedException {
        terminal.send(new Frame.Hello(new Terms(List.of(1), 0, 8, Terms.FRAME_BYTES_LEAST, SIGNER.chain())));
        assertInstanceOf(Frame.Welcome.class, terminal.next());
        Bytes bill = new NationalMessageEncoder(SIGNER)
                .settlement(Samples.sale(Samples.pharmacy(), 1, 100), JournalHead.EMPTY)
                .bytes();
        terminal.send(new Frame.Request(1, SignedJson.decode(bill)));
        assertClosed(CloseCode.FRAME_TOO_LONG);
    }

    @Test
    void aPlatformReadsNoLongerFramesThanItSaid() throws InterruptedException {
        PlatformLimits narrow = new PlatformLimits(1, 4096, Duration.ofSeconds(60), Duration.ofSeconds(60));
        try (TestPlatform small = new TestPlatform(TestIdentities.PLATFORM, narrow);
                RawTerminal raw = new RawTerminal(TestIdentities.TERMINAL, small.port())) {
            raw.send(ByteBuffer.allocate(Integer.BYTES).putInt(4097).array());
            assertEquals(CloseCode.FRAME_TOO_LONG.number(), ((Frame.Close) raw.next()).code());
        }
    }

    @Test
    void silenceEndsAConnection() throws InterruptedException {
        try (TestPlatform impatient =
                        new TestPlatform(TestIdentities.PLATFORM, TestPlatform.limits(1, Duration.ofMillis(500)));
                RawTerminal silent = new RawTerminal(TestIdentities.TERMINAL, impatient.port())) {
            assertEquals(CloseCode.SILENCE.number(), ((Frame.Close) silent.next()).code());
            assertTrue(silent.isClosedByPlatform());
        }
    }

    @Test
    void framesThatComeByteByByteAreRead() throws InterruptedException {
        for (byte one : FrameCodec.encode(new Frame.Ping(6))) {
            terminal.send(new byte[] {one});
        }
        assertEquals(new Frame.Pong(6), terminal.next());
    }

    @Test
    void bytesThatNeverMakeAFrameAreSilence() throws Exception {
        try (TestPlatform impatient =
                        new TestPlatform(TestIdentities.PLATFORM, TestPlatform.limits(1, Duration.ofMillis(500)));
                RawTerminal slow = new RawTerminal(TestIdentities.TERMINAL, impatient.port())) {
            slow.send(ByteBuffer.allocate(Integer.BYTES).putInt(1 << 20).array());
            slow.trickle(Duration.ofMillis(50));
            assertEquals(CloseCode.SILENCE.number(), ((Frame.Close) slow.next()).code());
            assertTrue(slow.isClosedByPlatform());
        }
    }

    @Test
    void aConnectionThatNeverSaysHelloIsEnded() throws InterruptedException {
        PlatformLimits limits = new PlatformLimits(1, 1 << 20, Duration.ofSeconds(3), Duration.ofSeconds(60));
        try (TestPlatform impatient = new TestPlatform(TestIdentities.PLATFORM, limits);
                RawTerminal mute = new RawTerminal(TestIdentities.TERMINAL, impatient.port())) {
            mute.trickleFrames(new Frame.Ping(1), Duration.ofMillis(400));
            Frame last = mute.next();
            while (last instanceof Frame.Pong) {
                last = mute.next();
            }
            assertEquals(CloseCode.SILENCE.number(), ((Frame.Close) last).code());
            assertTrue(mute.isClosedByPlatform());
        }
    }

    @Test
    void aConnectionThatNeverFinishesTlsIsEnded() throws IOException {
        PlatformLimits limits = new PlatformLimits(1, 1 << 20, Duration.ofMillis(500), Duration.ofSeconds(60));
        try (TestPlatform impatient = new TestPlatform(TestIdentities.PLATFORM, limits);
                Socket mute = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            mute.setSoTimeout(30_000);
            mute.getOutputStream().write(0x16);
            mute.getInputStream().readAllBytes();
        }
    }

    @Test
    void aFloodOfPingsClosesTheConnection() throws InterruptedException {
        hellos();
        for (int i = 1; i <= FloodGuard.FRAMES_MAX; i++) {
            terminal.send(new Frame.Ping(i));
            assertEquals(new Frame.Pong(i), terminal.next());
        }
        terminal.send(new Frame.Ping(1));
        assertClosed(CloseCode.FLOOD);
    }

    @Test
    void aTerminalThatReadsNothingIsEndedAndItsAnswersHeld() throws InterruptedException {
        try (TestPlatform impatient =
                        new TestPlatform(TestIdentities.PLATFORM, TestPlatform.limits(32, Duration.ofSeconds(1)));
                RawTerminal deaf = new RawTerminal(TestIdentities.TERMINAL, impatient.port())) {
            SignedJson longest = MessageSigner.of(TestIdentities.PLATFORM).sign(Bytes.of(new byte[900_000]));
            impatient.fault = (request, reply) -> {
                reply.send(longest);
                return true;
            };
            deaf.send(hello(TestIdentities.TERMINAL));
            assertInstanceOf(Frame.Welcome.class, deaf.next());
            deaf.readNothing();
            for (int i = 1; i <= 30; i++) {
                deaf.send(new Frame.Request(i, sale(i)));
            }
            assertTrue(impatient.transport().drain(Duration.ofSeconds(30)), "the connection is held for ever");
        }
    }

    @Test
    void aPlatformThatGoesDownAnswersWhatItTookAndSaysSo() throws InterruptedException {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        platform.fault = (request, reply) -> held.add(() -> reply.send(platform.answer(request)));
        hellos();
        terminal.send(new Frame.Request(1, sale(1)));
        Runnable answer = held.take();
        assertFalse(platform.transport().drain(Duration.ZERO));
        terminal.send(new Frame.Request(2, sale(2)));
        terminal.send(new Frame.Ping(3));
        assertEquals(new Frame.Pong(3), terminal.next());
        answer.run();
        assertEquals(1, assertInstanceOf(Frame.Answer.class, terminal.next()).correlation());
        assertClosed(CloseCode.UNAVAILABLE);
        assertTrue(platform.transport().drain(Duration.ofSeconds(30)));
        assertTrue(held.isEmpty(), "what came afterwards is not taken");
    }

    private void hellos() throws InterruptedException {
        terminal.send(hello(TestIdentities.TERMINAL));
        assertInstanceOf(Frame.Welcome.class, terminal.next());
    }

    private static Frame hello(TerminalIdentity identity) {
        return new Frame.Hello(
                new Terms(List.of(1), 0, 8, 1 << 20, MessageSigner.of(identity).chain()));
    }

    private static SignedJson sale(int counter) {
        Bytes bytes = new NationalMessageEncoder(SIGNER)
                .settlement(Samples.sale(Samples.pharmacy(), counter, 1), JournalHead.EMPTY)
                .bytes();
        return SignedJson.decode(bytes);
    }

    private void assertClosed(CloseCode code) throws InterruptedException {
        Frame.Close close = assertInstanceOf(Frame.Close.class, terminal.next());
        assertEquals(code.number(), close.code(), close.text());
        assertTrue(terminal.isClosedByPlatform());
    }
}
