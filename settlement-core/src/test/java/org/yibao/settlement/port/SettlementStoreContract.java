package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/** The steps of a settlement's life, as every {@link SettlementStore} must take them. */
public abstract class SettlementStoreContract extends StoreContract {
    private static final String UNKNOWN_ID = "P3701020000120260302120000A000";

    @Test
    void acceptedSaleIsFoundByItsIdAndItsKeyAlsoAfterARestart() {
        Sale sale = accepted(1);
        store = restart(store);
        assertEquals(Settlement.recorded(sale), find(sale));
        assertEquals(Settlement.recorded(sale), findByKey("sale-1"));
    }

    @Test
    void whatWasNeverRecordedIsNotFound() {
        assertEquals(Optional.empty(), store.settlements().find(MessageId.parse(UNKNOWN_ID)));
        assertEquals(Optional.empty(), store.settlements().findByKey(new IdempotencyKey("never")));
        assertEquals(List.of(), store.settlements().latest(10));
        assertEquals(List.of(), store.settlements().followUps(10));
    }

    @Test
    void acceptMovesThePerson() {
        Sale sale = accepted(1);
        store = restart(store);
        assertEquals(
                Optional.of(Sales.after(sale)),
                store.persons().findByPsnNo(sale.person().person().psnNo()));
    }

    @Test
    void keyUsedTwiceIsRefused() {
        accepted(1);
        Sale sameKey = Sales.atPharmacy().made(nextId(), "sale-1");
        refused(DuplicateKeyException.class, () -> accept(sameKey));
    }

    @Test
    void salesAndVoidsShareTheirKeys() {
        Sale sale = acknowledged(1);
        voided(sale, "void-1");
        Sale withKeyOfVoid = Sales.atPharmacy().made(nextId(), "void-1");
        refused(DuplicateKeyException.class, () -> accept(withKeyOfVoid));
        Sale other = acknowledged(2);
        refused(DuplicateKeyException.class, () -> voided(other, "sale-2"));
        assertEquals(SettlementState.VOIDED, findByKey("void-1").state());
    }

    @Test
    void sameIdUnderAnotherKeyIsRefused() {
        Sale sale = accepted(1);
        Sale sameId = Sales.atPharmacy().made(sale.id(), "another");
        refused(StoreException.class, () -> accept(sameId));
        assertEquals(Optional.empty(), store.settlements().findByKey(new IdempotencyKey("another")));
    }

    @Test
    void messageOfAnotherIdIsRefused() {
        Sale sale = sale(1);
        SignedMessage other = Sales.message(sale(2));
        refused(
                IllegalArgumentException.class,
                () -> store.settlements().accept(sale, before -> other, Sales.after(sale)));
    }

    @Test
    void eachMessageIsMadeForThePlaceOfItsRecord() {
        List<JournalHead> places = new ArrayList<>();
        Sale sale = sale(1);
        store.settlements().accept(sale, before -> placed(places, before, Sales.message(sale)), Sales.after(sale));
        answered(sale.id(), Sales.booked(sale));
        JournalHead answered = store.journal().head();
        Cancellation cancellation = Sales.cancellation(sale, nextId(), "void-1");
        store.settlements()
                .voided(cancellation, before -> placed(places, before, Sales.message(cancellation)), sale.person());
        Sale doubtful = notMade(2);
        JournalHead told = store.journal().head();
        Reversal reversal = Sales.reversal(doubtful, nextId());
        store.settlements()
                .reversing(reversal, before -> placed(places, before, Sales.message(reversal)), doubtful.person());
        assertEquals(List.of(JournalHead.EMPTY, answered, told), places);
    }

    private static SignedMessage placed(List<JournalHead> places, JournalHead before, SignedMessage message) {
        places.add(before);
        return message;
    }

    @Test
    void messageThatCannotBeMadeLeavesNoTrace() {
        Sale sale = sale(1);
        refused(
                IllegalStateException.class,
                () -> store.settlements().accept(sale, SettlementStoreContract::unmade, Sales.after(sale)));
        assertEquals(Optional.empty(), store.settlements().findByKey(sale.key()));
        assertFalse(store.outbox().holdsFor(sale.person().person().psnNo()));
        accept(sale);
        answered(sale.id(), Sales.booked(sale));
        Cancellation cancellation = Sales.cancellation(sale, nextId(), "void-1");
        refused(
                IllegalStateException.class,
                () -> store.settlements().voided(cancellation, SettlementStoreContract::unmade, sale.person()));
        Sale doubtful = notMade(2);
        Reversal reversal = Sales.reversal(doubtful, nextId());
        refused(
                IllegalStateException.class,
                () -> store.settlements().reversing(reversal, SettlementStoreContract::unmade, doubtful.person()));
    }

    private static SignedMessage unmade(JournalHead before) {
        throw new IllegalStateException("the key is gone");
    }

