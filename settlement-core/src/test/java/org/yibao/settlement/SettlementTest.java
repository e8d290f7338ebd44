package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.testing.Sales;

/** The steps of one settlement's life, without a store. */
final class SettlementTest {
    private static final PlatformAnswer REFUSED = Sales.refused();
    private static final PlatformAnswer UNDONE = new PlatformAnswer.Reversed(true);

    private final Sale sale = Sales.atPharmacy().over(Amount.ofFen(10_000_000)).made(id(1), "sale");
    private final PlatformAnswer booked = Sales.booked(sale);
    private final PlatformAnswer bookedOtherwise = Sales.bookedOtherwise(sale);
    private final Cancellation cancellation = Sales.cancellation(sale, id(2), "void");
    private final Reversal reversal = Sales.reversal(sale, id(3));

    private final Settlement recorded = Settlement.recorded(sale);
    private final Settlement provisional = recorded.toldCounter(Told.PROVISIONAL);
    private final Settlement difference = answered(recorded, bookedOtherwise).toldCounter(Told.DIFFERENCE);
    private final Settlement reversing = recorded.submitted().reversing(reversal);

    private static MessageId id(int counter) {
        return MessageId.of("P37010200001", Sales.MORNING, 'A', counter);
    }

    private Settlement answered(Settlement settlement, PlatformAnswer word) {
        return settlement.answeredBy(sale.id(), word);
    }

    @Test
    void onlyThePlatformsOtherSplitMakesADifferenceInCash() {
        assertEquals(Amount.ZERO, recorded.cashDifference());
        // The fund pays 50 % of 100 000.00 in place of 70 %; the account is empty either way.
        assertEquals(Amount.parse("20000.00"), difference.cashDifference());
    }

    @Test
    void whatIsDueIsTheDifferenceInCashAndOfARefusedSaleAllThatNobodyElsePays() {
        assertEquals(Amount.ZERO, provisional.due());
        assertEquals(Amount.ZERO, answered(provisional, booked).due());
        assertEquals(
                Amount.parse("20000.00"), answered(provisional, bookedOtherwise).due());
        Settlement rejected = answered(provisional, REFUSED);
        assertEquals(
                Amount.parse("100000.00"),
                rejected.due().plus(rejected.breakdown().psnCashPay()));
    }

    @Test
    void whatTheCounterHeardNothingFinalOfStaysOpen() {
        assertFalse(recorded.needsFollowUp());
        assertFalse(provisional.needsFollowUp());
        Settlement acknowledged = answered(recorded, booked);
        assertTrue(acknowledged.needsFollowUp());
        assertFalse(acknowledged.toldCounter(Told.DONE).needsFollowUp());
        assertTrue(difference.needsFollowUp());
        assertFalse(difference.confirmedBy(Sales.confirmation(sale)).needsFollowUp());
        assertFalse(answered(recorded, REFUSED).needsFollowUp());
    }

    @Test
    void aVoidReopensWhatWasClosedForTheSale() {
        Settlement closed = answered(provisional, bookedOtherwise).closedBy(Sales.closure(sale));
        assertFalse(closed.needsFollowUp());
        assertThrows(IllegalTransitionException.class, () -> closed.closedBy(Sales.closure(sale)));
        Settlement voided = closed.voidedBy(cancellation);
        assertFalse(voided.needsFollowUp());
        assertTrue(voided.answeredBy(cancellation.id(), REFUSED).needsFollowUp());
    }

    @Test
    void eachMessageHasItsOwnAnswer() {
        assertNull(recorded.answerTo(sale.id()));
        assertNull(recorded.answerTo(cancellation.id()));
        Settlement voided = answered(recorded, booked).voidedBy(cancellation);
        assertEquals(booked, voided.answerTo(sale.id()));
        assertNull(voided.answerTo(cancellation.id()));
        assertEquals(REFUSED, voided.answeredBy(cancellation.id(), REFUSED).answerTo(cancellation.id()));
        assertNull(voided.answerTo(reversal.id()));
        Settlement reversed = reversing.answeredBy(reversal.id(), UNDONE);
        assertEquals(UNDONE, reversed.answerTo(reversal.id()));
        assertNull(reversed.answerTo(cancellation.id()));
    }

