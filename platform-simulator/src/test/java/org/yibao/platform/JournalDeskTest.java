package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.Answer;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.Transaction;
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
    private static final Duration SECOND = Duration.ofSeconds(1);
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
        HeadNode lying = new HeadNode(
                2, "ab".repeat(32), 2, honest.baseNo(), honest.baseHash(), honest.links(), List.of(), null);
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
        reopen();
        assertRefused(journal);
        TestTerminal neighbour = platform.clinic('B', "2");
        assertInstanceOf(Answer.Done.class, platform.ask(neighbour, neighbour.signIn(new ChainedJournal())));
    }

    @Test
    void platformThatWasRestoredBelievesItsOwnWordAndRaisesOneAlarm() {
        contact(journal.note("one"));
        backUp();
        contact(journal.note("two"));
        contact(journal.note("three"));
        restore();
        contact(journal.note("four"));
        contact(journal);
        contact(journal.note("five"));
        assertEquals(Optional.of(journal.head()), journals(Journals::countersigned));
        assertBehindOnce();
    }

    /** The ledger learned the base from a message that came before the head. */
    @Test
    void baseThatOnlyAMessageNamedIsBehindToo() {
        contact(journal.note("one"));
        backUp();
        contact(journal.note("two"));
        restore();
        booked(placed(clinic.settle(order("100"))));
        contact(journal);
        assertBehindOnce();
    }

    @Test
    void whatIsNoWordOfThisPlatformOnThisBaseOfThisTerminalIsNotBelieved() {
        contact(journal.note("one"));
        ChainedJournal older = journal.copy();
        TestTerminal neighbour = platform.clinic('B', "2");
        ChainedJournal neighbours = journal.copy();
        backUp();
        SignedRequest sale = clinic.settle(order("100"));
        Bytes ofASale = platform.send(clinic, sale).encode();
        contact(journal.note("two"));
        contact(neighbour, neighbours.note("two"));
        assertEquals(journal.head(), neighbours.head());
        ChainedJournal later = journal.copy().note("three");
        contact(later);
        SignedJson word =
                SignedJson.decode(journal.countersignature(journal.head()).orElseThrow());
        Answer truly = Answer.decode(Transaction.SIGN_IN, word.json());
        Map<String, Optional<Bytes>> words = new LinkedHashMap<>();
        words.put("none", Optional.empty());
        words.put("no answer", Optional.of(WORD));
        words.put("of a sale", Optional.of(ofASale));
        words.put("of an earlier head", older.countersignature(older.head()));
        words.put("of a later head", later.countersignature(later.head()));
        words.put("of a neighbour on the same head", neighbours.countersignature(neighbours.head()));
        words.put("altered", Optional.of(altered(word).encode()));
        words.put("forged by the terminal", Optional.of(signed(clinic, truly).encode()));
        words.put(
                "of another platform under this one's name",
                Optional.of(DeskFixture.signedElsewhere(truly.encode()).encode()));
        words.put(
                "forged under this platform's certificate id",
                Optional.of(new SignedJson(
                                word.json(),
                                word.certificateId(),
                                signed(clinic, truly).signature())
                        .encode()));
        HeadNode bare = HeadNode.of(journal.proof(journal.head(), 1));
        words.forEach((name, bytes) -> {
            restore();
            HeadNode headinfo = bytes.map(bare::vouchedBy).orElse(bare);
            assertInstanceOf(Answer.Refused.class, ask(clinic.signIn(headinfo)), name);
            assertEquals("BASE_UNKNOWN", quarantine().orElseThrow().reason(), name);
            assertEquals(List.of("JOURNAL_FORKED"), codes(), name);
        });
        restore();
        assertInstanceOf(
                Answer.Done.class,
                ask(clinic.signIn(bare.vouchedBy(word.encode()))),
                "only the word was wrong with the others");
    }

    /** Without a backup: the clone was countersigned further than the journal that a technician chose. */
    @Test
    void trueWordFromBeforeAReleaseIsNoProof() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        contact(clone.note("its two").note("its three").note("its four"));
        assertForked(journal.note("two"), "WENT_BACK");
        release();
        contact(journal);
        assertForked(clone, "BASE_UNKNOWN", 2);
    }

    @Test
    void copyOfTheTimeOfTheBackupIsStoppedOnceTheTerminalCame() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        backUp();
        contact(journal.note("two").note("three"));
        restore();
        contact(journal);
        for (String more : List.of("its two", "its three", "its four")) {
            clone.note(more);
        }
        HeadNode firstStep = HeadNode.of(clone.proof(clone.base(), 1));
        assertInstanceOf(Answer.Refused.class, ask(clinic.signIn(firstStep)), "a step into what is not known");
        assertEquals("WENT_BACK", quarantine().orElseThrow().reason());
        assertEquals(List.of("LEDGER_BEHIND", "JOURNAL_FORKED"), codes());
    }

    @Test
    void copyOfALaterTimeWithItsTrueWordIsStoppedOnceTheTerminalCame() {
        contact(journal.note("one"));
        backUp();
        contact(journal.note("two"));
        ChainedJournal clone = journal.copy();
        contact(journal.note("three"));
        restore();
        contact(journal);
        assertRefused(clone.note("other").note("more"));
        assertEquals("BASE_UNKNOWN", quarantine().orElseThrow().reason());
        assertEquals(List.of("LEDGER_BEHIND", "JOURNAL_FORKED"), codes());
    }

    @Test
    void copyThatCameFirstIsFoundWhenTheTerminalComes() {
        contact(journal.note("one"));
        ChainedJournal clone = journal.copy();
        backUp();
        contact(journal.note("two"));
        restore();
        contact(clone.note("its two"));
        assertRefused(journal);
        assertEquals("TWO_HASHES", quarantine().orElseThrow().reason());
        assertRefused(clone);
        assertEquals(List.of("JOURNAL_FORKED"), codes());
    }

    @Test
    void trueWordOnTheBaseExcusesNothingThatFollows() {
        contact(journal.note("one"));
        backUp();
        contact(journal.note("two"));
        Bytes word = journal.countersignature(journal.head()).orElseThrow();
        ChainedJournal clone = journal.copy();
        ChainedJournal noted = journal.copy().note("three").note("four");

        restore();
        HeadNode honest = HeadNode.of(noted.proof(journal.head(), 1));
        HeadNode lying = new HeadNode(
                3, "ab".repeat(32), 4, honest.baseNo(), honest.baseHash(), honest.links(), List.of(), null);
        assertInstanceOf(Answer.Refused.class, ask(clinic.signIn(lying.vouchedBy(word))));
        assertEquals("LINKS_LEAD_ELSEWHERE", quarantine().orElseThrow().reason());

        restore();
        booked(clinic.placed(clinic.settle(order("100")), clone.copy().note("its three")));
        assertForked(noted, "TWO_HASHES");

        restore();
        booked(clinic.placed(clinic.settle(order("200")), clone.copy()));
        placed(clinic.settle(order("300")));
        assertForked(journal, "TWO_MESSAGES");
    }

    /** What the decision on restored platforms says of them; the repair is not the journal's. */
    @Test
    void gapsOfARestoredLedgerAreWhatTheLastHeadItKnowsOrALaterOneNames() {
        contact(journal.note("one"));
        SignedRequest named = placed(clinic.settle(order("100")));
        contact(journal);
        backUp();
        SignedRequest lost = placed(clinic.settle(order("200")));
        booked(named);
        booked(lost);
        contact(journal);
        SignedRequest after = placed(clinic.settle(order("300")));
        booked(after);
        restore();
        contact(journal);
        assertEquals(
                List.of(named.request().id().value(), after.request().id().value()),
                gaps().stream().map(gap -> gap.queued().omsgid()).toList());
        assertEquals(0, entries());
        assertBehindOnce();
    }

    private void assertBehindOnce() {
        assertEquals(List.of("LEDGER_BEHIND"), codes());
        assertEquals(Optional.empty(), quarantine());
    }

    private List<String> codes() {
        return alarms().stream().map(Terminals.Alarm::code).toList();
    }

    private static SignedJson altered(SignedJson word) {
        byte[] json = Arrays.copyOf(word.json().toArray(), word.json().length() + 1);
        json[json.length - 1] = ' ';
        return new SignedJson(Bytes.of(json), word.certificateId(), word.signature());
    }

    private static SignedJson signed(TestTerminal terminal, Answer answer) {
        return MessageSigner.of(terminal.identity()).sign(answer.encode());
    }

    private void backUp() {
        copied(ledger(), backup());
    }

    /** Brings the ledger of the last backup back; time goes on. */
    private void restore() {
        copied(backup(), ledger());
    }

    private Path ledger() {
        return folder.resolve("ledger.db");
    }

    private Path backup() {
        return folder.resolve("backup.db");
    }

    private void copied(Path from, Path to) {
        platform.close();
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        reopen();
    }

    private void reopen() {
        Instant now = platform.clock.instant();
        platform.close();
        platform = DeskFixture.in(folder);
        platform.clock.pass(Duration.between(platform.clock.instant(), now));
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

    /** Signs in, a second after whatever was before, and keeps the countersignature. */
    private void contact(ChainedJournal from) {
        contact(clinic, from);
    }

    private void contact(TestTerminal terminal, ChainedJournal from) {
        platform.clock.pass(SECOND);
        SignedRequest message = terminal.signIn(from);
        SignedJson answer = platform.send(terminal, message);
        from.countersigned(proved(message.read(answer)), answer.encode());
    }

    private JournalHead proved(SignedRequest message) {
        return proved(ask(message));
    }

    private static JournalHead proved(Answer answer) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, answer);
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