    @Test
    void queueHoldsForAPersonUntilTheirLastMessageWasAnswered() {
        Sale sale = accepted(1);
        String buyer = sale.person().person().psnNo();
        assertTrue(store.outbox().holdsFor(buyer));
        assertFalse(store.outbox().holdsFor(buyer, sale.id()));
        assertTrue(store.outbox().holdsFor(buyer, nextId()));
        assertFalse(store.outbox().holdsFor(Persons.person(2).person().psnNo()));
        store.settlements().setAside(sale.id(), "poison");
        assertTrue(store.outbox().holdsFor(buyer));
        answered(sale.id(), Sales.booked(sale));
        assertFalse(store.outbox().holdsFor(buyer));
    }

    @Test
    void fullQueueRefusesTheSaleOnePastTheLimit() {
        for (int number = 1; number <= QUEUE_MAX; number++) {
            accepted(number);
        }
        Sale onePast = sale(QUEUE_MAX + 1);
        refused(QueueFullException.class, () -> accept(onePast));
        assertEquals(Optional.empty(), store.settlements().findByKey(onePast.key()));
        assertEquals(
                Optional.empty(),
                store.persons().findByPsnNo(onePast.person().person().psnNo()));
    }

    @Test
    void fullQueueTakesTheSaleAfterOneWasAnswered() {
        Sale first = accepted(1);
        for (int number = 2; number <= QUEUE_MAX; number++) {
            accepted(number);
        }
        Sale onePast = sale(QUEUE_MAX + 1);
        answered(first.id(), Sales.booked(first));
        accept(onePast);
        assertEquals(QUEUE_MAX, store.outbox().size());
    }

    @Test
    void fullQueueRefusesAVoidAndTakesAReversal() {
        Sale sold = acknowledged(1);
        Sale doubtful = accepted(2);
        for (int number = 3; number <= QUEUE_MAX + 1; number++) {
            accepted(number);
        }
        refused(QueueFullException.class, () -> voided(sold, "void-1"));
        store.settlements().attempted(doubtful.id(), NOON);
        store.settlements().told(doubtful.id(), Told.NOT_MADE);
        reversed(doubtful);
        assertEquals(QUEUE_MAX, store.outbox().size());
    }

    @Test
    void repeatedKeyIsNamedEvenWhenTheQueueIsFull() {
        for (int number = 1; number <= QUEUE_MAX; number++) {
            accepted(number);
        }
        Sale repeat = Sales.atPharmacy().made(nextId(), "sale-1");
        refused(DuplicateKeyException.class, () -> accept(repeat));
    }

    @Test
    void attemptIsCountedAndSubmits() {
        Sale sale = accepted(1);
        store.settlements().attempted(sale.id(), NOON);
        store.settlements().attempted(sale.id(), NOON);
        store = restart(store);
        assertEquals(SettlementState.SUBMITTED, find(sale).state());
        assertEquals(2, onlyEntry().attempts());
    }

    @Test
    void attemptOfAMessageThatDoesNotWaitIsRefused() {
        Sale sale = acknowledged(1);
        refused(IllegalTransitionException.class, () -> store.settlements().attempted(sale.id(), NOON));
        refused(
                IllegalTransitionException.class,
                () -> store.settlements().attempted(MessageId.parse(UNKNOWN_ID), NOON));
    }

    @Test
    void timeoutLeavesTheSettlementInDoubt() {
        Sale sale = accepted(1);
        store.settlements().attempted(sale.id(), NOON);
        store.settlements().postponed(sale.id(), NOON.plusSeconds(9), "no answer", true);
        store = restart(store);
        assertEquals(SettlementState.IN_DOUBT, find(sale).state());
        assertEquals(NOON.plusSeconds(9), onlyEntry().nextAttempt());
        assertEquals("no answer", onlyEntry().lastFault());
    }

    @Test
    void lineDownBeforeAByteLeftCausesNoDoubt() {
        Sale sale = accepted(1);
        store.settlements().attempted(sale.id(), NOON);
        store.settlements().postponed(sale.id(), NOON.plusSeconds(9), "unreachable", false);
        assertEquals(SettlementState.SUBMITTED, find(sale).state());
        assertEquals(NOON.plusSeconds(9), onlyEntry().nextAttempt());
    }

    @Test
    void whatNoLongerWaitsIsNotPostponedNorSetAside() {
        Sale sale = acknowledged(1);
        JournalHead head = store.journal().head();
        store.settlements().postponed(sale.id(), NOON, "late", true);
        store.settlements().setAside(sale.id(), "late");
        refused(IllegalTransitionException.class, () -> intervened(sale, Intervention.Kind.SET_ASIDE, "late"));
        assertEquals(SettlementState.ACKNOWLEDGED, find(sale).state());
        assertEquals(0, store.outbox().size());
        assertEquals(head, store.journal().head());
    }

