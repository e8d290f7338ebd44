package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;

/** Two tills at once, a disk that fails in the middle, answers in the wrong order. */
final class ServiceUnderStressTest {
    private static final String VOUCHER = "3701020000000000000000370100";

    private final PersonSnapshot person = Persons.person(1);
    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 200);
    private final Counter.MovingClock clock = new Counter.MovingClock();
    private Counter counter = new Counter(platform, store, clock, Counter.PATIENCE);

    ServiceUnderStressTest() {
        platform.knows(person, VOUCHER);
    }

    @AfterEach
    void closeCounter() {
        counter.close();
    }

    private void restart(Duration settleDeadline, UnaryOperator<SettlementStore> around) {
        counter.close();
        counter = new Counter(platform, store, clock, settleDeadline, around);
    }

    @Test
    void twoTillsThatSettleForOnePersonSeeEachOther() {
        store.remember(person);
        platform.cutLine();
        for (int round = 0; round < 30; round++) {
            QuoteOutcome first = counter.quote(person, 100);
            QuoteOutcome second = counter.quote(person, 200);
            String keys = "round-" + round;
            List<SettleOutcome> ends = IntStream.range(0, 2)
                    .parallel()
                    .mapToObj(till -> counter.settle(till == 0 ? first : second, keys + "-" + till))
                    .toList();
            long sold = ends.stream()
                    .filter(SettleOutcome.Settled.class::isInstance)
                    .count();
            assertEquals(1, sold, ends::toString);
        }
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        long charged = counter.service.latest(100).stream()
                .mapToLong(sale -> sale.breakdown().acctPay().fen())
                .sum();
        assertEquals(person.balance().fen() - charged, after.balance().fen());
    }

    @Test
    void twoCallsWithOneKeyAtOnceMakeOneSettlement() {
        store.remember(person);
        platform.cutLine();
        for (int round = 0; round < 30; round++) {
            QuoteOutcome quote = counter.quote(person, 100);
            String key = "same-" + round;
            long made = IntStream.range(0, 2)
                    .parallel()
                    .mapToObj(till -> counter.settle(quote, key))
                    .map(end -> assertInstanceOf(SettleOutcome.Settled.class, end)
                            .settlement()
                            .id())
                    .distinct()
                    .count();
            assertEquals(1, made);
        }
        assertEquals(30, counter.service.latest(100).size());
    }

    @Test
    void aDiskThatFailsAfterTheRecordIsNotAnsweredAsNotSold() {
        AtomicInteger failures = new AtomicInteger(1);
        restart(Counter.PATIENCE, failing("told", failures));
        QuoteOutcome quote = counter.quote(person, 1_000);
        SettleOutcome.Failed open = assertInstanceOf(SettleOutcome.Failed.class, counter.settle(quote, "k1"));
        assertEquals(FaultCode.RECORDED_UNANSWERED, open.fault().code());
        assertEquals(1, counter.service.followUps(10).size());
        SettleOutcome.Settled again = assertInstanceOf(SettleOutcome.Settled.class, counter.settle(quote, "k1"));
        assertEquals(Told.DONE, again.settlement().told());
        assertEquals(List.of(), counter.service.followUps(10));
        assertEquals(1, counter.service.latest(10).size());
    }

    @Test
    void aDiskThatFailsAtTheRecordSellsNothing() {
        AtomicInteger failures = new AtomicInteger(1);
        restart(Counter.PATIENCE, failing("accept", failures));
        SettleOutcome.Failed failed =
                assertInstanceOf(SettleOutcome.Failed.class, counter.settle(counter.quote(person, 1_000), "k1"));
        assertEquals(FaultCode.STORE_FAILED, failed.fault().code());
        assertEquals(List.of(), counter.service.latest(10));
    }

    @Test
    void aDiskThatFailsAtTheAnswerMovesNobodyAndTheNextTryMovesThemOnce() {
        AtomicInteger failures = new AtomicInteger(1);
        store.remember(person);
        platform.cutLine();
        restart(Counter.PATIENCE, failing("answered", failures));
        Settlement sold = counter.sold(person, 1_000, "k1");
        PersonSnapshot own = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        platform.script(message -> {
            // The first answer was lost on the way to the disk: nobody moved.
            assertEquals(own, store.findByPsnNo(person.person().psnNo()).orElseThrow());
            return ScriptedPlatform.answer(platformKnewMore(platform.sale(message.id())));
        });
        Settlement answered = counter.afterAnswerTo(sold.id(), platform::restoreLine);
        assertEquals(SettlementState.ACKNOWLEDGED, answered.state());
        assertEquals(2, platform.delivered().size());
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(501_000, after.cum().value(FlatSplit.ACCUMULATOR));
    }

    @Test
    void aVoidHearsThePlatformAlsoWhenItsAnswerIsFasterThanItsTill() {
        for (int round = 0; round < 20; round++) {
            Settlement sold = counter.sold(person, 1_000, "k" + round);
            SettleOutcome.Settled taken =
                    assertInstanceOf(SettleOutcome.Settled.class, counter.takeBack(sold, "v" + round));
            var cancellation = taken.settlement().cancellation();
            assertNotNull(cancellation);
            assertNotNull(cancellation.answer());
        }
    }

    @Test
    void oneMessageThatCannotGoDoesNotKeepTheOthersFromGoing() {
        platform.cutLine();
        AtomicInteger failures = new AtomicInteger(1);
        restart(Counter.PATIENCE, failing("attempted", failures));
        List<Settlement> sold = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> {
                    PersonSnapshot buyer = Persons.person(number);
                    store.remember(buyer);
                    return counter.sold(buyer, 1_000, "k" + number);
                })
                .toList();
        List<CompletableFuture<Settlement>> answers =
                sold.stream().map(sale -> counter.runner.answerTo(sale.id())).toList();
        platform.restoreLine();
        counter.runner.wake();
        answers.forEach(answer -> assertEquals(
                SettlementState.ACKNOWLEDGED,
                answer.orTimeout(Counter.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .state()));
    }

    @Test
    void aSaleVoidedBeforeTheTillHeardOfItIsNotToldAsDone() {
        store.remember(person);
        platform.cutLine();
        Sale sale = Sales.atPharmacy().made(store.next(Sales.MORNING), "k1");
        store.accept(sale, before -> platform.settlement(sale, before), Sales.after(sale));
        store.answered(sale.id(), Sales.booked(sale), Sales.evidence("signed"), null);
        assertEquals(1, counter.service.followUps(10).size());
        assertInstanceOf(
                SettleOutcome.Settled.class,
                counter.takeBack(counter.service.find(sale.id()).orElseThrow(), "v1"));
        SettleOutcome.Settled told = assertInstanceOf(
                SettleOutcome.Settled.class,
                counter.service.settle(new SettleCommand(sale.key(), sale.bodyDigest(), "gone", Sales.CASHIER)));
        assertEquals(Told.NOT_MADE, told.settlement().told());
        assertEquals(SettlementState.VOIDED, told.settlement().state());
    }

    @Test
    void aLateRefusalAfterAReversalGivesNothingBackASecondTime() {
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        CompletableFuture<Delivery> undone = new CompletableFuture<>();
        platform.script(message -> message.infno().equals("2601") ? undone : late);
        restart(Duration.ofMillis(60), UnaryOperator.identity());
        Settlement sold = assertInstanceOf(
                        SettleOutcome.Settled.class,
                        counter.settle(counter.quote(new InsuredCard.ElectronicVoucher(VOUCHER), 20_000), "k1"))
                .settlement();
        Reversal reversal = sold.reversal();
        assertNotNull(reversal);
        counter.afterAnswerTo(
                sold.id(), () -> late.complete(new Delivery.Answered(Sales.refused(), Sales.evidence("late"))));
        counter.afterAnswerTo(
                reversal.id(),
                () -> undone.complete(new Delivery.Answered(
                        new org.yibao.settlement.PlatformAnswer.Reversed(false), Sales.evidence("undone"))));
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(person.balance(), after.balance());
    }

    @Test
    void voidingASaleKeepsWhatThePlatformKnewBeforeIt() {
        store.remember(person);
        platform.script(message -> ScriptedPlatform.answer(platformKnewMore(platform.sale(message.id()))));
        Settlement sold = counter.sold(person, 1_000, "k1");
        platform.cutLine();
        counter.takeBack(sold, "v1");
        PersonSnapshot after = store.findByPsnNo(person.person().psnNo()).orElseThrow();
        assertEquals(500_000, after.cum().value(FlatSplit.ACCUMULATOR));
    }

    private static org.yibao.settlement.PlatformAnswer.Booked platformKnewMore(Sale sale) {
        var same = Sales.booked(sale);
        long added = sale.quote().cumAfter().value(FlatSplit.ACCUMULATOR);
        return new org.yibao.settlement.PlatformAnswer.Booked(
                same.setlId(),
                same.clearing(),
                same.breakdown(),
                same.funds(),
                same.lines(),
                org.yibao.benefit.YearToDate.of(java.util.Map.of(FlatSplit.ACCUMULATOR, 500_000 + added)));
    }

    @Test
    void aMessageThatWasSetAsideGoesAgainOnceAnOperatorReleasesIt() {
        store.remember(person);
        platform.cutLine();
        Settlement sold = counter.sold(person, 1_000, "k1");
        assertFalse(counter.service.release(sold.id(), Sales.CASHIER, ""));
        store.setAside(sold.id(), "poison");
        Settlement answered = counter.afterAnswerTo(sold.id(), () -> {
            platform.restoreLine();
            assertTrue(counter.service.release(sold.id(), Sales.CASHIER, ""));
        });
        assertEquals(SettlementState.ACKNOWLEDGED, answered.state());
    }

    @Test
    void aPharmacySettlesPurchasesOnly() {
        CredentialOutcome.Accepted presented = assertInstanceOf(
                CredentialOutcome.Accepted.class,
                counter.service.present(new InsuredCard.IdentityCard(person.identityNumber(), person.name())));
        QuoteCommand bill = Counter.bill(presented.handle(), 100, Counter.DRUG, List.of());
        QuoteCommand visit =
                new QuoteCommand(bill.credential(), "11", null, true, bill.family(), bill.diagnoses(), bill.lines());
        QuoteOutcome.Failed failed = assertInstanceOf(QuoteOutcome.Failed.class, counter.service.quote(visit));
        assertEquals(new Fault(FaultCode.MED_TYPE_NOT_ALLOWED, "11"), failed.fault());
        assertEquals(
                Amount.ofFen(100),
                ((QuoteOutcome.Quoted) counter.service.quote(bill))
                        .quote()
                        .breakdown()
                        .medfeeSumamt());
    }

    /** A store whose {@code step} fails as often as {@code failures} says, without having happened. */
    private static UnaryOperator<SettlementStore> failing(String step, AtomicInteger failures) {
        return store -> (SettlementStore) Proxy.newProxyInstance(
                SettlementStore.class.getClassLoader(),
                new Class<?>[] {SettlementStore.class},
                (self, method, values) -> {
                    if (method.getName().equals(step) && failures.getAndDecrement() > 0) {
                        throw new StoreException("the disk is full");
                    }
                    try {
                        return method.invoke(store, values);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
