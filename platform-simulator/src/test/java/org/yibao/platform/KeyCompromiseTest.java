package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.session.LineState;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/**
 * Row 13 of the reliability tests, the key compromise drill over a real line: a terminal that was revoked while it was
 * offline, and a thief who has its box. The cloned disk is {@code ForkedJournalTest}'s.
 */
class KeyCompromiseTest {
    private static final TerminalKey CLINIC_A = new TerminalKey("H37010200001", 'A');

    @TempDir
    private Path folder;

    private final InstantSource clock =
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2023-05-05T02:00:00Z")));

    private ReferencePlatform platform;
    private TestTerminal clinic;
    private final ChainedJournal journal = new ChainedJournal();

    @BeforeEach
    void start() {
        platform = ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), clock));
        clinic = TestTerminal.clinic('A', "2", platform.enrolment()::enrol, clock.instant());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void revokedWhileOfflineHonestEarlierItemsArePaidAndLaterOnesRefused() {
        SignedRequest honest = clinic.placed(clinic.settle(order("1000.00")), journal);
        signInAndOut(clinic);
        SignedRequest later = clinic.placed(clinic.settle(order("10.00")), journal);
        platform.control().revoke(CLINIC_A);
        TestTerminal enrolledAgain = clinic.renewed(platform.enrolment()::enrol, clock.instant());

        try (LineTerminal line = online(enrolledAgain)) {
            assertEquals("SIGNER_REVOKED", refused(line.answered(later)));
            assertInstanceOf(PlatformAnswer.Booked.class, line.answered(honest).answer());
            SignedRequest next = enrolledAgain.placed(enrolledAgain.settle(order("20.00")), journal);
            assertInstanceOf(PlatformAnswer.Booked.class, line.answered(next).answer());
        }
        assertEquals(2, platform.control().totals().settlements());
        assertEquals(List.of("TERMINAL_REVOKED", "SIGNER_REVOKED"), alarms());
    }

    @Test
    void revocationEndsTheConnectionThatStandsAndLetsNoOtherIn() {
        try (LineTerminal line = online(clinic)) {
            platform.control().revoke(CLINIC_A);
            line.await(LineState.OFFLINE);
            line.await(LineState.OFFLINE);
            assertInstanceOf(
                    Delivery.Unreachable.class, line.deliver(clinic.settle(order("10.00")), LineTerminal.SHORT));
        }
        assertEquals(0, platform.control().totals().settlements());
        assertThrows(PlatformException.class, () -> platform.control().revoke(CLINIC_A));
    }

    @Test
    void thiefOfABoxNeitherConnectsNorSneaksItsMessagesThroughAnother() throws IOException {
        SignedJson stolen = clinic.settle(order("1000.00")).signed();
        SignedJson asks = clinic.signIn(journal).signed();
        TestTerminal neighbour = TestTerminal.clinic('B', "2", platform.enrolment()::enrol, clock.instant());
        platform.control().revoke(CLINIC_A);
        TestTerminal enrolledAgain = clinic.renewed(platform.enrolment()::enrol, clock.instant());

        assertThrows(
                IOException.class,
                () -> welcomed(clinic.identity(), clinic.identity()).close());
        assertThrows(
                IOException.class,
                () -> welcomed(enrolledAgain.identity(), clinic.identity()).close());
        for (TestTerminal through : List.of(neighbour, enrolledAgain)) {
            for (SignedJson message : List.of(stolen, asks)) {
                try (RawLine line = welcomed(through.identity(), through.identity())) {
                    line.send(new Frame.Request(1, message));
                    assertClosed(CloseCode.SIGNATURE_BROKEN, line);
                }
            }
        }
        assertEquals(0, platform.control().totals().settlements());
    }

    @Test
    void listsForTerminalsTakeBackWhatThePlatformTookBack() {
        TerminalIdentity knowing =
                clinic.identity().trusting(clinic.identity().files("for testing only".toCharArray()));
        assertEquals(3, platform.revocations().current().lists().size());
        knowing.signingAnchors()
                .with(platform.revocations().current())
                .check(clinic.identity().signingChain(), CertificateUsage.SIGNING_TERMINAL, clock.instant());
        platform.control().revoke(CLINIC_A);
        assertThrows(
                CertificateRefusedException.class,
                () -> knowing.signingAnchors()
                        .with(platform.revocations().current())
                        .check(clinic.identity().signingChain(), CertificateUsage.SIGNING_TERMINAL, clock.instant()));
    }

    private static Order order(String yuan) {
        return Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", yuan);
    }

    private LineTerminal online(TestTerminal terminal) {
        LineTerminal line =
                new LineTerminal(terminal, journal, platform.address().getPort(), clock);
        line.await(LineState.ONLINE);
        return line;
    }

    private void signInAndOut(TestTerminal terminal) {
        online(terminal).close();
    }

    private static String refused(Delivery.Answered answered) {
        return assertInstanceOf(PlatformAnswer.Refused.class, answered.answer()).code();
    }

    private List<String> alarms() {
        return platform.control().alarms().stream().map(Terminals.Alarm::code).toList();
    }

    private RawLine welcomed(TerminalIdentity line, TerminalIdentity signing) throws IOException {
        RawLine opened = RawLine.open(RawLine.context(line), platform.address().getPort());
        try {
            opened.send(new Frame.Hello(new Terms(
                    List.of(FrameCodec.VERSION),
                    0,
                    8,
                    FrameCodec.BODY_BYTES_MAX,
                    MessageSigner.of(signing).chain())));
            Frame first = opened.next();
            if (first instanceof Frame.Welcome) {
                return opened;
            }
            throw new IOException(first.toString());
        } catch (IOException refused) {
            opened.close();
            throw refused;
        }
    }

    private static void assertClosed(CloseCode code, RawLine line) throws IOException {
        Frame.Close close = assertInstanceOf(Frame.Close.class, line.next());
        assertEquals(code.number(), close.code(), close.text());
    }
}