    private Settlement intervened(Sale sale, Intervention.Kind kind, String reason) {
        return store.settlements()
                .intervened(new Intervention(sale.id(), kind, Sales.CASHIER, Sales.MORNING, reason), NOON);
    }

    @Test
    void operatorsActsOnAMessageAreRecordsThatMoveNothing() {
        Sale sale = accepted(1);
        store.settlements().attempted(sale.id(), NOON);
        Settlement before = find(sale);
        long records = store.journal().head().number();
        assertEquals(before, intervened(sale, Intervention.Kind.SET_ASIDE, "等技术人员"));
        refused(IllegalTransitionException.class, () -> intervened(sale, Intervention.Kind.SET_ASIDE, "again"));
        store = restart(store);
        assertEquals("等技术人员", onlyEntry().lastFault());
        assertTrue(onlyEntry().setAside());
        intervened(sale, Intervention.Kind.RELEASED, "");
        refused(IllegalTransitionException.class, () -> intervened(sale, Intervention.Kind.RELEASED, ""));
        assertEquals(before, find(sale));
        assertEquals(records + 2, store.journal().head().number());
        assertEquals(
                new JournalVerification.Sound(store.journal().head()),
                store.journal().verify());
        answered(sale.id(), Sales.booked(sale));
        assertEquals(0, store.outbox().size());
    }

    @Test
    void whatAnOperatorDecidedEndsAllMessagesOfItsSettlement() {
        Sale sale = provisional(1);
        Sale other = provisional(2);
        Cancellation cancellation = voided(sale, "void-1");
        Closure word = Sales.closure(sale);
        refused(IllegalTransitionException.class, () -> store.settlements().decided(sale.id(), word));
        store.settlements().setAside(sale.id(), "cannot be read");
        refused(IllegalTransitionException.class, () -> store.settlements().decided(sale.id(), Sales.closure(other)));
        Settlement decided = store.settlements().decided(sale.id(), word);
        assertEquals(word, decided.closure());
        assertFalse(decided.isOpen());
        store = restart(store);
        assertEquals(decided, find(sale));
        assertEquals(other.id(), onlyEntry().message().id());
        assertEquals(Optional.empty(), store.outbox().entry(cancellation.id()));
        assertEquals(other.quote().breakdown().medfeeSumamt(), store.outbox().unanswered());
        assertEquals(
                new JournalVerification.Sound(store.journal().head()),
                store.journal().verify());
    }

    @Test
    void inDoubtIsWhatWasTriedOrSetAside() {
        Sale untried = accepted(1);
        Sale tried = accepted(2);
        Sale aside = accepted(3);
        store.settlements().attempted(tried.id(), NOON);
        store.settlements().setAside(aside.id(), "cannot be read");
        assertEquals(List.of(tried.id(), aside.id()), inDoubt(10));
        // The oldest entry was not tried; what was set aside is found behind any number of others.
        assertEquals(List.of(aside.id()), inDoubt(1));
        store.settlements().attempted(untried.id(), NOON);
        assertEquals(List.of(untried.id(), tried.id(), aside.id()), inDoubt(2));
    }

    private List<MessageId> inDoubt(int limit) {
        return store.outbox().inDoubt(limit).stream()
                .map(entry -> entry.message().id())
                .toList();
    }

    @Test
    void aVoidNeverLeavesWhileItsSaleWaits() {
        Sale sale = accepted(1);
        store.settlements().told(sale.id(), Told.PROVISIONAL);
        Cancellation taken = Sales.cancellation(sale, nextId(), "void");
        store.settlements().voided(taken, before -> Sales.message(taken), Sales.after(sale));
        refused(IllegalTransitionException.class, () -> store.settlements().attempted(taken.id(), NOON));
        assertEquals(Set.of(), store.settlements().attempted(List.of(taken.id()), NOON));
        answered(sale.id(), Sales.booked(sale));
        assertEquals(Set.of(taken.id()), store.settlements().attempted(List.of(taken.id()), NOON));
    }

    @Test
    void standingOfTheQueueNamesWhatSomeoneShouldLookAt() {
        assertEquals(
                new QueueStanding(0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty()),
                store.outbox().standing(1));
        Sale first = accepted(1);
        Sale second = accepted(2);
        Sale third = accepted(3);
        store.settlements().attempted(first.id(), NOON);
        store.settlements().attempted(second.id(), NOON);
        store.settlements().attempted(second.id(), NOON);
        store.settlements().setAside(first.id(), "poison");
        assertEquals(
                new QueueStanding(3, 1, 1, Optional.of(second.id()), Optional.of(first.id()), Optional.empty()),
                store.outbox().standing(2));
        assertEquals(
                new QueueStanding(3, 1, 0, Optional.of(second.id()), Optional.of(first.id()), Optional.empty()),
                store.outbox().standing(3));
        answered(second.id(), Sales.booked(second));
        assertEquals(Optional.of(third.id()), store.outbox().standing(1).oldest());
        assertEquals(
                List.of(third.id()),
                store.outbox().ofSettlement(third.id()).stream()
                        .map(entry -> entry.message().id())
                        .toList());
        assertEquals(List.of(), store.outbox().ofSettlement(second.id()));
    }

