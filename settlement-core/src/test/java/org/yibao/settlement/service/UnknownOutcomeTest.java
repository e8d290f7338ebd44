package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PatientWord;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.doubt.DoubtWatch;
import org.yibao.settlement.doubt.InquiryLimits;
import org.yibao.settlement.doubt.InquiryRunner;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.Statement;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.turn.Turns;

/** Each doubt ends booked, not booked, reversed or by hand, and the cashier knows what to say at every moment. */
final class UnknownOutcomeTest {
    private static final String VOUCHER = "3701020000000000000000370100";
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Delivery OTHER_BYTES = new Delivery.Conflict("MSGID_REUSED", "内容不同");

    private final PersonSnapshot person = Persons.person(1);
    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 5);
    private final Counter counter = new Counter(platform, store, new Counter.MovingClock(), Duration.ofMillis(60));

    UnknownOutcomeTest() {
        platform.knows(person, VOUCHER);
    }

    @AfterEach
    void closeCounter() {
        counter.close();
    }

    @Test
    void aDoubtThatThePlatformBookedIsProvedByItsStatement() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(PatientWord.WAITING_SOLD, counter.service.wordOn(sold));
        assertEquals(List.of(sold), counter.service.openDoubts(TODAY));
        platform.states(about -> booked(sold));
        Settlement proved = said(sold.id());
        assertEquals(SettlementState.ACKNOWLEDGED, proved.state());
        assertEquals(PatientWord.BOOKED, counter.service.wordOn(proved));
        assertEquals(List.of(), counter.service.openDoubts(TODAY));
        assertEquals(0, store.size());
    }

    @Test
    void aDoubtThatThePlatformDidNotBookIsProvedAndFollowedUp() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        Settlement sold = counter.sold(person, 30_000, "k1");
        platform.states(about -> decided(new PlatformAnswer.Refused("MSGID_BARRED", "已冲正")));
        Settlement proved = said(sold.id());
        assertEquals(SettlementState.REJECTED, proved.state());
        assertTrue(proved.needsFollowUp());
        assertEquals(PatientWord.NOT_BOOKED_SOLD, counter.service.wordOn(proved));
    }

    @Test
    void aStatementThatNothingCameMovesNothingAndTheSameBytesGoOn() {
        AtomicInteger tries = new AtomicInteger();
        platform.script(message -> tries.incrementAndGet() < 3
                ? CompletableFuture.completedFuture(new Delivery.OutcomeUnknown("lost"))
                : ScriptedPlatform.SILENCE);
        Settlement sold = counter.sold(person, 30_000, "k1");
        AskOutcome.Said said = assertInstanceOf(AskOutcome.Said.class, counter.service.ask(sold.id()));
        assertEquals(new Statement.Undecided(), said.statement());
        assertEquals(sold, said.settlement());
        assertEquals(1, store.size());
        List<SignedMessage> sent = platform.delivered();
        assertTrue(sent.stream().allMatch(sent.get(0)::equals));
    }

    @Test
    void aStatementOfOtherContentIsAnAlarmAndNeverTakenForBooked() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        Settlement sold = counter.sold(person, 30_000, "k1");
        platform.states(about -> new Statement.OtherContent("sm3:" + "0".repeat(64)));
        assertEquals(sold, said(sold.id()));
        assertTrue(store.entry(sold.id()).orElseThrow().setAside());
        assertTrue(
                store.entry(sold.id()).orElseThrow().lastFault().startsWith(FaultCode.MESSAGE_OF_OTHER_CONTENT.name()));
        assertEquals(PatientWord.ASIDE_SOLD, counter.service.wordOn(sold));
    }

    @Test
    void whatWaitsNoLongerOrCannotBeAskedIsSaid() {
        Settlement done = counter.sold(person, 10_000, "k1");
        assertEquals(new AskOutcome.Failed(Fault.of(FaultCode.MESSAGE_UNKNOWN)), counter.service.ask(done.id()));
        platform.script(message -> ScriptedPlatform.SILENCE);
        Settlement sold = counter.sold(person, 30_000, "k2");
        platform.cutLine();
        AskOutcome.Failed unheard = assertInstanceOf(AskOutcome.Failed.class, counter.service.ask(sold.id()));
        assertEquals(FaultCode.PLATFORM_UNREACHABLE, unheard.fault().code());
    }

    @Test
    void whatWasSetAsideIsAskedForWithoutAnybody() {
        platform.script(
                message -> CompletableFuture.completedFuture(new Delivery.Unreadable("MESSAGE_MALFORMED", "x")));
        platform.cutLine();
        store.remember(person);
        Settlement sold = counter.sold(person, 30_000, "k1");
        counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertTrue(store.entry(sold.id()).orElseThrow().setAside());
        platform.states(about -> booked(sold));
        CompletableFuture<Settlement> heard = new CompletableFuture<>();
        try (InquiryRunner inquiries = new InquiryRunner(
                new DoubtWatch(InquiryLimits.DEFAULT),
                InquiryLimits.DEFAULT,
                store,
                platform,
                Instant::now,
                (entry, statement) -> {
                    counter.service.stated(entry, statement);
                    heard.complete(store.find(entry.settlement()).orElseThrow());
                },
                Turns.onThread("inquiry"))) {
            inquiries.start();
            assertEquals(
                    SettlementState.ACKNOWLEDGED,
                    heard.orTimeout(10, TimeUnit.SECONDS).join().state());
        }
    }

    // Reversals

    @Test
    void aReversalThatIsItselfUnknownGoesAgainInTheSameBytesAndMovesNothingUntilAnswered() throws InterruptedException {
        CountDownLatch reversals = new CountDownLatch(3);
        CompletableFuture<Delivery> third = new CompletableFuture<>();
        platform.script(message -> {
            if (!message.infno().equals("2601")) {
                return ScriptedPlatform.SILENCE;
            }
            reversals.countDown();
            return reversals.getCount() > 0
                    ? CompletableFuture.completedFuture(new Delivery.OutcomeUnknown("lost"))
                    : third;
        });
        Settlement unmade = unmade();
        MessageId reversal = reversal(unmade);
        do {
            counter.later(Duration.ofSeconds(1));
            counter.runner.wake();
        } while (!reversals.await(20, TimeUnit.MILLISECONDS));
        Settlement reversed = counter.afterAnswerTo(reversal, () -> {
            assertEquals(
                    SettlementState.IN_DOUBT,
                    store.find(unmade.id()).orElseThrow().state());
            third.complete(new Delivery.Answered(new PlatformAnswer.Reversed(true), Sales.evidence("signed")));
        });
        assertEquals(SettlementState.REVERSED, reversed.state());
        List<SignedMessage> sent = platform.delivered().stream()
                .filter(message -> message.infno().equals("2601"))
                .toList();
        assertEquals(3, sent.size());
        assertTrue(sent.stream().allMatch(sent.get(0)::equals));
    }

    @Test
    void theSalesOwnAnswerThatComesAfterItsReversalMakesItNoSale() {
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        CompletableFuture<Delivery> undone = new CompletableFuture<>();
        platform.script(message -> message.infno().equals("2601") ? undone : late);
        Settlement unmade = unmade();
        PersonSnapshot given = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        Settlement reversed = counter.afterAnswerTo(
                reversal(unmade),
                () -> undone.complete(
                        new Delivery.Answered(new PlatformAnswer.Reversed(true), Sales.evidence("signed"))));
        assertEquals(PatientWord.REVERSED, counter.service.wordOn(reversed));
        counter.afterAnswerTo(
                unmade.id(),
                () -> late.complete(new Delivery.Answered(Sales.booked(unmade.sale()), Sales.evidence("signed late"))));
        Settlement after = store.find(unmade.id()).orElseThrow();
        assertEquals(SettlementState.REVERSED, after.state());
        assertFalse(after.needsFollowUp());
        assertEquals(PatientWord.REVERSED, counter.service.wordOn(after));
        assertEquals(given, store.findByPsnNo(person.person().psnNo()).orElseThrow());
    }

    @Test
    void theSalesOwnAnswerThatComesBeforeItsReversalsLeavesTheDoubtToTheReversal() {
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        CompletableFuture<Delivery> undone = new CompletableFuture<>();
        platform.script(message -> message.infno().equals("2601") ? undone : late);
        Settlement unmade = unmade();
        Settlement heard = counter.afterAnswerTo(
                unmade.id(),
                () -> late.complete(new Delivery.Answered(Sales.booked(unmade.sale()), Sales.evidence("signed late"))));
        assertEquals(PatientWord.WAITING_NOT_MADE, counter.service.wordOn(heard));
        assertEquals(List.of(heard), counter.service.openDoubts(TODAY));
        platform.states(about -> decided(new PlatformAnswer.Reversed(true)));
        assertEquals(SettlementState.REVERSED, said(reversal(unmade)).state());
        assertEquals(List.of(), counter.service.openDoubts(TODAY));
    }

    @Test
    void aSaleWhoseIdHoldsOtherContentIsNotMadeAndItsRefusedReversalIsLeftToAPerson() {
        CompletableFuture<Delivery> undone = new CompletableFuture<>();
        platform.script(
                message -> message.infno().equals("2601") ? undone : CompletableFuture.completedFuture(OTHER_BYTES));
        Settlement unmade = settled(counter.settle(counter.quote(person, 30_000), "k1"));
        assertEquals(Told.NOT_MADE, unmade.told());
        Settlement refused = counter.afterAnswerTo(
                reversal(unmade),
                () -> undone.complete(new Delivery.Answered(
                        new PlatformAnswer.Refused("OTHER_CONTENT_HELD", "内容不同"), Sales.evidence("signed"))));
        assertEquals(PatientWord.REVERSAL_REFUSED, counter.service.wordOn(refused));
        assertEquals(List.of(refused), counter.service.followUps(10));
        assertEquals(List.of(refused), counter.service.openDoubts(TODAY));
        Settlement closed = settled(counter.service.close(unmade.id(), Sales.CASHIER, "两地核对，未收款"));
        assertEquals(PatientWord.DECIDED_BY_HAND, counter.service.wordOn(closed));
        assertEquals(List.of(), counter.service.openDoubts(TODAY));
    }

    // Voids

    @Test
    void aVoidWhoseIdHoldsOtherContentWaitsForThePlatformsStatement() {
        Settlement sold = counter.sold(person, 30_000, "k1");
        platform.script(message -> CompletableFuture.completedFuture(OTHER_BYTES));
        Settlement voided = settled(counter.takeBack(sold, "v1"));
        MessageId cancellation = Objects.requireNonNull(voided.cancellation()).id();
        assertTrue(store.entry(cancellation).orElseThrow().setAside());
        assertEquals(PatientWord.ASIDE_VOID, counter.service.wordOn(voided));
        assertEquals(List.of(voided), counter.service.openDoubts(TODAY));
        platform.states(about -> booked(sold));
        Settlement proved = said(cancellation);
        assertEquals(PatientWord.VOIDED, counter.service.wordOn(proved));
        assertEquals(List.of(), counter.service.openDoubts(TODAY));
    }

    // By hand

    @Test
    void whatAnOperatorDecidedNeverGoesAgainAndGivesWayToThePlatformsWord() {
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        platform.script(message -> late);
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertFailed(FaultCode.NOT_SET_ASIDE, counter.service.decide(sold.id(), Sales.CASHIER, "电话核实"));
        counter.service.setAside(sold.id(), Sales.CASHIER, "医保中心核实");
        Settlement decided = settled(counter.service.decide(sold.id(), Sales.CASHIER, "电话核实：未入账"));
        assertEquals(PatientWord.DECIDED_BY_HAND, counter.service.wordOn(decided));
        assertEquals(0, store.size());
        assertEquals(List.of(), counter.service.openDoubts(TODAY));
        assertFailed(FaultCode.MESSAGE_UNKNOWN, counter.service.decide(sold.id(), Sales.CASHIER, "再次"));
        counter.afterAnswerTo(
                sold.id(), () -> late.complete(new Delivery.Answered(Sales.refused(), Sales.evidence("signed late"))));
        Settlement after = store.find(sold.id()).orElseThrow();
        assertEquals(SettlementState.REJECTED, after.state());
        assertTrue(after.needsFollowUp());
    }

    @Test
    void aTillThatWasToldNothingHearsThatWhatWasDecidedByHandIsNotMade() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        QuoteOutcome quoted = counter.quote(person, 30_000);
        Settlement sold = settled(counter.settle(quoted, "k1"));
        Settlement untold = new Settlement(
                sold.sale(),
                SettlementState.SUBMITTED,
                Told.NOTHING,
                null,
                null,
                null,
                null,
                Sales.closure(sold.sale()));
        assertFalse(untold.isOpen());
        assertFalse(untold.unanswered());
        assertEquals(PatientWord.DECIDED_BY_HAND, PatientWord.of(untold, false));
        assertEquals(SettlementState.IN_DOUBT, untold.toldCounter(Told.NOT_MADE).state());
    }

    @Test
    void everyWordHasItsSentence() {
        for (PatientWord word : PatientWord.values()) {
            assertFalse(word.sentence().isBlank());
        }
    }

    private Settlement unmade() {
        Settlement unmade =
                settled(counter.settle(counter.quote(new InsuredCard.ElectronicVoucher(VOUCHER), 30_000), "k1"));
        assertEquals(Told.NOT_MADE, unmade.told());
        assertEquals(PatientWord.WAITING_NOT_MADE, counter.service.wordOn(unmade));
        return unmade;
    }

    private Settlement said(MessageId message) {
        return assertInstanceOf(AskOutcome.Said.class, counter.service.ask(message))
                .settlement();
    }

    private static MessageId reversal(Settlement settlement) {
        return Objects.requireNonNull(settlement.reversal()).id();
    }

    private static Statement booked(Settlement settlement) {
        return decided(Sales.booked(settlement.sale()));
    }

    private static Statement decided(PlatformAnswer answer) {
        return new Statement.Decided(answer, Sales.evidence("signed statement"));
    }

    private static Settlement settled(SettleOutcome outcome) {
        return assertInstanceOf(SettleOutcome.Settled.class, outcome).settlement();
    }

    private static void assertFailed(FaultCode code, SettleOutcome outcome) {
        assertEquals(
                code,
                assertInstanceOf(SettleOutcome.Failed.class, outcome).fault().code());
    }
}
