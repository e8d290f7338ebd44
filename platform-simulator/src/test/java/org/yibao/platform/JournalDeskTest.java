package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.link.message.Answer;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.SignInOutput;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.PlatformAnswer;

/** What the platform makes of journals that go on, go back, and come twice. */
class JournalDeskTest {
    private static final Bytes WORD = Bytes.of(new byte[] {1});
    private static final String DAY = "2023-05-05T09:30:00";

    @TempDir
    Path folder;

    private DeskFixture platform;
    private TestTerminal clinic;
    private final ChainedJournal journal = new ChainedJournal();

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        clinic = platform.clinic('A', "2");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void journalThatGoesOnIsCountersigned() {
        contact(journal);
        contact(journal.note("one").note("two"));
        contact(journal);
        assertEquals(Optional.of(journal.head()), journals(Journals::countersigned));
        assertEquals(List.of(), alarms());
    }

    @Test
    void answerThatWasLostIsNoFork() {
        contact(journal.note("one"));
        journal.note("two");
        ask(clinic.signIn(journal));
        journal.note("three");
        contact(journal);
        assertEquals(List.of(), alarms());
    }

    @Test
    void yesterdaysCopyIsQuarantinedAtItsFirstContact() {
        contact(journal.note("one"));
        ChainedJournal yesterday = journal.copy();
        contact(journal.note("two"));
        assertForked(yesterday, "WENT_BACK");
    }

    @Test
    void yesterdaysCopyThatSoldOnIsQuarantined() {
        contact(journal.note("one"));
        ChainedJournal yesterday = journal.copy();
        contact(journal.note("two"));
        assertForked(yesterday.note("other").note("more"), "TWO_HASHES");
    }