    @Test
    void whatIsSetAsideTakesNoPlaceOfThoseWhoseTurnMayCome() {
        Sale poisoned = acknowledged(1);
        MessageId undo = voided(poisoned, "void-1").id();
        store.settlements().setAside(undo, "poison");
        Sale first = accepted(2);
        store.settlements().setAside(first.id(), "poison");
        Sale second = accepted(3);
        Sale third = accepted(4);
        assertEquals(List.of(second.id(), third.id()), inTurn(2));
        assertEquals(List.of(second.id()), inTurn(1));
        store.settlements().told(first.id(), Told.PROVISIONAL);
        voided(first, "void-2");
        assertEquals(List.of(second.id(), third.id()), inTurn(10), "the void waits behind its sale");
        intervened(first, Intervention.Kind.RELEASED, "");
        assertEquals(4, inTurn(10).size());
    }

    @Test
    void attemptsAreCountedTogetherOfThoseWhoseBytesMayLeave() {
        Sale first = accepted(1);
        Sale aside = accepted(2);
        Sale second = accepted(3);
        Sale gone = acknowledged(4);
        store.settlements().setAside(aside.id(), "poison");
        assertEquals(
                Set.of(first.id(), second.id()),
                store.settlements().attempted(List.of(first.id(), aside.id(), gone.id(), second.id()), NOON));
        assertEquals(1, store.outbox().entry(first.id()).orElseThrow().attempts());
        assertEquals(0, store.outbox().entry(aside.id()).orElseThrow().attempts());
        assertEquals(
                SettlementState.SUBMITTED,
                store.settlements().find(second.id()).orElseThrow().state());
        assertEquals(
                SettlementState.RECORDED,
                store.settlements().find(aside.id()).orElseThrow().state());
    }

    @Test
    void theQueueIsReadOnFromAnEntry() {
        Sale first = accepted(1);
        Sale second = accepted(2);
        Sale third = accepted(3);
        store.settlements().setAside(second.id(), "poison");
        Sale fourth = accepted(4);
        long after = store.outbox().entry(first.id()).orElseThrow().sequence();
        assertEquals(
                List.of(third.id(), fourth.id()),
                store.outbox().inTurn(after, 5).stream()
                        .map(entry -> entry.message().id())
                        .toList());
        assertEquals(1, store.outbox().inTurn(after, 1).size());
    }

    private List<MessageId> inTurn(int limit) {
        return store.outbox().inTurn(limit).stream()
                .map(entry -> entry.message().id())
                .toList();
    }

    @Test
    void aDayHoldsItsSalesAndItsVoidsAndNothingElse() {
        LocalDateTime evening = Sales.MORNING.withHour(23).withMinute(59).withSecond(59);
        LocalDate day = evening.toLocalDate();
        Sale early = soldAt(evening.minusDays(1), 1);
        Sale late = soldAt(evening, 2);
        Sale after = soldAt(evening.plusSeconds(1), 3);
        assertEquals(List.of(late.id()), ofDay(day));
        MessageId undo = store.ids().next(evening.plusSeconds(2));
        Cancellation cancellation = Sales.cancellation(early, undo, "void-1");
        answered(early.id(), Sales.booked(early));
        store.settlements().voided(cancellation, before -> Sales.message(cancellation), early.person());
        store = restart(store);
        assertEquals(List.of(early.id()), ofDay(day.minusDays(1)));
        assertEquals(List.of(late.id()), ofDay(day));
        assertEquals(List.of(early.id(), after.id()), ofDay(day.plusDays(1)));
        assertEquals(List.of(), ofDay(day.plusDays(2)));
    }

    private Sale soldAt(LocalDateTime time, int number) {
        Sale sale = Sales.atPharmacy()
                .to(Persons.person(number))
                .at(time)
                .made(store.ids().next(time), "sale-" + number);
        accept(sale);
        return sale;
    }

    private List<MessageId> ofDay(LocalDate day) {
        return store.settlements().ofDay(day).stream().map(Settlement::id).toList();
    }

    @Test
    void messageSetAsideIsNotAttemptedUntilReleased() {
        Sale sale = accepted(1);
        store.settlements().setAside(sale.id(), "poisoned");
        refused(IllegalTransitionException.class, () -> store.settlements().attempted(sale.id(), NOON));
        store = restart(store);
        assertTrue(onlyEntry().setAside());
        assertEquals("poisoned", onlyEntry().lastFault());
        intervened(sale, Intervention.Kind.RELEASED, "");
        assertFalse(onlyEntry().setAside());
        assertEquals(NOON, onlyEntry().nextAttempt());
        store.settlements().attempted(sale.id(), NOON);
        assertEquals(1, onlyEntry().attempts());
    }

