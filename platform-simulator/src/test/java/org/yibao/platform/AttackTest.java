package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** What {@code docs/threat-model.md} lists, against the whole platform over real sockets: nothing is booked by it. */
class AttackTest {
    private static final Instant MORNING = Instant.parse("2023-05-05T02:00:00Z");

    @TempDir
    private Path folder;

    private ReferencePlatform platform;
    private TestTerminal clinic;
    private TestTerminal other;
    private final Map<TestTerminal, SSLContext> lineKeys = new HashMap<>();

    @BeforeEach
    void start() {
        platform = startedAt(MORNING);
        clinic = enrolled('A', MORNING);
        other = enrolled('B', MORNING);
    }

    /** Sessions need a clock that runs; the policy needs a day of 2023. */
    private ReferencePlatform startedAt(Instant time) {
        return ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), clock(time))
                        .withEnrolPort(0));
    }

    private static InstantSource clock(Instant from) {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), from));
    }

    private TestTerminal enrolled(char letter, Instant time) {
        return TestTerminal.clinic(letter, "2", platform.enrolment()::enrol, time.plusSeconds(60));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void replayedFrameInTheSameSessionGetsTheFirstAnswerAndBooksNothing() throws IOException {
        byte[] frame = FrameCodec.encode(new Frame.Request(1, sale().signed()));
        try (RawLine line = welcomed(clinic)) {
            line.send(frame);
            Frame first = assertInstanceOf(Frame.Answer.class, line.next());
            line.send(frame);
            assertEquals(first, line.next());
        }
        assertEquals(List.of(Entry.State.BOOKED), states());
    }

    @Test
    void replayedSessionGetsTheFirstAnswersAndBooksNothing() throws IOException {
        List<Frame> session = List.of(
                new Frame.Request(1, clinic.signIn(new ChainedJournal()).signed()),
                new Frame.Request(2, sale().signed()));
        List<Frame> first = play(session);
        assertEquals(first, play(session));
        assertEquals(List.of(Entry.State.BOOKED), states());
    }

    private List<Frame> play(List<Frame> requests) throws IOException {
        try (RawLine line = welcomed(clinic)) {
            for (Frame request : requests) {
                line.send(request);
            }
            return List.of(line.next(), line.next());
        }
    }

    @Test
    void recordedBytesOfASessionMeanNothingOnAnotherConnection() throws IOException {
        try (Wiretap tap = new Wiretap(port())) {
            try (RawLine line = RawLine.open(lineKey(clinic), tap.port())) {
                line.send(hello(clinic));
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
        try (RawLine line = welcomed(clinic)) {
            line.send(new Frame.Request(1, sold.signed()));
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        Frame reversal = new Frame.Request(1, clinic.reverse(sold).signed());
        byte[] good = FrameCodec.encode(reversal);
        int json = FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES + Integer.BYTES;
        for (int place = FrameCodec.LENGTH_BYTES + FrameCodec.HEADER_BYTES; place < good.length; place++) {
            byte[] changed = good.clone();
            changed[place] ^= (byte) (1 << place % Byte.SIZE);
            CloseCode wanted = place < json ? CloseCode.FRAME_MALFORMED : CloseCode.SIGNATURE_BROKEN;
            try (RawLine line = welcomed(clinic)) {
                line.send(changed);
                assertClosed(wanted, line);
            }
        }
        assertEquals(List.of(Entry.State.BOOKED), states());

        try (RawLine line = welcomed(clinic)) {
            line.send(good);
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        assertEquals(List.of(Entry.State.REVERSED), states(), "unchanged, it would have moved money");
    }

    @Test
    void messageOfOneTerminalUnderAnothersCertificateIsNotHeard() throws IOException {
        SignedJson stolen = sale().signed();
        try (RawLine line = welcomed(other)) {
            line.send(new Frame.Request(1, stolen));
            assertClosed(CloseCode.SIGNATURE_BROKEN, line);
        }
        SignedJson signedAgain = MessageSigner.of(other.identity()).sign(stolen.json());
        try (RawLine line = welcomed(other)) {
            line.send(new Frame.Request(1, signedAgain));
            assertClosed(CloseCode.NAME_MISMATCH, line);
        }
        assertEquals(List.of(), states());
    }

    @Test
    void signingCertificateOfAnotherTerminalIsNotWelcomed() throws IOException {
        try (RawLine line = RawLine.open(lineKey(other), port())) {
            line.send(hello(clinic));
            assertClosed(CloseCode.NAME_MISMATCH, line);
        }
    }

    @Test
    void certificateSwappedMidConnectionEndsIt() throws IOException {
        try (RawLine line = welcomed(clinic)) {
            line.send(hello(other));
            assertClosed(CloseCode.FRAME_UNEXPECTED, line);
        }
        SignedJson underAnother =
                MessageSigner.of(other.identity()).sign(sale().signed().json());
        try (RawLine line = welcomed(clinic)) {
            line.send(new Frame.Request(1, underAnother));
            assertClosed(CloseCode.SIGNATURE_BROKEN, line);
        }
        assertEquals(List.of(), states());
    }

    @Test
    void oversizedFrameIsRefusedByItsLengthAlone() throws IOException {
        for (int length : new int[] {FrameCodec.BODY_BYTES_MAX + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            try (RawLine line = welcomed(clinic)) {
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
            try (RawLine line = welcomed(clinic)) {
                line.send(Arrays.copyOf(good, end));
            }
        }
        for (int end : new int[] {header - 1, header, header + 100, good.length - 64, good.length - 1}) {
            byte[] cut = Arrays.copyOf(good, end);
            ByteBuffer.wrap(cut).putInt(end - FrameCodec.LENGTH_BYTES);
            try (RawLine line = welcomed(clinic)) {
                line.send(cut);
                assertClosed(CloseCode.FRAME_MALFORMED, line);
            }
        }
        assertEquals(List.of(), states());

        try (RawLine line = welcomed(clinic)) {
            line.send(good);
            assertInstanceOf(Frame.Answer.class, line.next());
        }
        assertEquals(List.of(Entry.State.BOOKED), states(), "whole, it would have been booked");
    }

    @Test
    void olderTlsIsRefused() {
        SSLException refused = assertThrows(SSLException.class, () -> RawLine.open(lineKey(clinic), port(), "TLSv1.2"));
        assertTrue(String.valueOf(refused.getMessage()).contains("protocol_version"), refused.getMessage());
    }

    @Test
    void versionThatNobodySpeaksIsNotWelcomed() throws IOException {
        try (RawLine line = RawLine.open(lineKey(clinic), port())) {
            List<Bytes> chain = MessageSigner.of(clinic.identity()).chain();
            line.send(new Frame.Hello(new Terms(List.of(255), 0, 8, FrameCodec.BODY_BYTES_MAX, chain)));
            assertClosed(CloseCode.VERSION_UNSUPPORTED, line);
        }
    }

    @Test
    void terminalWhoseCertificatesExpiredIsNotLetIn() throws IOException {
        Instant later = MORNING.plus(Duration.ofDays(731));
        platform.close();
        platform = startedAt(later);

        assertThrows(IOException.class, () -> welcomed(clinic).close());
        welcomed(enrolled('C', later)).close();
    }

    @Test
    void stolenEnrolmentCodeUsedTwiceEnrolsNobodyAndRaisesTheAlarm() throws IOException {
        EnrolmentCode code = platform.enrolment().invite(profile('D'), Duration.ofDays(3));
        TestTerminal first = TestTerminal.clinic(
                'D', "2", (profile, request) -> byCode().answer(code, request), MORNING.plusSeconds(60));
        EnrolmentRequest thief =
                TerminalEnrolment.begin(first.name().institutionCode()).request();
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(EnrolmentOutcome.Refused.class, byCode().ask(code, thief));
        }

        assertEquals(
                List.of(new TerminalKey(first.name().institutionCode(), 'D') + " ENROLMENT_CODE_REUSED"),
                platform.control().alarms().stream()
                        .map(alarm -> alarm.terminal() + " " + alarm.code())
                        .toList());
        welcomed(first).close();
    }

    @Test
    void expiredEnrolmentCodeIsRefused() {
        EnrolmentCode expired = platform.enrolment().invite(profile('E'), Duration.ZERO);
        EnrolmentRequest late =
                TerminalEnrolment.begin(clinic.name().institutionCode()).request();
        assertInstanceOf(EnrolmentOutcome.Refused.class, byCode().ask(expired, late));
    }

    private TerminalProfile profile(char letter) {
        TerminalProfile known = clinic.profile();
        return new TerminalProfile(known.institution(), known.institutionName(), letter, known.admdvs());
    }

    private EnrolmentByCode byCode() {
        return new EnrolmentByCode(
                platform.enrolment().lineAnchors(), platform.enrolPort().orElseThrow(), clock(MORNING));
    }

    @Test
    void enrolmentFramesHaveNoPlaceOnTheLine() throws IOException {
        List<Frame> frames = List.of(
                new Frame.Enrol(EnrolmentCode.generate(), Bytes.of(new byte[1])),
                new Frame.Enrolled(Bytes.of(new byte[1])));
        for (Frame frame : frames) {
            try (RawLine line = welcomed(clinic)) {
                line.send(frame);
                assertClosed(CloseCode.FRAME_UNEXPECTED, line);
            }
        }
    }

    private RawLine welcomed(TestTerminal terminal) throws IOException {
        RawLine line = RawLine.open(lineKey(terminal), port());
        try {
            line.send(hello(terminal));
            assertInstanceOf(Frame.Welcome.class, line.next());
            return line;
        } catch (IOException refused) {
            line.close();
            throw refused;
        }
    }

    private SSLContext lineKey(TestTerminal terminal) {
        return lineKeys.computeIfAbsent(terminal, each -> RawLine.context(each.identity()));
    }

    private static Frame hello(TestTerminal terminal) {
        return new Frame.Hello(new Terms(
                List.of(FrameCodec.VERSION),
                0,
                8,
                FrameCodec.BODY_BYTES_MAX,
                MessageSigner.of(terminal.identity()).chain()));
    }

    private static void assertClosed(CloseCode code, RawLine line) throws IOException {
        Frame.Close close = assertInstanceOf(Frame.Close.class, line.next());
        assertEquals(code.number(), close.code(), close.text());
        assertTrue(line.endsInSilence());
    }

    private SignedRequest sale() {
        return clinic.settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00"));
    }

    private List<Entry.State> states() {
        return platform.control().entries().stream().map(Entry::state).toList();
    }

    private int port() {
        return platform.address().getPort();
    }
}
