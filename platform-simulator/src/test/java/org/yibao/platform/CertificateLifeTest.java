package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.link.message.Answer;
import org.yibao.link.message.RenewalOutput;
import org.yibao.link.message.SignInOutput;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.PlatformAnswer;

/** What becomes of a terminal's messages when its certificates are renewed, or taken back. */
class CertificateLifeTest {
    private static final Bytes WORD = Bytes.of(new byte[] {1});

    @TempDir
    Path folder;

    private DeskFixture platform;
    private TestTerminal clinic;
    private final ChainedJournal journal = new ChainedJournal();

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        clinic = platform.clinic('A', "2");
        contact(clinic);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void sameKeysGetTheSameCertificatesHoweverOftenTheyAreAskedFor() {
        TerminalEnrolment next = TerminalEnrolment.begin("H37010200001");
        EnrolmentAnswer first = granted(next);
        EnrolmentAnswer again = granted(next);
        assertArrayEquals(first.encode(), again.encode());
        assertEquals(
                clinic.name(),
                next.renew(clinic.identity(), first, platform.clock.instant()).name());
        assertEquals(6, certificates().size());
    }

    @Test
    void requestOfAnotherInstitutionIsRefused() {
        TerminalEnrolment strange = TerminalEnrolment.begin("P37010200002");
        assertEquals("REQUEST_INVALID", refusal(clinic, clinic.renewal(strange.request())));
        assertEquals(3, certificates().size());
    }

    @Test
    void terminalThatRenewsWithoutEndIsStopped() {
        for (int held = 3; held < RenewalDesk.STANDING_MAX; held += 3) {
            granted(TerminalEnrolment.begin("H37010200001"));
        }
        TerminalEnrolment more = TerminalEnrolment.begin("H37010200001");
        assertEquals("RENEWED_TOO_OFTEN", refusal(clinic, clinic.renewal(more.request())));
    }

    @Test
    void revokedTerminalIsNotRenewed() {
        TerminalEnrolment next = TerminalEnrolment.begin("H37010200001");
        revoke();
        assertEquals("CERTIFICATE_REVOKED", refusal(clinic, clinic.renewal(next.request())));
    }

    @Test
    void keysThatWereTakenBackAreNotCertifiedAgain() {
        TerminalEnrolment stolen = TerminalEnrolment.begin("H37010200001");
        granted(stolen);
        revoke();
        TestTerminal enrolledAgain = clinic.renewed(platform.enrolment()::enrol, platform.clock.instant());
        assertEquals("CERTIFICATE_REVOKED", refusal(enrolledAgain, enrolledAgain.renewal(stolen.request())));
        revoke();
        assertThrows(
                PlatformException.class, () -> platform.enrolment().enrol(clinic.profile(), clinic.enrolmentRequest()));
    }

    @Test
    void letterIsFreeOnlyOnceItsCertificatesWereTakenBack() {
        assertThrows(
                PlatformException.class, () -> clinic.renewed(platform.enrolment()::enrol, platform.clock.instant()));
        revoke();
        assertEquals(
                clinic.name(),
                clinic.renewed(platform.enrolment()::enrol, platform.clock.instant())
                        .name());
    }

    @Test
    void queueSignedBeforeARenewalIsPaidOnceItsRecordsAreCountersigned() {
        SignedRequest first = placed(clinic.settle(order("100")), journal);
        SignedRequest second = placed(clinic.settle(order("200")), journal);
        TestTerminal renewed = renewed();
        contact(renewed);
        booked(renewed, second);
        booked(renewed, first);
        booked(renewed, renewed.placed(renewed.settle(order("300")), journal));
        assertEquals(List.of(), alarms());
    }

    @Test
    void messageOfTheEarlierKeyThatTheJournalDoesNotHoldIsRefusedForGood() {
        SignedRequest sold = clinic.settle(order("100"));
        SignedRequest hidden = clinic.settle(order("200"));
        SignedRequest elsewhere = clinic.settle(order("300"));
        ChainedJournal others = journal.copy();
        TestTerminal renewed = renewed();
        contact(renewed);

        SignedRequest late = placed(sold, journal);
        assertEquals("SIGNER_NOT_CURRENT", refusal(renewed, late));
        contact(renewed);
        assertEquals("SIGNER_NOT_CURRENT", refusal(renewed, late));

        SignedRequest unnamed = placed(hidden, journal.copy());
        journal.note(hidden.request().id().value());
        contact(renewed);
        assertEquals("SIGNER_NOT_CURRENT", refusal(renewed, unnamed));
        assertEquals("SIGNER_NOT_CURRENT", refusal(renewed, placed(elsewhere, others)));

        assertEquals(List.of("SIGNER_NOT_CURRENT", "SIGNER_NOT_CURRENT", "SIGNER_NOT_CURRENT"), alarms());
        assertEquals(0, entries());
    }