    @Test
    void bookedAnswerAcknowledgesAndEndsTheEntry() {
        Sale sale = accepted(1);
        Settlement answered = answered(sale.id(), Sales.booked(sale));
        store = restart(store);
        assertEquals(SettlementState.ACKNOWLEDGED, answered.state());
        assertEquals(answered, find(sale));
        assertEquals(0, store.outbox().size());
    }

    @Test
    void refusedAnswerEndsASaleThatWasNotTold() {
        Sale sale = accepted(1);
        assertEquals(
                SettlementState.REFUSED, answered(sale.id(), Sales.refused()).state());
        assertEquals(0, store.outbox().size());
    }

    @Test
    void repeatedAnswerChangesNothing() {
        Sale sale = acknowledged(1);
        JournalHead head = store.journal().head();
        assertEquals(find(sale), answered(sale.id(), Sales.booked(sale)));
        assertEquals(head, store.journal().head());
    }

    @Test
    void secondDifferentAnswerIsRefused() {
        Sale sale = acknowledged(1);
        refused(IllegalTransitionException.class, () -> answered(sale.id(), Sales.refused()));
        assertEquals(SettlementState.ACKNOWLEDGED, find(sale).state());
    }

    @Test
    void answerToNothingIsRefused() {
        MessageId unknown = MessageId.parse(UNKNOWN_ID);
        refused(IllegalTransitionException.class, () -> answered(unknown, Sales.refused()));
        refused(IllegalTransitionException.class, () -> store.settlements().told(unknown, Told.DONE));
    }

    @Test
    void whatTheCounterWasToldIsKeptAndNotTurnedAround() {
        Sale sale = acknowledged(1);
        store.settlements().told(sale.id(), Told.DONE);
        JournalHead head = store.journal().head();
        store.settlements().told(sale.id(), Told.DONE);
        assertEquals(head, store.journal().head());
        refused(IllegalTransitionException.class, () -> store.settlements().told(sale.id(), Told.NOT_MADE));
        store = restart(store);
        assertEquals(Told.DONE, find(sale).told());
    }

    @Test
    void provisionalSaleBookedOtherwiseIsFollowedUpUntilClosed() {
        Sale sale = provisional(1);
        assertEquals(
                SettlementState.ADJUSTED,
                answered(sale.id(), Sales.bookedOtherwise(sale)).state());
        assertEquals(List.of(find(sale)), store.settlements().followUps(10));
        Closure closure = Sales.closure(sale);
        assertEquals(closure, store.settlements().closed(closure).closure());
        store = restart(store);
        assertEquals(List.of(), store.settlements().followUps(10));
        refused(IllegalTransitionException.class, () -> store.settlements().closed(closure));
    }

    @Test
    void provisionalSaleRefusedIsFollowedUpOldestFirst() {
        Sale first = provisional(1);
        Sale second = provisional(2);
        answered(second.id(), Sales.refused());
        answered(first.id(), Sales.refused());
        assertEquals(List.of(find(first), find(second)), store.settlements().followUps(10));
        assertEquals(List.of(find(first)), store.settlements().followUps(1));
    }

    @Test
    void whatThePlatformHasNotSpokenOfIsSummedByPersonAndDay() {
        LocalDate day = Sales.MORNING.toLocalDate();
        String first = Persons.person(1).person().psnNo();
        assertSums(0, 0, day);
        Sale doubtful = accepted(1);
        store.settlements().attempted(doubtful.id(), NOON);
        store.settlements().postponed(doubtful.id(), NOON, "no answer", true);
        assertSums(10_000, 10_000, day);
        reversed(doubtful);
        assertSums(0, 0, day);
        Sale waiting = Sales.atPharmacy().made(nextId(), "later");
        accept(waiting);
        store.settlements().told(waiting.id(), Told.PROVISIONAL);
        Sale booked = provisional(2);
        Sale tomorrow = Sales.atPharmacy()
                .to(Persons.person(1))
                .over(Amount.ofFen(777))
                .at(Sales.MORNING.plusDays(1))
                .made(nextId(), "tomorrow");
        accept(tomorrow);
        assertSums(20_777, 10_000, day);
        assertEquals(Amount.ofFen(777), store.outbox().unanswered(first, day.plusDays(1)));
        store.settlements().attempted(booked.id(), NOON);
        store.settlements().setAside(booked.id(), "set aside");
        store = restart(store);
        assertSums(20_777, 10_000, day);
        answered(booked.id(), Sales.bookedOtherwise(booked));
        assertSums(10_777, 10_000, day);
        voided(waiting, "void-1");
        assertSums(777, 0, day);
        answered(tomorrow.id(), Sales.refused());
        store = restart(store);
        assertSums(0, 0, day);
    }

