package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.Difference.Kind;
import org.yibao.settlement.reconciliation.OpenDoubt;
import org.yibao.settlement.reconciliation.RepairKind;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.testing.InMemoryDayBook;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedDay;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.testing.StatementRows;

class BusinessDayTest {
    private static final Operator KEEPER = new Operator("K01", "钱主管", "till-1");

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final InMemoryDayBook book = new InMemoryDayBook();
    private final ScriptedDay there = new ScriptedDay();
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 100);
    private final Counter.MovingClock clock = new Counter.MovingClock();
    private Counter counter;
    private BusinessDay days;
    private LocalDate today;
    private Settlement first;
    private Settlement second;

    @BeforeEach
    void sellTwice() {
        counter = new Counter(platform, store, clock, Counter.PATIENCE);
        days = counter.days(book, there);
        platform.knows(Persons.person(1), "voucher-1");
        platform.knows(Persons.person(2), "voucher-2");
        first = counter.sold(Persons.person(1), 10_000, "sale-1");
        second = counter.sold(Persons.person(2), 20_000, "sale-2");
        today = first.id().second().toLocalDate();
        there.holds(here());
    }

    @AfterEach
    void close() {
        counter.close();
    }

    private List<StatementRow> here() {
        return new DayRows(counter.store, counter.store, today).rows();
    }

    private DayOutcome.Standing reconciled() {
        return (DayOutcome.Standing) days.reconcile(today, KEEPER);
    }

    private DayOutcome repaired(String message, RepairKind kind) {
        return days.repair(today, message, kind, KEEPER, "已核实");
    }

    private List<StatementRow> without(Settlement settlement) {
        return here().stream()
                .filter(row -> !row.message().equals(settlement.id().value()))
                .toList();
    }

    @Test
    void dayThatAgreesClosesWithThePlatformsWord() {
        DayOutcome.Standing standing = reconciled();
        assertTrue(standing.day().closed());
        assertTrue(standing.day().last().orElseThrow().groups().stream().allMatch(group -> group.evidence() != null));
    }

    @Test
    void saleThePlatformLostIsUploadedAgainInItsOwnBytesAndTheDayClosesOnceItIsBooked() {
        there.holds(without(first));
        assertFalse(reconciled().day().closed());
        int delivered = platform.delivered().size();
        counter.afterAnswerTo(first.id(), () -> repaired(first.id().value(), RepairKind.UPLOAD_AGAIN));
        assertEquals(
                platform.delivered().get(0),
                platform.delivered().get(delivered),
                "the bytes of the first sale, unchanged");
        there.holds(here());
        assertTrue(reconciled().day().closed());
    }

    @Test
    void whatThePlatformRefusesTheSecondTimeIsToBeFollowedUp() {
        there.holds(without(first));
        reconciled();
        platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
        Settlement rejected =
                counter.afterAnswerTo(first.id(), () -> repaired(first.id().value(), RepairKind.UPLOAD_AGAIN));
        assertEquals(SettlementState.REJECTED, rejected.state());
        assertTrue(rejected.needsFollowUp());
    }

    @Test
    void dayWithASaleThatWaitsIsNamedAndDoesNotClose() {
        there.holds(without(first));
        reconciled();
        platform.cutLine();
        repaired(first.id().value(), RepairKind.UPLOAD_AGAIN);
        DayEntry.Reconciled last = reconciled().day().last().orElseThrow();
        assertEquals(List.of(), last.differences(), "neither side counts it");
        assertEquals(List.of(new OpenDoubt(OpenDoubt.Kind.QUEUED, first.id(), first.id())), last.open());
        assertFalse(last.closes());
    }

    @Test
    void strayIsReversedAndAnUnansweredReversalGoesAgainInTheSameBytes() {
        StatementRow stray = StatementRows.sale(
                "P3701020000120260302235959A999", here().get(0).group(), 700);
        List<StatementRow> all = new ArrayList<>(here());
        all.add(stray);
        there.holds(all);
        assertEquals(
                Kind.ONLY_THERE,
                reconciled().day().difference(stray.message()).orElseThrow().kind());
        platform.script(
                message -> CompletableFuture.completedFuture(new PlatformGateway.Delivery.OutcomeUnknown("no answer")));
        repaired(stray.message(), RepairKind.REVERSE);
        int sent = platform.delivered().size();
        assertEquals(1, days.standing(today).day().unanswered().size());

        BusinessDay afterRestart = counter.days(book, there);
        platform.script(message -> ScriptedPlatform.answer(new PlatformAnswer.Reversed(true)));
        there.holds(here());
        DayOutcome.Standing standing = (DayOutcome.Standing) afterRestart.reconcile(today, KEEPER);
        assertEquals(platform.delivered().get(sent - 1), platform.delivered().get(sent));
        assertTrue(standing.day().reversed(stray.message()));
        assertTrue(standing.day().closed());
    }

    @Test
    void whatIsSoldHereIsNeverUndoneThoughItsAnswerCameAfterTheComparison() {
        platform.cutLine();
        Settlement third = counter.sold(Persons.person(1), 30_000, "sale-3");
        String message = third.id().value();
        List<StatementRow> all = new ArrayList<>(here());
        all.add(StatementRows.sale(message, here().get(0).group(), 30_000));
        there.holds(all);
        assertEquals(
                Kind.ONLY_THERE,
                reconciled().day().difference(message).orElseThrow().kind());
        counter.afterAnswerTo(third.id(), platform::restoreLine);
        assertFault(FaultCode.DAY_REPAIR_UNFIT, repaired(message, RepairKind.REVERSE));
        assertFault(FaultCode.DAY_REPAIR_UNFIT, repaired(message, RepairKind.VOID));
        there.holds(here());
        assertTrue(reconciled().day().closed());
    }

    @Test
    void otherAmountsAreAcceptedByAnOperatorAndTheDayCloses() {
        List<StatementRow> dearer = new ArrayList<>(without(second));
        here().stream()
                .filter(row -> row.message().equals(second.id().value()))
                .map(StatementRows::dearer)
                .forEach(dearer::add);
        there.holds(dearer);
        assertEquals(
                Kind.AMOUNTS_DIFFER,
                reconciled().day().difference(second.id().value()).orElseThrow().kind());
        repaired(second.id().value(), RepairKind.ACCEPT);
        DayOutcome.Standing closed = reconciled();
        assertTrue(closed.day().closed());
        assertEquals(KEEPER, closed.day().repairs().get(0).operator());
    }

    @Test
    void voidSeenOnlyThereIsAnotherStateOfTheSale() {
        List<StatementRow> voided = new ArrayList<>(here());
        voided.add(StatementRows.voidOf(here().get(0)));
        there.holds(voided);
        String message = voided.get(voided.size() - 1).message();
        assertEquals(
                Kind.STATE_DIFFERS,
                reconciled().day().difference(message).orElseThrow().kind());
        repaired(message, RepairKind.ACCEPT);
        assertTrue(reconciled().day().closed());
    }

    @Test
    void lineThatBreaksBetweenTotalsAndDetailsLeavesNothingWrittenDown() {
        there.holds(without(first));
        there.answersOnly(2);
        DayOutcome broken = days.reconcile(today, KEEPER);
        assertEquals(
                FaultCode.PLATFORM_UNREACHABLE,
                ((DayOutcome.Failed) broken).fault().code());
        assertEquals(List.of(), book.entries(today));
        there.answersOnly(Integer.MAX_VALUE);
        assertEquals(1, reconciled().day().last().orElseThrow().differences().size());
    }

    @Test
    void repairIsRefusedThatDoesNotFitOrWasMadeAlready() {
        there.holds(without(first));
        reconciled();
        assertFault(FaultCode.DAY_REPAIR_UNFIT, repaired(first.id().value(), RepairKind.REVERSE));
        assertFault(FaultCode.DAY_DIFFERENCE_UNKNOWN, repaired(second.id().value(), RepairKind.ACCEPT));
        repaired(first.id().value(), RepairKind.ACCEPT);
        assertFault(FaultCode.DAY_REPAIR_UNFIT, repaired(first.id().value(), RepairKind.ACCEPT));
    }

    @Test
    void dayThatHasNotBegunIsNotReconciled() {
        assertFault(FaultCode.DAY_NOT_OVER_YET, days.reconcile(today.plusDays(1), KEEPER));
    }

    private static void assertFault(FaultCode code, DayOutcome outcome) {
        assertEquals(code, ((DayOutcome.Failed) outcome).fault().code());
    }

    @Test
    void shiftEndsWithWhatItsCashierSoldAndTheNextBeginsThere() {
        counter.takeBack(second, "void-2");
        counter.later(Duration.ofMinutes(1));
        DayEntry.ShiftEnded shift = days.endShift(Sales.CASHIER).orElseThrow();
        assertEquals(2, shift.sold().count());
        assertEquals(Amount.ofFen(30_000), shift.sold().medfee());
        assertTrue(days.endShift(Sales.CASHIER).isEmpty(), "no second passed");
        assertEquals(List.of(shift), book.entries(today));
        counter.later(Duration.ofMinutes(1));
        DayEntry.ShiftEnded next = days.endShift(Sales.CASHIER).orElseThrow();
        assertEquals(shift.until(), next.from());
        assertEquals(0, next.sold().count());
    }

    @Test
    void shiftIsItsOwnCashiersAlone() {
        counter.later(Duration.ofMinutes(1));
        assertEquals(0, days.endShift(KEEPER).orElseThrow().sold().count());
    }
}