    @Test
    void ofTwoClonesTheSecondToSignInAfterTheOtherMovedOnIsQuarantined() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        contact(clone);
        contact(journal.note("two"));
        assertForked(clone.note("other"), "TWO_HASHES");
    }

    @Test
    void bothClonesAreStoppedUntilATechnicianDecides() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        contact(journal.note("two"));
        assertForked(clone, "WENT_BACK");
        journal.note("three");
        assertRefused(journal);
        release();
        contact(journal);
        assertForked(clone, "WENT_BACK", 2);
    }

    @Test
    void blankJournalUnderAKnownNameIsQuarantined() {
        contact(journal.note("one"));
        assertForked(new ChainedJournal(), "WENT_BACK");
    }

    @Test
    void baseThatWasNeverCountersignedIsQuarantined() {
        contact(journal.note("one"));
        ChainedJournal elsewhere = journal.copy().note("two").note("three");
        elsewhere.countersigned(elsewhere.head(), WORD);
        assertForked(elsewhere.note("four"), "BASE_UNKNOWN");
    }

    /** As a store begins whose older records cannot be proved one by one. */
    @Test
    void firstProofOfATerminalIsBelievedFromItsBaseOn() {
        journal.note("old").note("old too");
        journal.countersigned(journal.head(), WORD);
        JournalHead base = journal.head();
        contact(journal.note("new"));
        ChainedJournal without = new ChainedJournal().note("old");
        assertEquals(Optional.of(base.hash()), journals(known -> known.hash(2)));
        assertForked(without, "BASE_UNKNOWN");
    }

    @Test
    void linksThatLeadElsewhereAreQuarantined() {
        contact(journal.note("one"));
        ChainedJournal edited = journal.copy().note("two");
        HeadNode honest = HeadNode.of(edited.proof(journal.head(), 1));
        HeadNode lying =
                new HeadNode(2, "ab".repeat(32), 2, honest.baseNo(), honest.baseHash(), honest.links(), List.of());
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, ask(clinic.goOn(lying)));
        assertEquals("JOURNAL_FORKED", refused.header().errCode());
        assertEquals("LINKS_LEAD_ELSEWHERE", quarantine().orElseThrow().reason());
    }

    @Test
    void longJournalIsProvedInStepsAndAnEarlierStepIsNoWayBack() {
        contact(journal);
        for (int record = 1; record <= 2 * HeadNode.RECORDS_MAX + 1; record++) {
            journal.note("record " + record);
        }
        assertEquals(HeadNode.RECORDS_MAX, proved(clinic.signIn(journal)).number());
        JournalHead second = proved(clinic.goOn(journal, proved(clinic.signIn(journal))));
        assertEquals(2L * HeadNode.RECORDS_MAX, second.number());
        assertEquals(HeadNode.RECORDS_MAX, proved(clinic.signIn(journal)).number(), "no answer was kept: again from 0");
        assertEquals(journal.head(), proved(clinic.goOn(journal, second)));
        assertEquals(List.of(), alarms());
    }

    @Test
    void messagesComeInAnyOrderAndLate() {
        contact(journal);
        SignedRequest first = placed(clinic.settle(order("100")));
        SignedRequest second = placed(clinic.settle(order("200")));
        SignedRequest third = placed(clinic.takeBack(first));
        contact(journal.note("answered"));
        booked(second);
        booked(first);
        booked(third);
        booked(first);
        assertEquals(List.of(), alarms());
        assertEquals(List.of(), gaps());
    }

    @Test
    void missingMessageIsAGapUntilItComes() {
        contact(journal);
        SignedRequest first = placed(clinic.settle(order("100")));
        journal.note("told");
        SignedRequest second = placed(clinic.settle(order("200")));
        contact(journal);
        booked(second);
        assertEquals(
                List.of(new Journals.Gap(
                        key(),
                        platform.day(),
                        new Journals.Queued(1, first.request().id().value()))),
                gaps());
        booked(first);
        assertEquals(List.of(), gaps());
    }

    @Test
    void messageThatAReversalBarredIsNoGap() {
        contact(journal);
        SignedRequest sale = placed(clinic.settle(order("100")));
        SignedRequest reversal = placed(clinic.reverse(sale));
        contact(journal);
        assertEquals(2, gaps().size());
        assertTrue(!platform.wasHeld(clinic, reversal));
        assertEquals(List.of(), gaps());
    }

    @Test
    void secondMessageOfARecordIsNotBookedAndQuarantines() {
        contact(journal);
        ChainedJournal clone = journal.copy();
        booked(placed(clinic.settle(order("100"))));
        SignedRequest others = clinic.placed(clinic.settle(order("200")), clone);
        assertWaits(others);
        assertEquals("TWO_MESSAGES", quarantine().orElseThrow().reason());
        assertEquals(1, entries());
    }

    @Test
    void messageAfterAnotherRecordThanIsKnownIsNotBookedAndQuarantines() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        contact(journal.note("two"));
        clone.note("other");
        assertWaits(clinic.placed(clinic.settle(order("200")), clone));
        assertEquals("TWO_HASHES", quarantine().orElseThrow().reason());
        assertEquals(0, entries());
    }

    @Test
    void inQuarantineEarlierMessagesAreStillPaidAndLaterOnesWaitForTheRelease() {
        contact(journal);
        SignedRequest earlier = placed(clinic.settle(order("100")));
        contact(journal);
        ChainedJournal stolen = new ChainedJournal();
        SignedRequest later = placed(clinic.settle(order("200")));
        SignedRequest theirs = clinic.placed(clinic.settle(order("300")), stolen);
        assertForked(stolen, "TWO_HASHES");
        booked(earlier);
        assertWaits(later);
        assertWaits(theirs);
        assertWaits(clinic.settle(order("400")));
        assertEquals(1, entries());
        release();
        contact(journal);
        booked(later);
        assertEquals(2, entries());
    }

    @Test
    void messageOfTheTimeBeforePlacesIsBooked() {
        contact(journal);
        booked(clinic.settle(order("100")));
        assertEquals(List.of(), alarms());
    }

    @Test
    void quarantineIsOfOneTerminalAndOutlivesARestart() {
        contact(journal.note("one"));
        assertForked(new ChainedJournal(), "WENT_BACK");
        platform.close();
        platform = DeskFixture.in(folder);
        assertRefused(journal);
        TestTerminal neighbour = platform.clinic('B', "2");
        assertInstanceOf(Answer.Done.class, platform.ask(neighbour, neighbour.signIn(new ChainedJournal())));
    }

    private static Order order(String yuan) {
        return Order.of(DeskFixture.IN_SERVICE, DeskFixture.IN_SERVICE_CERTNO, DAY, yuan);
    }

    private SignedRequest placed(SignedRequest message) {
        return clinic.placed(message, journal);
    }

    private Answer ask(SignedRequest message) {
        return platform.ask(clinic, message);
    }

    /** Signs in and keeps the countersignature. */
    private void contact(ChainedJournal from) {
        from.countersigned(proved(clinic.signIn(from)), WORD);
    }

    private JournalHead proved(SignedRequest message) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, ask(message));
        return done.output() instanceof SignInOutput signIn
                ? signIn.headinfo().head()
                : ((HeadOutput) done.output()).headinfo().head();
    }

    private void assertForked(ChainedJournal from, String reason) {
        assertForked(from, reason, 1);
    }

    private void assertForked(ChainedJournal from, String reason, int alarms) {
        assertRefused(from);
        assertEquals(reason, quarantine().orElseThrow().reason());
        assertEquals(
                List.of("JOURNAL_FORKED"),
                alarms().stream().map(Terminals.Alarm::code).distinct().toList());
        assertEquals(alarms, alarms().size());
    }

    private void assertRefused(ChainedJournal from) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, ask(clinic.signIn(from)));
        assertEquals("JOURNAL_FORKED", refused.header().errCode());
        assertTrue(
                refused.header().errMsg().contains("联系技术人员"), refused.header().errMsg());
    }

    private void assertWaits(SignedRequest message) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, ask(message));
        assertEquals("TERMINAL_QUARANTINED", refused.header().errCode());
        assertTrue(refused.mayComeAgain());
    }

    private void booked(SignedRequest message) {
        assertInstanceOf(PlatformAnswer.Booked.class, platform.booked(clinic, message));
    }

    private interface Asking<T> {
        T of(Journals journals);
    }

    private <T> T journals(Asking<T> asking) {
        return platform.ledger.inTransaction(tx -> asking.of(new Journals(tx, key())));
    }

    private TerminalKey key() {
        return new TerminalKey(clinic.name().institutionCode(), clinic.name().letter());
    }

    private Optional<Journals.Quarantine> quarantine() {
        return journals(Journals::quarantine);
    }

    private void release() {
        boolean released = journals(journals -> journals.release(platform.clock.instant()));
        assertTrue(released);
    }

    private List<Terminals.Alarm> alarms() {
        return platform.ledger.inTransaction(tx -> new Terminals(tx).alarms());
    }

    private List<Journals.Gap> gaps() {
        return platform.ledger.inTransaction(Journals::gaps);
    }

    private int entries() {
        return platform.ledger.inTransaction(tx -> new Entries(tx).all()).size();
    }
}