    private void assertSums(long terminal, long firstPerson, LocalDate day) {
        assertEquals(Amount.ofFen(terminal), store.outbox().unanswered());
        assertEquals(
                Amount.ofFen(firstPerson),
                store.outbox().unanswered(Persons.person(1).person().psnNo(), day));
        assertInstanceOf(JournalVerification.Sound.class, store.journal().verify());
    }

    @Test
    void provisionalSaleBookedAsQuotedNeedsNobody() {
        Sale sale = provisional(1);
        assertEquals(
                SettlementState.ACKNOWLEDGED,
                answered(sale.id(), Sales.booked(sale)).state());
        assertEquals(List.of(), store.settlements().followUps(10));
    }

    @Test
    void voidWaitsBehindItsSettlement() {
        Sale sale = provisional(1);
        Cancellation cancellation = voided(sale, "void-1");
        store = restart(store);
        List<OutboxEntry> entries = store.outbox().entries(10);
        assertEquals(
                List.of(sale.id(), cancellation.id()),
                entries.stream().map(entry -> entry.message().id()).toList());
        assertEquals(entries.get(0).settlement(), entries.get(1).settlement());
        assertEquals(entries.get(0).person(), entries.get(1).person());
        assertEquals(Sales.message(cancellation), entries.get(1).message());
        assertEquals(cancellation, find(sale).cancellation());
        assertEquals(
                Optional.of(sale.person()),
                store.persons().findByPsnNo(entries.get(1).person()));
    }

    @Test
    void answerToAVoidIsKeptWithIt() {
        Sale sale = acknowledged(1);
        Cancellation cancellation = voided(sale, "void-1");
        store.settlements().attempted(cancellation.id(), NOON);
        store.settlements().postponed(cancellation.id(), NOON, "no answer", true);
        assertEquals(SettlementState.VOIDED, find(sale).state());
        PlatformAnswer answer = Sales.booked(sale);
        Cancellation answered = answered(cancellation.id(), answer).cancellation();
        assertEquals(
                new Cancellation(
                        cancellation.id(),
                        cancellation.key(),
                        cancellation.bodyDigest(),
                        sale.id(),
                        cancellation.operator(),
                        cancellation.madeAt(),
                        answer),
                answered);
        assertEquals(0, store.outbox().size());
    }

    @Test
    void refusedVoidIsFollowedUpUntilClosed() {
        Sale sale = acknowledged(1);
        Cancellation cancellation = voided(sale, "void-1");
        answered(cancellation.id(), Sales.refused());
        assertEquals(List.of(find(sale)), store.settlements().followUps(10));
        store.settlements().closed(Sales.closure(sale));
        store = restart(store);
        assertEquals(List.of(), store.settlements().followUps(10));
    }

    @Test
    void bookedSaleGoesAgainInItsOwnBytesAndKeepsItsState() {
        Sale sale = soldFinally(1);
        Settlement resent = store.settlements().resent(again(sale.id()));
        assertEquals(SettlementState.ACKNOWLEDGED, resent.state());
        store = restart(store);
        assertEquals(resent, find(sale));
        assertEquals(Sales.message(sale), onlyEntry().message());
        assertEquals(sale.id(), onlyEntry().settlement());
        assertTrue(store.journal().verify() instanceof JournalVerification.Sound);
        refused(IllegalTransitionException.class, () -> store.settlements().resent(again(sale.id())));
    }

    @Test
    void secondWordOnWhatWentAgainCounts() {
        Sale booked = soldFinally(1);
        store.settlements().resent(again(booked.id()));
        assertEquals(
                SettlementState.ACKNOWLEDGED,
                answered(booked.id(), Sales.booked(booked)).state());
        store.settlements().resent(again(booked.id()));
        assertEquals(
                SettlementState.ADJUSTED,
                answered(booked.id(), Sales.bookedOtherwise(booked)).state());
        store.settlements().resent(again(booked.id()));
        Settlement rejected = answered(booked.id(), Sales.refused());
        assertEquals(SettlementState.REJECTED, rejected.state());
        assertTrue(rejected.needsFollowUp());
        assertEquals(0, store.outbox().size());
        assertTrue(store.journal().verify() instanceof JournalVerification.Sound);
        Journalled journalled = store.settlements().inOrder(0, 1).get(0);
        assertEquals(OptionalLong.of(store.journal().head().number()), journalled.undone());
    }

    @Test
    void bookedVoidGoesAgainAlone() {
        Sale sale = acknowledged(1);
        Cancellation cancellation = voided(sale, "void-1");
        answered(cancellation.id(), Sales.booked(sale));
        store.settlements().resent(again(cancellation.id()));
        assertEquals(Sales.message(cancellation), onlyEntry().message());
        assertNull(find(sale).answerTo(cancellation.id()));
        answered(cancellation.id(), Sales.booked(sale));
        assertEquals(0, store.outbox().size());
    }