    @Test
    void anAnswerThatComesAgainChangesNothingAndAnotherIsRefused() {
        assertStands(answered(recorded, booked), sale.id(), booked, REFUSED);
        Settlement voided = provisional.voidedBy(cancellation).answeredBy(cancellation.id(), booked);
        assertStands(voided, cancellation.id(), booked, REFUSED);
        assertStands(reversing.answeredBy(reversal.id(), UNDONE), reversal.id(), UNDONE, REFUSED);
        assertThrows(IllegalTransitionException.class, () -> voided.answeredBy(reversal.id(), UNDONE));
        assertThrows(IllegalTransitionException.class, () -> reversing.answeredBy(cancellation.id(), REFUSED));
    }

    private static void assertStands(
            Settlement settlement, MessageId message, PlatformAnswer word, PlatformAnswer other) {
        assertEquals(settlement, settlement.answeredBy(message, word));
        assertThrows(IllegalTransitionException.class, () -> settlement.answeredBy(message, other));
    }

    @Test
    void onlyTheReversalsAnswerEndsTheDoubtOfWhatTheCounterWasToldIsNotMade() {
        assertEquals(SettlementState.IN_DOUBT, reversing.state());
        assertEquals(SettlementState.IN_DOUBT, answered(reversing, booked).state());
        assertEquals(SettlementState.REFUSED, answered(reversing, REFUSED).state());
        Settlement refused = reversing.answeredBy(reversal.id(), REFUSED);
        assertEquals(SettlementState.IN_DOUBT, refused.state());
        assertTrue(refused.needsFollowUp());
        assertEquals(
                SettlementState.REVERSED,
                answered(reversing, booked).answeredBy(reversal.id(), UNDONE).state());
        assertEquals(
                SettlementState.REFUSED,
                answered(reversing, REFUSED).answeredBy(reversal.id(), UNDONE).state());
        assertEquals(
                SettlementState.REVERSED,
                answered(reversing.answeredBy(reversal.id(), UNDONE), booked).state());
    }

    @Test
    void theCounterIsToldTheFinalWordOnlyWhenItIsThere() {
        assertThrows(IllegalTransitionException.class, () -> recorded.toldCounter(Told.DONE));
        assertThrows(IllegalTransitionException.class, () -> recorded.toldCounter(Told.DIFFERENCE));
        assertThrows(
                IllegalTransitionException.class,
                () -> answered(recorded, REFUSED).toldCounter(Told.DONE));
        Settlement refused = answered(recorded, REFUSED).toldCounter(Told.NOT_MADE);
        assertEquals(SettlementState.REFUSED, refused.state());
    }

    @Test
    void whatTheCounterWasToldIsTurnedIntoNothingElse() {
        assertEquals(Told.DONE, difference.toldCounter(Told.DONE).told());
        assertThrows(IllegalTransitionException.class, () -> difference.toldCounter(Told.PROVISIONAL));
        assertThrows(IllegalTransitionException.class, () -> difference.toldCounter(Told.NOT_MADE));
        Settlement acknowledged = answered(provisional, booked);
        assertThrows(IllegalTransitionException.class, () -> acknowledged.toldCounter(Told.DONE));
        assertEquals(acknowledged, acknowledged.toldCounter(Told.PROVISIONAL));
    }

    @Test
    void whatTheCounterKnowsOrThePlatformAnsweredIsNotReversed() {
        assertThrows(IllegalTransitionException.class, () -> provisional.reversing(reversal));
        assertThrows(IllegalTransitionException.class, () -> reversing.reversing(reversal));
        assertThrows(
                IllegalTransitionException.class,
                () -> answered(recorded, REFUSED).reversing(reversal));
        assertThrows(
                IllegalTransitionException.class,
                () -> answered(recorded, booked).reversing(reversal));
    }

    @Test
    void whatWasGivenBackDoesNotStand() {
        assertTrue(recorded.stands());
        assertTrue(answered(recorded, booked).stands());
        assertFalse(answered(recorded, REFUSED).stands());
        assertFalse(reversing.stands());
        assertFalse(provisional.voidedBy(cancellation).stands());
    }
}
