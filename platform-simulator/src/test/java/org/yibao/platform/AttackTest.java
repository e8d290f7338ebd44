package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.Attacker.assertClosed;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.platform.TestTerminal.Order;

/** What {@code docs/threat-model.md} lists, against the platform's own process: nothing is booked by it. */
class AttackTest {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @TempDir
    private static Path folder;

    private static PlatformProcess platform;
    private static int enrolled;

    private Attacker clinic;
    private Attacker other;

    @BeforeAll
    static void start() {
        platform = PlatformProcess.start(folder);
    }

    @AfterAll
    static void kill() {
        platform.close();
    }

    /** Terminals that nobody has attacked yet. */
    @BeforeEach
    void enrol() {
        List<TestTerminal> terminals = platform.enrolled(letter(), letter());
        clinic = new Attacker(terminals.get(0), platform.port());
        other = new Attacker(terminals.get(1), platform.port());
    }

    private static char letter() {
        return LETTERS.charAt(enrolled++);
    }

    @Test
    void recordedBytesOfASessionMeanNothingOnAnotherConnection() throws IOException {
        try (Wiretap tap = new Wiretap(platform.port())) {
            try (RawLine line = clinic.connected(tap.port())) {
                line.send(clinic.hello());
                assertInstanceOf(Frame.Welcome.class, line.next());
                tap.withhold();
                line.send(new Frame.Request(1, sale().signed()));
            }
            tap.replay(tap.recorded());
        }
        assertEquals(List.of(), states());
    }

    @Test
    void changedByteAnywhereInASignedMessageIsNoticed() throws IOException {
        SignedRequest sold = sale();
        try (RawLine line = clinic.welcomed()) {
            line.send(new Frame.Request(1, sold.signed()));
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        Frame reversal = new Frame.Request(1, clinic.terminal().reverse(sold).signed());
        byte[] good = FrameCodec.encode(reversal);
        int json = FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES + Integer.BYTES;
        for (int place = FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES; place < good.length; place++) {
            byte[] changed = good.clone();
            changed[place] ^= (byte) (1 << place % Byte.SIZE);
            CloseCode wanted = place < json ? CloseCode.FRAME_MALFORMED : CloseCode.SIGNATURE_BROKEN;
            try (RawLine line = clinic.welcomed()) {
                line.send(changed);
                assertClosed(wanted, line);
            }
        }
        assertEquals(List.of("BOOKED"), states());

        try (RawLine line = clinic.welcomed()) {
            line.send(good);
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        assertEquals(List.of("REVERSED"), states(), "unchanged, it would have moved money");
    }

    @Test
    void messageOfOneTerminalUnderAnothersCertificateIsNotHeard() throws IOException {
        SignedJson stolen = sale().signed();
        try (RawLine line = other.welcomed()) {
            line.send(new Frame.Request(1, stolen));
            assertClosed(CloseCode.SIGNATURE_BROKEN, line);
        }
        SignedJson signedAgain = MessageSigner.of(other.terminal().identity()).sign(stolen.json());
        try (RawLine line = other.welcomed()) {
            line.send(new Frame.Request(1, signedAgain));
            assertClosed(CloseCode.NAME_MISMATCH, line);
        }
        assertEquals(List.of(), states());
    }

    @Test
    void signingCertificateOfAnotherTerminalIsNotWelcomed() throws IOException {
        try (RawLine line = other.connected()) {
            line.send(clinic.hello());
            assertClosed(CloseCode.NAME_MISMATCH, line);
        }
    }

    @Test
    void certificateSwappedMidConnectionEndsIt() throws IOException {
        try (RawLine line = clinic.welcomed()) {
            line.send(other.hello());
            assertClosed(CloseCode.FRAME_UNEXPECTED, line);
        }
        SignedJson underAnother = MessageSigner.of(other.terminal().identity())
                .sign(sale().signed().json());
        try (RawLine line = clinic.welcomed()) {
            line.send(new Frame.Request(1, underAnother));
            assertClosed(CloseCode.SIGNATURE_BROKEN, line);
        }
        assertEquals(List.of(), states());
    }

    @Test
    void oversizedFrameIsRefusedByItsLengthAlone() throws IOException {
        for (int length : new int[] {FrameCodec.BODY_BYTES_MAX + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            try (RawLine line = clinic.welcomed()) {
                line.send(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
                assertClosed(CloseCode.FRAME_TOO_LONG, line);
            }
        }
    }

    @Test
    void truncatedFrameDoesNothingWhereverItWasCut() throws IOException {
        byte[] good = FrameCodec.encode(new Frame.Request(1, sale().signed()));
        int header = FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES;
        for (int end : new int[] {1, header - 1, header, header + 100, good.length - 64, good.length - 1}) {
            try (RawLine line = clinic.welcomed()) {
                line.send(Arrays.copyOf(good, end));
            }
        }
        for (int end : new int[] {header - 1, header, header + 100, good.length - 64, good.length - 1}) {
            byte[] cut = Arrays.copyOf(good, end);
            ByteBuffer.wrap(cut).putInt(end - FrameCodec.LENGTH_BYTES);
            try (RawLine line = clinic.welcomed()) {
                line.send(cut);
                assertClosed(CloseCode.FRAME_MALFORMED, line);
            }
        }
        assertEquals(List.of(), states());

        try (RawLine line = clinic.welcomed()) {
            line.send(good);
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        assertEquals(List.of("BOOKED"), states(), "whole, it would have been booked");
    }

    @Test
    void olderTlsIsRefused() {
        SSLException refused = assertThrows(SSLException.class, () -> clinic.connected("TLSv1.2"));
        assertTrue(String.valueOf(refused.getMessage()).contains("protocol_version"), refused.getMessage());
    }

    @Test
    void versionThatNobodySpeaksIsNotWelcomed() throws IOException {
        try (RawLine line = clinic.connected()) {
            line.send(clinic.hello(255));
            assertClosed(CloseCode.VERSION_UNSUPPORTED, line);
        }
    }

    @Test
    void terminalWhoseCertificatesExpiredIsNotLetIn() throws IOException {
        Path older = Files.createDirectory(folder.resolve("older"));
        Instant longAgo = Instant.now().minus(Duration.ofDays(731));
        TestTerminal expired = PlatformProcess.enrolled(older, longAgo, 'A').get(0);
        try (PlatformProcess restarted = PlatformProcess.start(older)) {
            Attacker late = new Attacker(expired, restarted.port());
            assertThrows(IOException.class, () -> late.welcomed().close());
            assertTrue(restarted.log().contains("EXPIRED"), restarted.log());
            new Attacker(restarted.enrolled('B').get(0), restarted.port())
                    .welcomed()
                    .close();
        }
    }

    @Test
    void secondConnectionOfATerminalTakesTheFirstOnesPlace() throws IOException {
        try (RawLine first = clinic.welcomed();
                RawLine second = clinic.welcomed()) {
            assertClosed(CloseCode.REPLACED, first);
            second.send(new Frame.Ping(1));
            assertEquals(new Frame.Pong(1), second.next());
            try (RawLine stranger = other.welcomed()) {
                second.send(new Frame.Ping(2));
                assertEquals(new Frame.Pong(2), second.next());
                stranger.send(new Frame.Ping(1));
                assertEquals(new Frame.Pong(1), stranger.next());
            }
        }
    }

    private SignedRequest sale() {
        return clinic.terminal().settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00"));
    }

    private List<String> states() {
        return platform.states(clinic.terminal());
    }
}