    @Test
    void underARevokedCertificateOnlyWhatWasCountersignedBeforeIsPaid() {
        SignedRequest honest = placed(clinic.settle(order("100")), journal);
        contact(clinic);
        SignedRequest offline = placed(clinic.settle(order("200")), journal);
        revoke();
        TestTerminal enrolledAgain = clinic.renewed(platform.enrolment()::enrol, platform.clock.instant());
        contact(enrolledAgain);

        assertEquals("SIGNER_REVOKED", refusal(enrolledAgain, offline));
        booked(enrolledAgain, honest);

        assertEquals(List.of("SIGNER_REVOKED"), alarms());
        assertEquals(1, entries());
    }

    /** Its connection stands for a moment more, and so does what waits for the desk. */
    @Test
    void revokedTerminalIsNotServedByTheConnectionThatStands() {
        SignedRequest honest = placed(clinic.settle(order("100")), journal);
        contact(clinic);
        SignedRequest later = placed(clinic.settle(order("200")), journal);
        SignedRequest without = clinic.settle(order("300"));
        revoke();

        assertEquals("SIGNER_REVOKED", refusal(clinic, later));
        assertEquals("SIGNER_REVOKED", refusal(clinic, without));
        assertEquals("CERTIFICATE_REVOKED", refusal(clinic, clinic.signIn(journal)));
        booked(clinic, honest);
        assertEquals(1, entries());
    }

    @Test
    void revokedTerminalIsNotRenewedBesideTheOneThatTookItsPlace() {
        TerminalEnrolment next = TerminalEnrolment.begin("H37010200001");
        revoke();
        clinic.renewed(platform.enrolment()::enrol, platform.clock.instant());
        assertEquals("CERTIFICATE_REVOKED", refusal(clinic, clinic.renewal(next.request())));
    }

    /** A release forgets which journal is the right one, not what both of them held. */
    @Test
    void queueSignedBeforeARenewalOutlivesAQuarantine() {
        SignedRequest sold = placed(clinic.settle(order("100")), journal);
        contact(clinic);
        ChainedJournal clone = journal.copy();
        journal.note("one");
        contact(clinic);
        TestTerminal renewed = renewed();
        assertEquals("JOURNAL_FORKED", refusal(renewed, renewed.signIn(clone)));
        platform.ledger.run(tx -> new Journals(tx, key()).release(platform.clock.instant()));

        SignedRequest next = renewed.placed(renewed.settle(order("200")), journal);
        assertEquals("TERMINAL_QUARANTINED", refusal(renewed, sold));
        assertEquals("TERMINAL_QUARANTINED", refusal(renewed, next));
        contact(renewed);
        booked(renewed, sold);
        booked(renewed, next);
    }

    private static Order order(String yuan) {
        return Order.of(DeskFixture.IN_SERVICE, DeskFixture.IN_SERVICE_CERTNO, "2023-05-05T09:30:00", yuan);
    }

    private SignedRequest placed(SignedRequest message, ChainedJournal into) {
        return clinic.placed(message, into);
    }

    private EnrolmentAnswer granted(TerminalEnrolment next) {
        Answer answer = platform.ask(clinic, clinic.renewal(next.request()));
        Answer.Done done = assertInstanceOf(Answer.Done.class, answer);
        return EnrolmentAnswer.decode(((RenewalOutput) done.output()).answer().toArray());
    }

    private TestTerminal renewed() {
        return clinic.renewed(
                (profile, request) -> {
                    Answer.Done done = (Answer.Done) platform.ask(clinic, clinic.renewal(request));
                    return EnrolmentAnswer.decode(
                            ((RenewalOutput) done.output()).answer().toArray());
                },
                platform.clock.instant());
    }

    private void contact(TestTerminal terminal) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, platform.ask(terminal, terminal.signIn(journal)));
        journal.countersigned(((SignInOutput) done.output()).headinfo().head(), WORD);
    }

    private void booked(TestTerminal from, SignedRequest message) {
        assertInstanceOf(PlatformAnswer.Booked.class, platform.booked(from, message));
    }

    private String refusal(TestTerminal from, SignedRequest message) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, platform.ask(from, message));
        return refused.header().errCode();
    }

    private static TerminalKey key() {
        return new TerminalKey("H37010200001", 'A');
    }

    private void revoke() {
        boolean revoked =
                platform.ledger.inTransaction(tx -> new Certificates(tx, key()).revoke(platform.clock.instant()));
        assertEquals(true, revoked);
    }

    private List<Certificates.Held> certificates() {
        return platform.ledger.inTransaction(tx -> new Certificates(tx, key()).all());
    }

    private List<String> alarms() {
        return platform.ledger.inTransaction(tx -> new Terminals(tx).alarms()).stream()
                .map(Terminals.Alarm::code)
                .toList();
    }

    private int entries() {
        return platform.ledger.inTransaction(tx -> new Entries(tx).all()).size();
    }
}