    @Test
    void whatWasNotBookedDoesNotGoAgain() {
        Sale waiting = accepted(1);
        refused(IllegalTransitionException.class, () -> store.settlements().resent(again(waiting.id())));
        refused(IllegalTransitionException.class, () -> store.settlements().resent(again(MessageId.parse(UNKNOWN_ID))));
    }

    private Sale soldFinally(int number) {
        Sale sale = acknowledged(number);
        store.settlements().told(sale.id(), Told.DONE);
        return sale;
    }

    private static Resubmission again(MessageId message) {
        return new Resubmission(message, Sales.CASHIER, Sales.MORNING, "中心没有这笔");
    }

    @Test
    void whatIsNotSoldIsNotVoided() {
        Sale sale = accepted(1);
        answered(sale.id(), Sales.refused());
        refused(IllegalTransitionException.class, () -> voided(sale, "void-1"));
        assertEquals(Optional.empty(), store.settlements().findByKey(new IdempotencyKey("void-1")));
    }

    @Test
    void voidOnceOnly() {
        Sale sale = acknowledged(1);
        voided(sale, "void-1");
        refused(IllegalTransitionException.class, () -> voided(sale, "void-2"));
    }

    @Test
    void reversalTakesThePlaceOfItsSettlementsMessage() {
        Sale sale = notMade(1);
        Reversal reversal = reversed(sale);
        assertEquals(Sales.message(reversal), onlyEntry().message());
        assertEquals(sale.id(), onlyEntry().settlement());
        refused(IllegalTransitionException.class, () -> store.settlements().attempted(sale.id(), NOON));
        store = restart(store);
        assertEquals(reversal, find(sale).reversal());
        assertEquals(SettlementState.IN_DOUBT, find(sale).state());
        Settlement reversed = answered(reversal.id(), new PlatformAnswer.Reversed(true));
        assertEquals(SettlementState.REVERSED, reversed.state());
        assertEquals(0, store.outbox().size());
    }

    @Test
    void lateAnswerAfterNotMadeWaitsForTheReversal() {
        Sale sale = notMade(1);
        Reversal reversal = reversed(sale);
        Settlement late = answered(sale.id(), Sales.booked(sale));
        assertEquals(SettlementState.IN_DOUBT, late.state());
        assertEquals(Sales.message(reversal), onlyEntry().message());
    }

    @Test
    void refusedReversalLeavesTheDoubtOpenAndIsFollowedUp() {
        Sale sale = notMade(1);
        Reversal reversal = reversed(sale);
        assertEquals(
                SettlementState.IN_DOUBT,
                answered(reversal.id(), Sales.refused()).state());
        assertEquals(List.of(find(sale)), store.settlements().followUps(10));
    }

    @Test
    void reversalOfASaleToldAsMadeIsRefused() {
        Sale sale = provisional(1);
        refused(IllegalTransitionException.class, () -> reversed(sale));
    }

    @Test
    void latestComeNewestFirst() {
        Sale first = accepted(1);
        Sale second = accepted(2);
        store.settlements().told(first.id(), Told.PROVISIONAL);
        assertEquals(List.of(find(second), find(first)), store.settlements().latest(10));
        assertEquals(List.of(find(second)), store.settlements().latest(1));
    }

    @Test
    void answerAndWhatItMeansForThePersonAreOneStep() {
        Sale sale = accepted(1);
        PersonSnapshot after = sale.person().after(2026, Sales.booked(sale).cumAfter(), Amount.ofFen(7));
        answered(sale.id(), Sales.booked(sale), after);
        store = restart(store);
        assertEquals(Optional.of(after), personOf(sale));
    }

    @Test
    void answerThatIsRefusedMovesNoPerson() {
        Sale sale = acknowledged(1);
        PersonSnapshot strange = sale.person().after(2026, Sales.booked(sale).cumAfter(), Amount.ofFen(7));
        refused(IllegalTransitionException.class, () -> answered(sale.id(), Sales.refused(), strange));
        assertEquals(Optional.of(Sales.after(sale)), personOf(sale));
        answered(sale.id(), Sales.booked(sale), strange);
        assertEquals(Optional.of(Sales.after(sale)), personOf(sale));
    }

    private Optional<PersonSnapshot> personOf(Sale sale) {
        return store.persons().findByPsnNo(sale.person().person().psnNo());
    }

    @Test
    void whoTookThePlatformsOtherSplitIsKept() {
        Sale sale = accepted(1);
        answered(sale.id(), Sales.bookedOtherwise(sale));
        refused(IllegalTransitionException.class, () -> store.settlements().confirmed(Sales.confirmation(sale)));
        store.settlements().told(sale.id(), Told.DIFFERENCE);
        Settlement confirmed = store.settlements().confirmed(Sales.confirmation(sale));
        assertEquals(Told.DONE, confirmed.told());
        store = restart(store);
        assertEquals(confirmed, find(sale));
        assertEquals(Sales.confirmation(sale), find(sale).confirmation());
        refused(IllegalTransitionException.class, () -> store.settlements().confirmed(Sales.confirmation(sale)));
    }

