package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PersonSnapshot.FamilyMember;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.PersonReply;
import org.yibao.settlement.port.PlatformGateway.Reason;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Totals;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Offline;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.testing.SimulatedDisk;

final class SettlementServiceTest {
    private static final String VOUCHER = "3701020000000000000000370100";
    private static final Duration SHORT = Duration.ofMillis(60);

    private final PersonSnapshot person = Persons.person(1);
    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 3);
    private final Counter.MovingClock clock = new Counter.MovingClock();
    private Counter counter = new Counter(platform, store, clock, Counter.PATIENCE);

    SettlementServiceTest() {
        platform.knows(person, VOUCHER);
    }

    @AfterEach
    void closeCounter() {
        counter.close();
    }

    private void impatient() {
        counter.close();
        counter = new Counter(platform, store, clock, SHORT);
    }

    private static Confirmation assertNotNullConfirmation(@Nullable Confirmation confirmation) {
        assertNotNull(confirmation);
        return confirmation;
    }

    // A forked journal

    @Test
    void whileTheJournalIsQuarantinedNothingIsQuotedSoldOrVoided() {
        QuoteOutcome offered = counter.quote(person, 10_000);
        Settlement sold = counter.sold(person, 30_000, "k1");
        JournalHead head = store.head();
        store.quarantined("JOURNAL_FORKED 账本不一致");
        for (boolean online : new boolean[] {true, false}) {
            if (!online) {
                platform.cutLine();
            }
            QuoteOutcome.Failed quote = assertInstanceOf(QuoteOutcome.Failed.class, counter.quote(person, 10_000));
            assertEquals(new Fault(FaultCode.JOURNAL_FORKED, "JOURNAL_FORKED 账本不一致"), quote.fault());
            assertFailed(FaultCode.JOURNAL_FORKED, counter.settle(offered, "k2"));
            assertFailed(FaultCode.JOURNAL_FORKED, counter.takeBack(sold, "v1"));
        }
        assertEquals(head, store.head());
        store.released();
        platform.restoreLine();
        assertEquals(
                SettlementState.VOIDED, settled(counter.takeBack(sold, "v1")).state());
        counter.sold(person, 10_000, "k2");
    }

    @Test
    void aRepeatedCallStillGetsItsFirstAnswerInQuarantine() {
        QuoteOutcome offered = counter.quote(person, 30_000);
        Settlement sold = settled(counter.settle(offered, "k1"));
        Settlement voided = settled(counter.takeBack(sold, "v1"));
        store.quarantined("JOURNAL_FORKED");
        assertEquals(voided, settled(counter.settle(offered, "k1")));
        assertEquals(voided, settled(counter.takeBack(sold, "v1")));
    }

    // A clock that is wrong

    @Test
    void underAWrongClockNothingIsSoldOrVoidedAndQuotesGoOn() {
        Settlement sold = counter.sold(person, 30_000, "k1");
        JournalHead head = store.head();
        counter.clockIsWrong(Optional.of(new ClockFault(FaultCode.CLOCK_WENT_BACK, Duration.ofHours(-1))));
        QuoteOutcome offered = counter.quote(person, 10_000);
        SettleOutcome.Failed refused = assertInstanceOf(SettleOutcome.Failed.class, counter.settle(offered, "k2"));
        assertEquals(new Fault(FaultCode.CLOCK_WENT_BACK, "behind by 3600 s"), refused.fault());
        assertFailed(FaultCode.CLOCK_WENT_BACK, counter.takeBack(sold, "v1"));
        assertEquals(sold, settled(counter.settle(offered, "k1", sold.sale().bodyDigest())));
        assertEquals(head, store.head());
        counter.clockIsWrong(Optional.empty());
        settled(counter.settle(offered, "k2"));
    }

    @Test
    void aClockThatWentAheadIsOnlySaid() {
        ClockFault ahead = new ClockFault(FaultCode.CLOCK_WENT_AHEAD, Duration.ofHours(1));
        counter.clockIsWrong(Optional.of(ahead));
        counter.sold(person, 30_000, "k1");
        assertEquals(Optional.of(ahead), counter.service.clockFault());
    }

    // Limits with the line down

    @Test
    void theSecondSaleOfTheDaySeesTheFirstInItsSplitAndInItsLimits() {
        counter.close();
        counter = new Counter(
                platform,
                store,
                clock,
                Counter.PATIENCE,
                UnaryOperator.identity(),
                Offline.limits(Amount.ofFen(30_000), Amount.ofFen(40_000), Amount.ofFen(50_000), Duration.ofDays(7)));
        PersonSnapshot other = Persons.person(2);
        platform.knows(other, "3701020000000000000000370199");
        counter.quote(other, 1);
        counter.quote(person, 1);
        platform.cutLine();
        Settlement first = counter.sold(person, 30_000, "k1");
        QuoteOutcome.Quoted second = assertInstanceOf(QuoteOutcome.Quoted.class, counter.quote(person, 10_001));
        assertNotEquals(first.sale().request().cum(), second.request().cum());
        assertEquals(
                person.cum().replacedBy(first.sale().quote().cumAfter()),
                second.request().cum());
        assertFailed(FaultCode.OFFLINE_PERSON_DAY_EXCEEDED, counter.settle(second, "k2"));
        assertFailed(FaultCode.OFFLINE_TERMINAL_EXCEEDED, counter.settle(counter.quote(other, 20_001), "k3"));
        assertEquals(Told.PROVISIONAL, counter.sold(other, 20_000, "k4").told());
        platform.restoreLine();
        counter.afterAnswerTo(first.id(), () -> {});
        platform.cutLine();
        assertEquals(Told.PROVISIONAL, counter.sold(person, 10_001, "k5").told());
    }

    // Online

    @Test
    void theCertificateOfTheCalculationIsKeptWithTheSale() {
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(FlatSplit.certificate(sold.sale().quote()), sold.sale().certificate());
    }

    @Test
    void whatThePlatformBooksAsConfirmedIsDone() {
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(SettlementState.ACKNOWLEDGED, sold.state());
        assertEquals(Told.DONE, sold.told());
        assertEquals(0, store.size());
    }

    @Test
    void anotherSplitOfThePlatformIsShownAndConfirmedBeforeMoneyIsTaken() {
        platform.script(message -> ScriptedPlatform.answer(Sales.bookedOtherwise(platform.sale(message.id()))));
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(Told.DIFFERENCE, sold.told());
        assertEquals(SettlementState.ACKNOWLEDGED, sold.state());
        assertTrue(sold.differs());
        Settlement confirmed = settled(counter.service.confirm(sold.id(), Sales.CASHIER));
        assertEquals(Told.DONE, confirmed.told());
        assertEquals(
                Sales.CASHIER,
                assertNotNullConfirmation(confirmed.confirmation()).operator());
        assertEquals(confirmed, settled(counter.service.confirm(sold.id(), Sales.CASHIER)));
    }

    @Test
    void anotherSplitOfThePlatformCanBeVoidedInstead() {
        platform.script(message -> message.infno().equals("2102")
                ? ScriptedPlatform.answer(Sales.bookedOtherwise(platform.sale(message.id())))
                : platform.agreed(message));
        Settlement sold = counter.sold(person, 30_000, "k1");
        Settlement voided = settled(counter.takeBack(sold, "v1"));
        assertEquals(SettlementState.VOIDED, voided.state());
        assertFailed(FaultCode.SETTLEMENT_NOT_CONFIRMABLE, counter.service.confirm(sold.id(), Sales.CASHIER));
    }

    @Test
    void aSaleThatWasDoneNeedsNoConfirmation() {
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertFailed(FaultCode.SETTLEMENT_NOT_CONFIRMABLE, counter.service.confirm(sold.id(), Sales.CASHIER));
    }

    @Test
    void aRefusalOfThePlatformSellsNothingAndGivesTheAccumulatorsBack() {
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(SettlementState.REFUSED, sold.state());
        assertEquals(Told.NOT_MADE, sold.told());
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(0, after.cum().value(FlatSplit.ACCUMULATOR));
        assertEquals(person.balance(), after.balance());
    }

    @Test
    void theSecondSaleOfTheDaySeesTheFirst() {
        platform.cutLine();
        store.remember(person);
        counter.sold(person, 9_000, "k1");
        Settlement second = counter.sold(person, 3_000, "k2");
        assertEquals(9_000, second.sale().request().cum().value(FlatSplit.ACCUMULATOR));
        assertEquals(Amount.ofFen(1_000), second.breakdown().actPayDedc());
    }

    // No answer in time

    @Test
    void aKnownPersonWithAnIdentityCardBuysProvisionallyWhenThePlatformIsSilent() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        impatient();
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(SettlementState.PROVISIONAL, sold.state());
        assertEquals(1, store.size());
    }

    @Test
    void aTillWhoseCallIsInterruptedGetsTheSaleAsItStands() {
        platform.script(message -> ScriptedPlatform.SILENCE);
        QuoteOutcome quote = counter.quote(person, 30_000);
        Thread.currentThread().interrupt();
        Settlement sold = settled(counter.settle(quote, "k1"));
        assertTrue(Thread.interrupted());
        assertEquals(SettlementState.PROVISIONAL, sold.state());
    }

    @Test
    void aVoucherWithoutAnAnswerIsNotMadeAndReversed() {
        CompletableFuture<Delivery> undone = new CompletableFuture<>();
        platform.script(message -> message.infno().equals("2601") ? undone : ScriptedPlatform.SILENCE);
        impatient();
        Settlement sold =
                settled(counter.settle(counter.quote(new InsuredCard.ElectronicVoucher(VOUCHER), 30_000), "k1"));
        assertEquals(Told.NOT_MADE, sold.told());
        MessageId reversal = assertNotNullReversal(sold);
        Settlement reversed = counter.afterAnswerTo(
                reversal,
                () -> undone.complete(
                        new Delivery.Answered(new PlatformAnswer.Reversed(true), Sales.evidence("signed"))));
        assertEquals(SettlementState.REVERSED, reversed.state());
        assertEquals(
                List.of("2102", "2601"),
                platform.delivered().stream().map(SignedMessage::infno).toList());
        assertEquals(0, store.size());
    }

    private static MessageId assertNotNullReversal(Settlement settlement) {
        var reversal = settlement.reversal();
        assertNotNull(reversal);
        return reversal.id();
    }

    // Offline

    @Test
    void anOfflineSaleIsProvisionalAndAcknowledgedWhenTheLineComesBack() {
        store.remember(person);
        platform.cutLine();
        Settlement sold = counter.sold(person, 30_000, "k1");
        assertEquals(SettlementState.PROVISIONAL, sold.state());
        assertTrue(sold.sale().offline());
        Settlement answered = counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertEquals(SettlementState.ACKNOWLEDGED, answered.state());
        assertEquals(Told.PROVISIONAL, answered.told());
    }

    @Test
    void anOfflineSaleThatThePlatformSplitsOtherwiseIsAdjustedUntilAnOperatorClosesIt() {
        store.remember(person);
        platform.cutLine();
        platform.script(message -> ScriptedPlatform.answer(Sales.bookedOtherwise(platform.sale(message.id()))));
        Settlement sold = counter.sold(person, 30_000, "k1");
        Settlement adjusted = counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertEquals(SettlementState.ADJUSTED, adjusted.state());
        assertEquals(List.of(adjusted), counter.service.followUps(10));
        Settlement closed = settled(counter.service.close(sold.id(), Sales.CASHIER, "补收现金"));
        assertFalse(closed.needsFollowUp());
        assertFailed(FaultCode.SETTLEMENT_NOTHING_TO_CLOSE, counter.service.close(sold.id(), Sales.CASHIER, "再次"));
    }

    @Test
    void anOfflineSaleThatThePlatformRefusesIsOnTheFollowUpList() {
        store.remember(person);
        platform.cutLine();
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement sold = counter.sold(person, 30_000, "k1");
        Settlement rejected = counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertEquals(SettlementState.REJECTED, rejected.state());
        assertTrue(rejected.needsFollowUp());
    }

    @Test
    void anotherBalanceAloneIsNoDifference() {
        store.remember(person);
        platform.cutLine();
        platform.script(message -> {
            Sale sale = platform.sale(message.id());
            PlatformAnswer.Booked same = Sales.booked(sale);
            PersonSnapshot richer = person.after(2026, YearToDate.NOTHING, Amount.ofFen(99_999));
            return ScriptedPlatform.answer(new PlatformAnswer.Booked(
                    same.setlId(),
                    same.clearing(),
                    SplitAgain.withBalance(same.breakdown(), richer.balance()),
                    same.funds(),
                    same.lines(),
                    same.cumAfter()));
        });
        Settlement sold = counter.sold(person, 30_000, "k1");
        Settlement answered = counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertEquals(SettlementState.ACKNOWLEDGED, answered.state());
    }

    @Test
    void offlineAVoucherProvesNothing() {
        platform.cutLine();
        store.remember(person);
        assertFailed(
                FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED,
                counter.service.present(new InsuredCard.ElectronicVoucher(VOUCHER)));
    }

    @Test
    void offlineAPersonNeverSeenHereIsUnknown() {
        platform.cutLine();
        assertFailed(FaultCode.PERSON_UNKNOWN_OFFLINE, present(person));
    }

    @Test
    void whomThePlatformNamedOnceIsServedWithoutIt() {
        assertInstanceOf(CredentialOutcome.Accepted.class, present(person));
        platform.cutLine();
        CredentialOutcome.Accepted again = assertInstanceOf(CredentialOutcome.Accepted.class, present(person));
        assertFalse(again.online());
        assertEquals(person, again.person());
    }

    @Test
    void whileASaleWaitsThePlatformsWordDoesNotUndoWhatItMoved() {
        store.remember(person);
        platform.cutLine();
        counter.sold(person, 9_000, "k1");
        PersonSnapshot moved = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        platform.script(message -> ScriptedPlatform.SILENCE);
        platform.restoreLine();
        assertEquals(
                moved,
                assertInstanceOf(CredentialOutcome.Accepted.class, present(person))
                        .person());
    }

    @Test
    void theAnswerToOneSaleDoesNotUndoWhatAnotherThatWaitsHasMoved() {
        store.remember(person);
        platform.cutLine();
        Settlement first = counter.sold(person, 3_000, "k1");
        counter.sold(person, 4_000, "k2");
        PersonSnapshot moved = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        platform.script(
                message -> message.id().equals(first.id()) ? platform.agreed(message) : ScriptedPlatform.SILENCE);
        counter.afterAnswerTo(first.id(), platform::restoreLine);
        assertEquals(moved, store.findByPsnNo(person.person().psnNo()).orElseThrow());
    }

    @Test
    void offlineAPersonLastSeenTooLongAgoIsNotServed() {
        store.remember(person);
        platform.cutLine();
        clock.move(Duration.between(clock.instant(), person.asOf().plus(Duration.ofDays(7))));
        assertInstanceOf(CredentialOutcome.Accepted.class, present(person));
        clock.move(Duration.ofSeconds(1));
        assertFailed(FaultCode.PERSON_SNAPSHOT_TOO_OLD, present(person));
    }

    @Test
    void aClockThatWasSetBackMakesNoSnapshotFresh() {
        store.remember(person);
        platform.cutLine();
        clock.move(Duration.between(clock.instant(), person.asOf().minusSeconds(1)));
        assertFailed(FaultCode.PERSON_SNAPSHOT_TOO_OLD, present(person));
    }

    @Test
    void offlineTheLimitOfOneBillHoldsToTheFen() {
        store.remember(person);
        platform.cutLine();
        assertFailed(FaultCode.OFFLINE_AMOUNT_EXCEEDED, counter.settle(counter.quote(person, 50_001), "k1"));
        assertEquals(
                SettlementState.PROVISIONAL, counter.sold(person, 50_000, "k2").state());
    }

    // Exactly once

    @Test
    void aRepeatedCallMakesNothingAndGetsTheSameSettlement() {
        QuoteOutcome quote = counter.quote(person, 30_000);
        Settlement first = settled(counter.settle(quote, "k1"));
        SettleOutcome.Settled again = assertInstanceOf(SettleOutcome.Settled.class, counter.settle(quote, "k1"));
        assertTrue(again.repeated());
        assertEquals(first, again.settlement());
        assertEquals(1, counter.service.latest(10).size());
    }

    @Test
    void aKeyWithAnotherBodyIsRefused() {
        QuoteOutcome quote = counter.quote(person, 30_000);
        counter.settle(quote, "k1");
        assertFailed(FaultCode.IDEMPOTENCY_KEY_REUSED, counter.settle(quote, "k1", "sm3:other"));
    }

    @Test
    void aSalesKeyIsNoVoidsKey() {
        Settlement first = counter.sold(person, 1_000, "k1");
        assertFailed(FaultCode.IDEMPOTENCY_KEY_REUSED, counter.takeBack(first, "k1"));
        Settlement voided = settled(counter.takeBack(first, "v1"));
        assertEquals(voided, settled(counter.takeBack(first, "v1")));
        assertFailed(FaultCode.IDEMPOTENCY_KEY_REUSED, counter.settle(counter.quote(person, 1_000), "v1"));
    }

    @Test
    void aVoidsKeyWithAnotherBodyIsRefused() {
        Settlement sold = counter.sold(person, 1_000, "k1");
        Settlement voided = settled(counter.takeBack(sold, "v1", "sm3:one"));
        assertEquals(voided, settled(counter.takeBack(sold, "v1", "sm3:one")));
        assertFailed(FaultCode.IDEMPOTENCY_KEY_REUSED, counter.takeBack(sold, "v1", "sm3:other"));
        Settlement another = counter.sold(person, 1_000, "k2");
        assertFailed(FaultCode.IDEMPOTENCY_KEY_REUSED, counter.takeBack(another, "v1", "sm3:one"));
    }

    @Test
    void aVoidMadeBeforeItsBodyWasKeptIsRepeatedByItsKey() {
        store.remember(person);
        platform.cutLine();
        Settlement sold = counter.sold(person, 1_000, "k1");
        Cancellation old = new Cancellation(
                store.next(Sales.MORNING),
                new IdempotencyKey("v1"),
                null,
                sold.id(),
                Sales.CASHIER,
                Sales.MORNING,
                null);
        store.voided(old, before -> platform.cancellation(old, sold, before), person);
        assertEquals(old, settled(counter.takeBack(sold, "v1")).cancellation());
    }

    @Test
    void aTillThatNeverGotItsAnswerRepeatsItsKeyAfterARestart() {
        store.remember(person);
        platform.cutLine();
        QuoteOutcome quote = counter.quote(person, 3_000);
        Settlement recorded = settled(counter.settle(quote, "k1"));
        impatient();
        SettleOutcome.Settled again = assertInstanceOf(SettleOutcome.Settled.class, counter.settle(quote, "k1"));
        assertEquals(recorded, again.settlement());
    }

    @Test
    void aSaleRecordedJustBeforeTheTerminalDiedIsToldWhenTheTillRepeatsItsKey() {
        store.remember(person);
        platform.cutLine();
        Sale sale = Sales.atPharmacy().withoutLine().made(store.next(Sales.MORNING), "k1");
        store.accept(sale, before -> platform.settlement(sale, before), Sales.after(sale));
        Settlement told = settled(counter.service.settle(
                new SettleCommand(sale.key(), sale.bodyDigest(), "a quote nobody remembers", Sales.CASHIER)));
        assertEquals(Told.PROVISIONAL, told.told());
        assertEquals(sale, told.sale());
    }

    // Changed since the quote

    @Test
    void aQuoteMadeBeforeAnotherSaleIsStaleAndTheNewOneCanBeSettled() {
        QuoteOutcome early = counter.quote(person, 9_000);
        counter.sold(person, 9_000, "k1");
        SettleOutcome.Stale stale = assertInstanceOf(SettleOutcome.Stale.class, counter.settle(early, "k2"));
        assertEquals(Amount.ofFen(1_000), stale.renewed().quote().breakdown().actPayDedc());
        assertEquals(
                SettlementState.ACKNOWLEDGED,
                settled(counter.settle(stale.renewed(), "k2")).state());
    }

    @Test
    void whatCanNoLongerBeSplitIsRefusedAsItWouldBeAtTheQuote() {
        FamilyMember spouse = new FamilyMember("3701000000000099", "SPOUSE", Amount.ofFen(7_000));
        platform.knows(person.withFamily(List.of(spouse)), VOUCHER);
        String handle = assertInstanceOf(CredentialOutcome.Accepted.class, present(person))
                .handle();
        QuoteOutcome quote = counter.service.quote(
                Counter.bill(handle, 9_000, Counter.DRUG, List.of(new Sale.FamilyPayer(spouse.psnNo(), "auth-1"))));
        store.remember(person.withFamily(List.of()));
        assertFailed(FaultCode.FAMILY_MEMBER_UNKNOWN, counter.settle(quote, "k1"));
    }

    @Test
    void whatTheTablesDeclineIsNeitherQuotedNorSettled() {
        QuoteOutcome early = counter.quote(person, 9_000);
        store.remember(person.after(2026, YearToDate.of(Map.of(FlatSplit.BARRED, 1L)), person.balance()));
        assertInstanceOf(SettleOutcome.Declined.class, counter.settle(early, "k1"));
        platform.cutLine();
        assertInstanceOf(QuoteOutcome.Declined.class, counter.quote(person, 9_000));
        assertEquals(List.of(), counter.service.latest(10));
    }

    @Test
    void aQuoteIsForgottenAfterItsTime() {
        QuoteOutcome quote = counter.quote(person, 9_000);
        counter.later(Duration.ofMinutes(10));
        assertFailed(FaultCode.QUOTE_UNKNOWN, counter.settle(quote, "k1"));
    }

    @Test
    void aCredentialIsForgottenAfterItsTime() {
        CredentialOutcome.Accepted presented = assertInstanceOf(CredentialOutcome.Accepted.class, present(person));
        counter.later(Duration.ofMinutes(5));
        assertFailed(
                FaultCode.CREDENTIAL_EXPIRED,
                counter.service.quote(Counter.bill(presented.handle(), 100, Counter.DRUG, List.of())));
    }

    // Voids

    @Test
    void aVoidGivesBackWhatTheSaleTook() {
        platform.cutLine();
        store.remember(person);
        Settlement sold = counter.sold(person, 9_000, "k1");
        counter.takeBack(sold, "v1");
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(0, after.cum().value(FlatSplit.ACCUMULATOR));
        assertEquals(person.balance(), after.balance());
    }

    @Test
    void aVoidGivesBackNothingOfTheSalesBeforeIt() {
        platform.cutLine();
        store.remember(person);
        counter.sold(person, 9_000, "k1");
        PersonSnapshot before = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        counter.takeBack(counter.sold(person, 3_000, "k2"), "v2");
        assertEquals(before, store.findByPsnNo(person.person().psnNo()).orElseThrow());
    }

    @Test
    void familyAccountsPayInTheOrderGivenAndTheFirstIsPaidBack() {
        FamilyMember spouse = new FamilyMember("3701000000000099", "SPOUSE", Amount.ofFen(1_000));
        FamilyMember child = new FamilyMember("3701000000000098", "CHILD", Amount.ofFen(2_000));
        platform.knows(person.after(2026, YearToDate.NOTHING, Amount.ZERO).withFamily(List.of(spouse, child)), VOUCHER);
        String handle = assertInstanceOf(CredentialOutcome.Accepted.class, present(person))
                .handle();
        platform.cutLine();
        Settlement sold = settled(counter.settle(
                counter.service.quote(Counter.bill(
                        handle,
                        2_500,
                        Counter.DRUG,
                        List.of(
                                new Sale.FamilyPayer(child.psnNo(), "auth-1"),
                                new Sale.FamilyPayer(spouse.psnNo(), "auth-2")))),
                "k1"));
        assertEquals(List.of(Amount.ofFen(500), Amount.ZERO), familyBalances());
        counter.takeBack(sold, "v1");
        assertEquals(List.of(Amount.ofFen(500), Amount.ofFen(2_500)), familyBalances());
    }

    private List<Amount> familyBalances() {
        return store.findByPsnNo(person.person().psnNo()).orElseThrow().family().stream()
                .map(FamilyMember::balance)
                .toList();
    }

    @Test
    void aVoidWaitsBehindItsSale() {
        platform.cutLine();
        store.remember(person);
        Settlement sold = counter.sold(person, 9_000, "k1");
        Settlement voided = settled(counter.takeBack(sold, "v1"));
        var cancellation = voided.cancellation();
        assertNotNull(cancellation);
        Settlement answered = counter.afterAnswerTo(cancellation.id(), platform::restoreLine);
        assertEquals(SettlementState.VOIDED, answered.state());
        assertEquals(
                List.of("2102", "2103"),
                platform.delivered().stream().map(SignedMessage::infno).toList());
    }

    @Test
    void aVoidThatThePlatformRefusesIsOnTheFollowUpList() {
        Settlement sold = counter.sold(person, 9_000, "k1");
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement voided = settled(counter.takeBack(sold, "v1"));
        assertEquals(List.of(voided), counter.service.followUps(10));
    }

    @Test
    void aVoidOfASaleThatThePlatformNeverBookedLeavesNothingToDo() {
        store.remember(person);
        platform.cutLine();
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement sold = counter.sold(person, 9_000, "k1");
        var cancellation = settled(counter.takeBack(sold, "v1")).cancellation();
        assertNotNull(cancellation);
        Settlement answered = counter.afterAnswerTo(cancellation.id(), platform::restoreLine);
        assertFalse(answered.needsFollowUp());
    }

    @Test
    void aReversalThatThePlatformRefusesIsOnTheFollowUpList() {
        CompletableFuture<Delivery> refused = new CompletableFuture<>();
        platform.script(message -> message.infno().equals("2601") ? refused : ScriptedPlatform.SILENCE);
        impatient();
        Settlement sold =
                settled(counter.settle(counter.quote(new InsuredCard.ElectronicVoucher(VOUCHER), 30_000), "k1"));
        Settlement answered = counter.afterAnswerTo(
                assertNotNullReversal(sold),
                () -> refused.complete(new Delivery.Answered(Sales.refused(), Sales.evidence("signed"))));
        assertTrue(answered.needsFollowUp());
    }

    @Test
    void whatWasNotSoldCannotBeVoided() {
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement refused = counter.sold(person, 9_000, "k1");
        assertFailed(FaultCode.SETTLEMENT_NOT_VOIDABLE, counter.takeBack(refused, "v1"));
        assertFailed(
                FaultCode.SETTLEMENT_UNKNOWN,
                counter.service.takeBack(
                        new VoidCommand(new IdempotencyKey("v2"), "sm3:b", store.next(Sales.MORNING), Sales.CASHIER)));
    }

    // Limits and unknowns

    @Test
    void whatWasNeverSoldIsNeitherConfirmedNorClosed() {
        MessageId unknown = store.next(Sales.MORNING);
        assertFailed(FaultCode.SETTLEMENT_UNKNOWN, counter.service.confirm(unknown, Sales.CASHIER));
        assertFailed(FaultCode.SETTLEMENT_UNKNOWN, counter.service.close(unknown, Sales.CASHIER, "无"));
    }

    @Test
    void aStoreThatAFailedSyncClosedSaysNothingElseToARepeatedCall() {
        SimulatedDisk.Fate[] fate = {SimulatedDisk.Fate.DONE};
        SimulatedDisk disk = new SimulatedDisk(store, step -> fate[0]);
        counter.close();
        counter = new Counter(platform, store, clock, SHORT, real -> disk.open());
        QuoteOutcome offered = counter.quote(person, 10_000);
        fate[0] = SimulatedDisk.Fate.SYNC_FAILED;
        assertFailed(FaultCode.STORE_FAILED, counter.settle(offered, "k1"));
        counter.later(Duration.ofHours(1));
        assertFailed(FaultCode.STORE_FAILED, counter.settle(offered, "k1"));
        disk.keep(1);
        assertTrue(disk.open().findByKey(new IdempotencyKey("k1")).isPresent());
    }

    @Test
    void aFullQueueRefusesTheNextSaleAndLosesNone() {
        platform.cutLine();
        store.remember(person);
        for (int i = 0; i < 3; i++) {
            counter.sold(person, 100, "k" + i);
        }
        assertFailed(FaultCode.QUEUE_FULL, counter.settle(counter.quote(person, 100), "k3"));
        assertEquals(3, counter.service.latest(10).size());
    }

    @Test
    void anUnknownPersonIsRefusedInThePlatformsWords() {
        CredentialOutcome.Failed failed = assertInstanceOf(CredentialOutcome.Failed.class, present(Persons.person(9)));
        assertEquals(FaultCode.PERSON_UNKNOWN, failed.fault().code());
        assertTrue(failed.fault().detail().contains("查无此人"));
    }

    @Test
    void aRefusedCredentialIsToldFromARefusedPerson() {
        platform.says(new PersonReply.Refused(Reason.CREDENTIAL_NOT_ACCEPTED, "2002", "凭证失效"));
        assertFailed(FaultCode.CREDENTIAL_REFUSED, present(person));
        platform.says(new PersonReply.Refused(Reason.OTHER, "2003", "系统维护"));
        assertFailed(FaultCode.PLATFORM_REFUSED, present(person));
    }

    @Test
    void whileThePlatformIsSilentOnlyWhatProvesItselfIsServed() {
        store.remember(person);
        platform.says(new PersonReply.Unreachable("no answer"));
        assertFalse(assertInstanceOf(CredentialOutcome.Accepted.class, present(person))
                .online());
        assertFailed(
                FaultCode.PLATFORM_UNREACHABLE, counter.service.present(new InsuredCard.ElectronicVoucher(VOUCHER)));
    }

    @Test
    void anItemOutsideTheCatalogueIsNamed() {
        CredentialOutcome.Accepted presented = assertInstanceOf(CredentialOutcome.Accepted.class, present(person));
        QuoteOutcome.Failed failed = assertInstanceOf(
                QuoteOutcome.Failed.class,
                counter.service.quote(Counter.bill(presented.handle(), 100, "NOWHERE", List.of())));
        assertEquals(new Fault(FaultCode.CATALOGUE_ITEM_UNKNOWN, "NOWHERE"), failed.fault());
    }

    @Test
    void onlyFamilyMembersThatThePlatformNamedMayPay() {
        FamilyMember spouse = new FamilyMember("3701000000000099", "SPOUSE", Amount.ofFen(7_000));
        PersonSnapshot poor =
                person.after(2026, YearToDate.of(Map.of()), Amount.ofFen(1_000)).withFamily(List.of(spouse));
        platform.knows(poor, VOUCHER);
        String handle = assertInstanceOf(CredentialOutcome.Accepted.class, present(poor))
                .handle();
        assertFailed(
                FaultCode.FAMILY_MEMBER_UNKNOWN,
                counter.service.quote(
                        Counter.bill(handle, 9_000, Counter.DRUG, List.of(new Sale.FamilyPayer("stranger", "a")))));
        QuoteOutcome quote = counter.service.quote(
                Counter.bill(handle, 9_000, Counter.DRUG, List.of(new Sale.FamilyPayer(spouse.psnNo(), "auth-1"))));
        platform.cutLine();
        Settlement sold = settled(counter.settle(quote, "k1"));
        assertEquals(Amount.ofFen(7_000), sold.breakdown().acctMulaidPay());
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(Amount.ZERO, after.family().get(0).balance());
        counter.takeBack(sold, "v1");
        PersonSnapshot back = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(spouse, back.family().get(0));
    }

    @Test
    void totalsCountAVoidAsANegativeRowOfItsOwn() {
        platform.script(message -> message.infno().equals("2103")
                ? ScriptedPlatform.answer(SplitAgain.negated(Sales.booked(platform.sale(message.id()))))
                : platform.agreed(message));
        counter.sold(person, 1_000, "k1");
        counter.takeBack(counter.sold(person, 5_000, "k2"), "v2");
        LocalDate day = counter.service.latest(1).get(0).id().second().toLocalDate();
        Totals totals = counter.service.report(Period.of(day)).totals();
        assertEquals(2, totals.sales());
        assertEquals(1, totals.voids());
        assertEquals(Amount.ofFen(1_000), totals.medfee());
    }

    @Test
    void asOfIsThePlatformsWordAndNotTheSalesTime() {
        platform.cutLine();
        store.remember(person);
        Instant asOf = person.asOf();
        counter.sold(person, 1_000, "k1");
        assertEquals(
                asOf, store.findByPsnNo(person.person().psnNo()).orElseThrow().asOf());
    }

    private CredentialOutcome present(PersonSnapshot who) {
        return counter.service.present(new InsuredCard.IdentityCard(who.identityNumber(), who.name()));
    }

    private static Settlement settled(SettleOutcome outcome) {
        return assertInstanceOf(SettleOutcome.Settled.class, outcome).settlement();
    }

    private static void assertFailed(FaultCode code, SettleOutcome outcome) {
        assertEquals(
                code,
                assertInstanceOf(SettleOutcome.Failed.class, outcome).fault().code());
    }

    private static void assertFailed(FaultCode code, CredentialOutcome outcome) {
        assertEquals(
                code,
                assertInstanceOf(CredentialOutcome.Failed.class, outcome)
                        .fault()
                        .code());
    }

    private static void assertFailed(FaultCode code, QuoteOutcome outcome) {
        assertEquals(
                code,
                assertInstanceOf(QuoteOutcome.Failed.class, outcome).fault().code());
    }
}
