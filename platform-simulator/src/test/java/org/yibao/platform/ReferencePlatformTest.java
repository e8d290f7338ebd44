package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.link.session.LineState;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.clock.ClockGuard;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.clock.ClockMarks;
import org.yibao.settlement.clock.ClockReading;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** The whole platform over real TLS, with terminals on platform-link's own client side. */
class ReferencePlatformTest {
    private static final String DAY = "2023-05-05T10:00:00";
    private static final TerminalKey CLINIC_A = new TerminalKey("H37010200001", 'A');

    @TempDir
    private Path folder;

    /** Sessions need a clock that runs; the policy needs a day of 2023. */
    private final InstantSource clock =
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2023-05-05T02:00:00Z")));

    private final List<AutoCloseable> open = new ArrayList<>();
    private ReferencePlatform platform;
    private TestTerminal clinic;

    @BeforeEach
    void start() {
        platform = ReferencePlatform.start(settings());
        clinic = TestTerminal.clinic('A', "2", platform.enrolment()::enrol, clock.instant());
    }

    private PlatformSettings settings() {
        return PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), clock);
    }

    private LineTerminal connected(TestTerminal terminal) {
        return connected(terminal, new ChainedJournal());
    }

    private LineTerminal connected(TestTerminal terminal, ChainedJournal journal) {
        LineTerminal line =
                new LineTerminal(terminal, journal, platform.address().getPort(), clock);
        open.add(0, line);
        line.await(LineState.ONLINE);
        return line;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        platform.close();
    }

    private static Order inService(String yuan) {
        return Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, yuan);
    }

    private static PlatformAnswer.Booked booked(Delivery delivery) {
        Delivery.Answered answered = assertInstanceOf(Delivery.Answered.class, delivery);
        return assertInstanceOf(PlatformAnswer.Booked.class, answered.answer());
    }

    private Amount paid() {
        return platform.control().cum(IN_SERVICE, 2023).amount("OPT_PAY");
    }

    @Test
    void signsInAndCountersignsTheJournalsHead() {
        ChainedJournal journal = new ChainedJournal().note("first").note("second");
        connected(clinic, journal);

        assertEquals(1, platform.control().connections());
        assertEquals(Optional.of(journal.head()), platform.control().countersigned(CLINIC_A));
    }

    @Test
    void aTerminalHearsInTheCountersignatureThatItsClockIsOff() {
        assertEquals(Optional.empty(), judged(Duration.ZERO));
        assertEquals(Optional.of(FaultCode.CLOCK_OFF_PLATFORM), judged(Duration.ofMinutes(11)));
        assertEquals(Optional.of(FaultCode.CLOCK_OFF_PLATFORM), judged(Duration.ofMinutes(-11)));
    }

    private Optional<FaultCode> judged(Duration wrong) {
        InstantSource own = () -> clock.instant().plus(wrong);
        try (LineTerminal line = new LineTerminal(
                clinic, new ChainedJournal(), platform.address().getPort(), own)) {
            ClockMarks none = new ClockMarks(Optional.empty(), Optional.empty());
            ClockGuard guard = new ClockGuard(ClockLimits.DEFAULT, none, ClockReading.of(own, clock));
            guard.heard(line.heard(), clock.instant());
            return guard.judge(ClockReading.of(own, clock)).map(ClockFault::code);
        }
    }

    @Test
    void theJournalIsCountersignedOnceMoreBeforeTheTerminalSignsOut() {
        ChainedJournal journal = new ChainedJournal();
        try (LineTerminal line =
                new LineTerminal(clinic, journal, platform.address().getPort(), clock)) {
            line.await(LineState.ONLINE);
            journal.note("written while online");
        }

        assertEquals(Optional.of(journal.head()), platform.control().countersigned(CLINIC_A));
    }

    private void signsInAndOut(ChainedJournal journal) {
        try (LineTerminal line =
                new LineTerminal(clinic, journal, platform.address().getPort(), clock)) {
            line.await(LineState.ONLINE);
        }
    }

    @Test
    void forkedTerminalIsListedAndGoesOnOnceItIsReleased() {
        ChainedJournal journal = new ChainedJournal().note("one");
        signsInAndOut(journal);
        ChainedJournal restored = journal.copy();
        signsInAndOut(journal.note("two"));
        LineTerminal line =
                new LineTerminal(clinic, restored, platform.address().getPort(), clock);
        open.add(0, line);

        line.await(LineState.QUARANTINED);

        assertTrue(restored.quarantine().orElseThrow().startsWith("JOURNAL_FORKED "));
        Journals.Quarantine listed = platform.control().quarantined().get(0);
        assertEquals(List.of(CLINIC_A, 2L), List.of(listed.terminal(), listed.goodNumber()));
        platform.control().release(CLINIC_A);
        line.await(LineState.ONLINE);
        assertEquals(List.of(), platform.control().quarantined());
        assertEquals(Optional.of(restored.head()), platform.control().countersigned(CLINIC_A));
    }

    @Test
    void voucherMintedHereIsDecodedOnceOverTheLine() {
        LineTerminal line = connected(clinic);
        String code = platform.control().mintVoucher(IN_SERVICE);

        assertTrue(code.matches("\\d{22}370100"));
        InsuredCard card = new InsuredCard.ElectronicVoucher(code);
        PersonReply first = line.gateway()
                .person(clinic.nextId(), card, LineTerminal.PATIENCE)
                .toCompletableFuture()
                .join();
        PersonReply second = line.gateway()
                .person(clinic.nextId(), card, LineTerminal.PATIENCE)
                .toCompletableFuture()
                .join();
        assertEquals(
                IN_SERVICE,
                assertInstanceOf(PersonReply.Known.class, first)
                        .snapshot()
                        .person()
                        .psnNo());
        assertEquals(
                "VOUCHER_NOT_USABLE",
                assertInstanceOf(PersonReply.Refused.class, second).code());
    }

    @Test
    void droppedAnswerIsBookedAndTheRepeatGetsIt() {
        LineTerminal line = connected(clinic);
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.control().drop(1);

        CompletableFuture<Delivery> lost = line.send(sale, LineTerminal.PATIENCE);
        booked(line.deliver(clinic.settle(inService("10.00")), LineTerminal.PATIENCE));
        assertEquals(Amount.parse("287.00"), paid());
        assertEquals(false, lost.isDone());

        Delivery.Answered repeated = line.answered(sale);
        assertEquals(Amount.parse("280.00"), booked(repeated).breakdown().fundPaySumamt());
        assertEquals(repeated.evidence(), line.answered(sale).evidence());
        assertEquals(Amount.parse("287.00"), paid());
    }

    @Test
    void duplicatedAnswerDisturbsNothing() {
        LineTerminal line = connected(clinic);
        platform.control().duplicate(2);

        booked(line.deliver(clinic.settle(inService("1000.00")), LineTerminal.PATIENCE));
        booked(line.deliver(clinic.settle(inService("10.00")), LineTerminal.PATIENCE));

        assertEquals(2, platform.control().totals().settlements());
    }

    @Test
    void cutEndsTheLineAndRestoreBringsItBack() {
        LineTerminal line = connected(clinic);
        platform.control().cut();
        line.await(LineState.OFFLINE);
        line.await(LineState.OFFLINE);
        assertInstanceOf(
                Delivery.Unreachable.class, line.deliver(clinic.settle(inService("10.00")), LineTerminal.SHORT));

        platform.control().restore();

        line.await(LineState.ONLINE);
        booked(line.deliver(clinic.settle(inService("10.00")), LineTerminal.PATIENCE));
        assertEquals(1, platform.control().totals().settlements());
    }

    @Test
    void terminalsThatServeOnePersonAreServedOneAfterTheOther() {
        TestTerminal second = TestTerminal.clinic('B', "2", platform.enrolment()::enrol, clock.instant());
        LineTerminal one = connected(clinic);
        LineTerminal other = connected(second);
        List<CompletableFuture<Delivery>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(one.send(clinic.settle(inService("100.00")), LineTerminal.PATIENCE));
            all.add(other.send(second.settle(inService("100.00")), LineTerminal.PATIENCE));
        }

        Amount funds = Amount.ZERO;
        for (CompletableFuture<Delivery> each : all) {
            funds = funds.plus(booked(each.join()).breakdown().fundPaySumamt());
        }

        // 2 000 less the deductible of 600, at 70 %, however the two took turns.
        assertEquals(Amount.parse("980.00"), funds);
        assertEquals(Amount.parse("980.00"), paid());
        Totals both = platform.control().totals();
        assertEquals(20, both.settlements());
        assertEquals(funds, both.tenders().funds());
        assertEquals(
                10,
                platform.control().totals(new TerminalKey("H37010200001", 'B')).settlements());
    }

    @Test
    void restartKeepsEverything() {
        LineTerminal line = connected(clinic);
        SignedRequest sale = clinic.settle(inService("1000.00"));
        Delivery.Answered first = line.answered(sale);
        SignedRequest barred = clinic.settle(inService("10.00"));
        line.answered(clinic.reverse(barred));
        Totals before = platform.control().totals();

        platform.close();
        platform = ReferencePlatform.start(settings());

        LineTerminal again = connected(clinic);
        assertEquals(before, platform.control().totals());
        assertEquals(first.evidence(), again.answered(sale).evidence());
        assertEquals(Amount.parse("280.00"), paid());
        PlatformAnswer late = again.answered(barred).answer();
        assertEquals(
                "MSGID_BARRED",
                assertInstanceOf(PlatformAnswer.Refused.class, late).code());
    }

    @Test
    void totalsCountAVoidAsARowOfItsOwnAndAReversedSaleNotAtAll() {
        LineTerminal line = connected(clinic);
        SignedRequest kept = clinic.settle(inService("1000.00"));
        SignedRequest voided = clinic.settle(inService("100.00"));
        SignedRequest reversed = clinic.settle(inService("50.00"));
        List.of(kept, voided, reversed).forEach(line::answered);
        line.answered(clinic.takeBack(voided));
        line.answered(clinic.reverse(reversed));

        Totals totals = platform.control().totals();

        assertEquals(3, totals.settlements());
        assertEquals(Amount.parse("1000.00"), totals.tenders().medfee());
        assertEquals(Amount.parse("280.00"), totals.tenders().funds());
        assertEquals(Amount.parse("720.00"), totals.tenders().cash());
        assertEquals(
                List.of(Entry.State.BOOKED, Entry.State.VOIDED, Entry.State.REVERSED, Entry.State.BOOKED),
                platform.control().entries().stream().map(Entry::state).toList());
    }

    @Test
    void saleElsewhereMovesTheAccumulatorsAndIsNobodysHere() {
        Entry elsewhere = platform.control().sellElsewhere(IN_SERVICE, Amount.parse("1000.00"));

        assertEquals(Amount.parse("280.00"), elsewhere.tenders().funds());
        assertEquals(Amount.parse("280.00"), paid());
        assertEquals(0, platform.control().totals().settlements());
        assertEquals(1, platform.control().entries().size());
        assertThrows(
                PlatformException.class, () -> platform.control().sellElsewhere("nobody", Amount.parse("1000.00")));
    }

    @Test
    void delayedAnswerComesLateAndIsTheSame() {
        LineTerminal line = connected(clinic);
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.control().delay(LineTerminal.SHORT.multipliedBy(3));

        CompletableFuture<Delivery> late = line.send(sale, LineTerminal.PATIENCE);
        long before = System.nanoTime();
        booked(late.join());

        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(LineTerminal.SHORT) > 0);
        platform.control().delay(Duration.ZERO);
        line.answered(sale);
    }

    @Test
    void folderOfARunningPlatformIsNotGivenAway() {
        assertThrows(PlatformException.class, () -> ReferencePlatform.start(settings()));
    }

    @Test
    void faultsHaveTheirLimits() {
        PlatformControl control = platform.control();
        assertThrows(PlatformException.class, () -> control.drop(-1));
        assertThrows(PlatformException.class, () -> control.duplicate(Faults.ANSWERS_MAX + 1));
        assertThrows(PlatformException.class, () -> control.delay(Faults.DELAY_MAX.plusMillis(1)));
        control.delay(Faults.DELAY_MAX);
        control.duplicate(Faults.ANSWERS_MAX);
    }
}