    @Test
    void differenceThatWasVoidedIsNotConfirmed() {
        Sale sale = accepted(1);
        answered(sale.id(), Sales.bookedOtherwise(sale));
        store.settlements().told(sale.id(), Told.DIFFERENCE);
        voided(sale, "void-1");
        refused(IllegalTransitionException.class, () -> store.settlements().confirmed(Sales.confirmation(sale)));
    }

    @Test
    void certificateIsKeptWithItsSale() {
        Sale sale = accepted(1);
        store = restart(store);
        assertEquals(Sales.CERTIFICATE, find(sale).sale().certificate());
    }

    @Test
    void entryIsFoundByItsMessageWhileItWaits() {
        Sale sale = accepted(1);
        accepted(2);
        assertEquals(
                Optional.of(store.outbox().entries(1).get(0)), store.outbox().entry(sale.id()));
        answered(sale.id(), Sales.booked(sale));
        assertEquals(Optional.empty(), store.outbox().entry(sale.id()));
        assertEquals(Optional.empty(), store.outbox().entry(MessageId.parse(UNKNOWN_ID)));
    }

    @Test
    void soundStoreRefusesNothing() {
        accepted(1);
        assertEquals(Optional.empty(), store.settlements().refusesBecause());
    }

    @Test
    void allSettlementsComeInOrderPageByPage() {
        List<Sale> sales = List.of(accepted(1), accepted(2), accepted(3));
        store.settlements().told(sales.get(0).id(), Told.PROVISIONAL);
        store = restart(store);
        List<Journalled> seen = new ArrayList<>();
        long last = 0;
        for (List<Journalled> page = store.settlements().inOrder(last, 2);
                !page.isEmpty();
                page = store.settlements().inOrder(last, 2)) {
            assertTrue(page.size() <= 2);
            seen.addAll(page);
            last = page.get(page.size() - 1).accepted();
        }
        assertEquals(
                sales.stream().map(this::find).toList(),
                seen.stream().map(Journalled::settlement).toList());
        assertEquals(
                List.of(1L, 2L, 3L), seen.stream().map(Journalled::accepted).toList());
    }

    @Test
    void whatWasGivenBackNamesTheRecordThatGaveItBack() {
        Sale standing = provisional(1);
        Sale taken = provisional(2);
        voided(taken, "void-2");
        long ofVoid = store.journal().head().number();
        answered(taken.id(), Sales.refused());
        Sale rejected = provisional(3);
        answered(rejected.id(), Sales.refused());
        long ofRefusal = store.journal().head().number();
        Sale unmade = notMade(4);
        reversed(unmade);
        long ofReversal = store.journal().head().number();
        answered(standing.id(), Sales.booked(standing));
        store = restart(store);
        assertEquals(
                List.of(
                        OptionalLong.empty(),
                        OptionalLong.of(ofVoid),
                        OptionalLong.of(ofRefusal),
                        OptionalLong.of(ofReversal)),
                store.settlements().inOrder(0, 10).stream()
                        .map(Journalled::undone)
                        .toList());
    }

    private Sale acknowledged(int number) {
        Sale sale = accepted(number);
        answered(sale.id(), Sales.booked(sale));
        return sale;
    }

    private Sale provisional(int number) {
        Sale sale = accepted(number);
        store.settlements().told(sale.id(), Told.PROVISIONAL);
        return sale;
    }

    private Sale notMade(int number) {
        Sale sale = accepted(number);
        store.settlements().attempted(sale.id(), NOON);
        store.settlements().postponed(sale.id(), NOON, "no answer", true);
        store.settlements().told(sale.id(), Told.NOT_MADE);
        return sale;
    }

    private Cancellation voided(Sale sale, String key) {
        Cancellation cancellation = Sales.cancellation(sale, nextId(), key);
        store.settlements().voided(cancellation, before -> Sales.message(cancellation), sale.person());
        return cancellation;
    }

    private Reversal reversed(Sale sale) {
        Reversal reversal = Sales.reversal(sale, nextId());
        store.settlements().reversing(reversal, before -> Sales.message(reversal), sale.person());
        return reversal;
    }

    private Settlement answered(MessageId message, PlatformAnswer answer) {
        return answered(message, answer, null);
    }

    private Settlement answered(MessageId message, PlatformAnswer answer, @Nullable PersonSnapshot after) {
        return store.settlements().answered(message, answer, Sales.evidence("signed answer to " + message), after);
    }

    private OutboxEntry onlyEntry() {
        List<OutboxEntry> entries = store.outbox().entries(10);
        assertEquals(1, entries.size());
        return entries.get(0);
    }
}
