package org.yibao.settlement.recalculation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.PolicySales;
import org.yibao.settlement.testing.PolicySales.Visit;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

/** Recalculation over a real store, with the product's tables and edited ones. */
public abstract class RecalculationContract {
    private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);
    private static final String POOL = "310100";
    private static final int QUEUE_MAX = 10_000;
    private static final long SEED = 20261123;

    /** Tier 2 in service pays 80 % in place of 70 % from 2023 on. */
    private static final String RATIO = "2023-01-01, until: 2027-12-31, value: 70%";

    private static final String BETTER_RATIO = "2023-01-01, until: 2027-12-31, value: 80%";

    private StorePorts store;
    private PolicySales counter;

    /** A store without content. */
    protected abstract StorePorts create(int queueMax);

    @BeforeEach
    void openStore() {
        store = create(QUEUE_MAX);
        counter = new PolicySales(store, PolicySales.builtIn());
    }

    /** E32 of the benefit facts: after E06 a second claim found the cap used up, then E06 was undone. */
    @Test
    void claimThatSawASaleUndoneLaterIsSplitWithoutIt() {
        Visit first = Visit.outpatient("2023-05-08T09:00:00", "300.00");
        counter.movedElsewhere(first, Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 440_000L));
        Sale e06 = sold(first);
        assertEquals(Amount.parse("100.00"), e06.quote().breakdown().fundPaySumamt());
        Sale second = sold(Visit.outpatient("2023-05-09T09:00:00", "50.00"));
        assertEquals(Amount.ZERO, second.quote().breakdown().fundPaySumamt());
        counter.takeBack(first, e06);

        List<Recalculated> results = replay(PolicySales.builtIn(), ALWAYS);
        assertEquals(new Recalculated.NotAffected(e06.id()), results.get(0));
        Recalculated.Voucher voucher = voucher(results.get(1));
        assertEquals(second.id(), voucher.settlement());
        assertEquals(Amount.ZERO, fund(voucher.before()));
        assertEquals(Amount.parse("35.00"), fund(voucher.after()));
        assertEquals(
                Map.of("OPT_PAY", 3_500L, "BURDEN", -3_500L),
                voucher.accumulators().values());
        assertEquals(Amount.parse("50.00"), voucher.before().account());
        assertEquals(Amount.parse("15.00"), voucher.after().account());
    }

    @Test
    void visitAfterTheVoidNeverSawTheSaleAndStays() {
        Visit first = Visit.outpatient("2023-05-08T09:00:00", "300.00");
        counter.movedElsewhere(first, Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 440_000L));
        counter.takeBack(first, sold(first));
        Sale second = sold(Visit.outpatient("2023-05-09T09:00:00", "50.00"));
        assertEquals(
                new Recalculated.Unchanged(second.id()),
                replay(PolicySales.builtIn(), ALWAYS).get(1));
    }

    @Test
    void voidBetweenTwoVisitsMovesOnlyTheOneBeforeIt() {
        Visit first = Visit.outpatient("2023-05-08T09:00:00", "300.00");
        counter.movedElsewhere(first, Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 440_000L));
        Sale undone = sold(first);
        sold(Visit.outpatient("2023-05-09T09:00:00", "50.00"));
        counter.takeBack(first, undone);
        Sale third = sold(Visit.outpatient("2023-05-10T09:00:00", "200.00"));
        assertEquals(Amount.parse("100.00"), third.quote().breakdown().fundPaySumamt(), "the cap had come back");

        List<Recalculated> results = replay(PolicySales.builtIn(), ALWAYS);
        assertEquals(Amount.parse("35.00"), fund(voucher(results.get(1)).after()));
        assertEquals(Amount.parse("65.00"), fund(voucher(results.get(2)).after()), "what the second takes is gone");
    }

    @Test
    void refusedSaleIsTakenOutForThoseInBetween() {
        Visit first = Visit.outpatient("2023-05-08T09:00:00", "300.00");
        counter.movedElsewhere(first, Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 440_000L));
        Sale rejected = sold(first);
        sold(Visit.outpatient("2023-05-09T09:00:00", "50.00"));
        store.settlements().answered(rejected.id(), Sales.refused(), Sales.evidence("signed"), null);
        List<Recalculated> results = replay(PolicySales.builtIn(), ALWAYS);
        assertInstanceOf(Recalculated.NotAffected.class, results.get(0));
        assertEquals(Amount.parse("35.00"), fund(voucher(results.get(1)).after()));
    }

    /** The first two are paid more, so that the third comes to the cap earlier: it is paid less. */
    @Test
    void whatTheFirstVisitsTakeMoreOfTheCapTheThirdLacks() {
        sold(Visit.outpatient("2024-02-01T09:00:00", "3600.00"));
        sold(Visit.outpatient("2024-03-01T09:00:00", "4000.00"));
        Sale third = sold(Visit.outpatient("2024-04-01T09:00:00", "1000.00"));
        assertEquals(Amount.parse("700.00"), third.quote().breakdown().hifpPay());

        List<Recalculated> results = replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS);
        assertEquals(Amount.parse("2400.00"), pool(voucher(results.get(0)).after()));
        assertEquals(Amount.parse("3200.00"), pool(voucher(results.get(1)).after()));
        assertEquals(Amount.parse("400.00"), pool(voucher(results.get(2)).after()));
        RecalculationTotals totals =
                results.stream().reduce(RecalculationTotals.NOTHING, RecalculationTotals::plus, (one, other) -> other);
        assertEquals(3, totals.vouchers());
        assertEquals(Amount.parse("400.00"), pool(totals.more()), "300 + 400 - 300");
        assertEquals(totals.more().minus(totals.more()), Shares.NOTHING);
    }

    @Test
    void movementMadeElsewhereInBetweenStays() {
        Visit first = Visit.outpatient("2024-02-01T09:00:00", "3600.00");
        sold(first);
        counter.movedElsewhere(first, Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 510_000L));
        Sale second = sold(Visit.outpatient("2024-03-01T09:00:00", "2000.00"));
        assertEquals(Amount.parse("900.00"), second.quote().breakdown().hifpPay());
        Recalculated.Voucher voucher =
                voucher(replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS).get(1));
        assertEquals(Amount.parse("600.00"), pool(voucher.after()), "6 000 - 2 400 - 3 000 paid elsewhere");
    }

    @Test
    void firstDayDividesAndWhatWasSoldBeforeKeepsItsMovement() {
        Sale before = sold(Visit.outpatient("2024-02-01T09:00:00", "3600.00"));
        Sale on = sold(Visit.outpatient("2024-03-01T00:00:00", "4000.00"));
        List<Recalculated> results = replay(PolicySales.edited(RATIO, BETTER_RATIO), LocalDate.of(2024, 3, 1));
        assertEquals(new Recalculated.NotAffected(before.id()), results.get(0));
        Recalculated.Voucher voucher = voucher(results.get(1));
        assertEquals(on.id(), voucher.settlement());
        assertEquals(Amount.parse("3200.00"), pool(voucher.after()));
    }

    @Test
    void differenceEndsWithTheMedicalYear() {
        counter.movedElsewhere(
                Visit.outpatient("2023-12-30T09:00:00", "1.00"), Map.of("OPT_DEDC", 60_000L, "OPT_PAY", 400_000L));
        sold(Visit.outpatient("2023-12-31T09:00:00", "500.00"));
        Sale restarted = sold(Visit.outpatient("2024-01-01T09:00:00", "700.00"));
        // Better in 2023 only.
        PolicyBook better = PolicySales.edited(
                "{from: 2023-01-01, until: 2027-12-31, value: 70%, source: 济政办发〔2022〕12号 一(二)}",
                "{from: 2023-01-01, until: 2023-12-31, value: 80%, source: 试验规定}\n"
                        + "          - {from: 2024-01-01, until: 2027-12-31, value: 70%, source: 试验规定}");
        List<Recalculated> results = replay(better, ALWAYS);
        assertEquals(Amount.parse("400.00"), pool(voucher(results.get(0)).after()));
        assertEquals(new Recalculated.Unchanged(restarted.id()), results.get(1));
    }

    @Test
    void onePersonsDifferenceIsNotAnothers() {
        sold(Visit.outpatient("2024-02-01T09:00:00", "9000.00"));
        Sale other = sold(Visit.outpatient("2024-02-02T09:00:00", "600.00").by(2));
        List<Recalculated> results = replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS);
        assertInstanceOf(Recalculated.Voucher.class, results.get(0));
        assertEquals(new Recalculated.Unchanged(other.id()), results.get(1), "all of it is the deductible's");
    }

    /** As the residents' rules of 2019, published in summer for expenses from the first of January. */
    @Test
    void tableThatComesInSummerForExpensesFromJanuaryOpensVouchersForHalfAYear() {
        Sale winter = sold(resident("2024-02-01T09:00:00", "30000.00"));
        Sale spring = sold(resident("2024-04-01T09:00:00", "40000.00"));
        Sale drugs = sold(resident("2024-05-01T09:00:00", "100.00").as("11", "2"));
        assertEquals(Amount.ZERO, winter.quote().breakdown().hifmiPay(), "a burden of 9 420 is under 21 528");
        assertEquals(Amount.parse("187.20"), spring.quote().breakdown().hifmiPay(), "60 % of 21 840 - 21 528");
        PolicyBook lower = PolicySales.edited("value: 21528.00", "value: 5000.00");
        List<Recalculated> results = replay(lower, LocalDate.of(2024, 1, 1));
        assertEquals(winter.id(), results.get(0).settlement());
        assertEquals(Amount.parse("2652.00"), seriousIllness(results.get(0)), "60 % of 9 420 - 5 000");
        assertEquals(spring.id(), results.get(1).settlement());
        assertEquals(Amount.parse("7264.80"), seriousIllness(results.get(1)), "60 % of 12 420, less 187.20");
        assertEquals(new Recalculated.Unchanged(drugs.id()), results.get(2));
    }

    /** What the fund pays more. */
    private static Amount seriousIllness(Recalculated result) {
        Recalculated.Voucher voucher = voucher(result);
        Shares more = voucher.after().minus(voucher.before());
        assertEquals(List.of("390200"), List.copyOf(more.funds().keySet()));
        return fund(more);
    }

    @Test
    void visitThatTheNewTablesCannotSplitIsListedAndKeepsItsMovement() {
        Sale outpatient = sold(Visit.outpatient("2024-02-01T09:00:00", "700.00"));
        List<Recalculated> results = replay(PolicySales.of("jinan-in-force"), ALWAYS);
        Recalculated.Refused refused = assertInstanceOf(Recalculated.Refused.class, results.get(0));
        assertEquals(outpatient.id(), refused.settlement());
        assertEquals(Refusal.Code.POLICY_PARAMETER_MISSING, refused.refusal().code());
    }

    @Test
    void platformsSplitIsWhatCountsWhereItSpokeOtherwise() {
        Sale sale = sold(Visit.outpatient("2024-02-01T09:00:00", "3600.00"));
        PlatformAnswer.Booked platforms = platformsAnswer(sale, BETTER_RATIO);
        store.settlements().answered(sale.id(), platforms, Sales.evidence("signed"), null);
        assertEquals(
                List.of(new Recalculated.Unchanged(sale.id())),
                replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS),
                "the platform had the table already");
        Recalculated.Voucher back =
                voucher(replay(PolicySales.builtIn(), ALWAYS).get(0));
        assertTrue(back.byPlatform());
        assertEquals(Amount.parse("2400.00"), pool(back.before()));
        assertEquals(Amount.parse("2100.00"), pool(back.after()));
    }

    @Test
    void whatThePlatformReckonedByTheNewTableIsNotCarriedTwice() {
        Visit first = Visit.outpatient("2024-02-01T09:00:00", "3600.00");
        Sale sale = sold(first);
        PlatformAnswer.Booked platforms = platformsAnswer(sale, BETTER_RATIO);
        store.settlements().answered(sale.id(), platforms, Sales.evidence("signed"), null);
        counter.movedElsewhere(first, platforms.cumAfter().values());
        Sale later = sold(Visit.outpatient("2024-03-01T09:00:00", "5000.00"));
        Recalculated.Voucher voucher =
                voucher(replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS).get(1));
        assertEquals(later.id(), voucher.settlement());
        assertEquals(Amount.parse("3600.00"), pool(voucher.after()), "6 000 less the platform's 2 400");
    }

    private PlatformAnswer.Booked platformsAnswer(Sale sale, String ratio) {
        PolicySales platform = new PolicySales(create(1), PolicySales.edited(RATIO, ratio));
        Sale theirs = platform.sell(Visit.outpatient(
                        sale.madeAt().toString(),
                        sale.quote().breakdown().medfeeSumamt().toString()))
                .orElseThrow();
        return new PlatformAnswer.Booked(
                "S1",
                new PlatformAnswer.Clearing("370100", "1", "11"),
                theirs.quote().breakdown(),
                theirs.quote().funds(),
                theirs.quote().lines(),
                theirs.quote().cumAfter());
    }

    @Test
    void recalculationChangesNothing() {
        sold(Visit.outpatient("2024-02-01T09:00:00", "3600.00"));
        JournalHead head = store.journal().head();
        var before = store.settlements().latest(10);
        replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS);
        assertEquals(head, store.journal().head());
        assertEquals(before, store.settlements().latest(10));
    }

    @Test
    void resultsNameNobody() {
        Sale sale = sold(Visit.outpatient("2024-02-01T09:00:00", "3600.00"));
        String text = replay(PolicySales.edited(RATIO, BETTER_RATIO), ALWAYS).toString();
        for (String personal : List.of(
                sale.person().name(),
                sale.person().identityNumber(),
                sale.person().person().psnNo())) {
            assertTrue(!text.contains(personal), personal);
        }
    }

    @Test
    void sameTablesGiveNoVoucherWhateverWasSold() {
        Random random = new Random(SEED);
        List<Visit> visits = visits(random, rounds());
        int standing = 0;
        for (Visit visit : visits) {
            Optional<Sale> sale = counter.sell(visit);
            if (sale.isEmpty()) {
                continue;
            }
            switch (random.nextInt(8)) {
                case 0 -> counter.takeBack(visit, sale.get());
                case 1 -> {
                    store.settlements()
                            .answered(sale.get().id(), Sales.booked(sale.get()), Sales.evidence("signed"), null);
                    standing++;
                }
                default -> standing++;
            }
        }
        List<Recalculated> results = replay(PolicySales.builtIn(), ALWAYS);
        assertTrue(standing > rounds() / 2, "most were sold: " + standing);
        assertEquals(
                List.of(), results.stream().filter(result -> !isQuiet(result)).toList());
        assertEquals(
                standing,
                results.stream()
                        .filter(Recalculated.Unchanged.class::isInstance)
                        .count());
    }

    private static boolean isQuiet(Recalculated result) {
        return result instanceof Recalculated.Unchanged || result instanceof Recalculated.NotAffected;
    }

    /** Nothing moved elsewhere and nothing was voided: the same visits sold under the other tables must say the same. */
    @Test
    void replayAgreesWithSellingTheSameVisitsUnderTheOtherTables() {
        PolicyBook other = PolicySales.edited(RATIO, BETTER_RATIO);
        PolicySales otherwise = new PolicySales(create(QUEUE_MAX), other);
        List<Shares> expected = new ArrayList<>();
        for (Visit visit : visits(new Random(SEED + 1), rounds())) {
            if (counter.sell(visit).isPresent()) {
                Sale sale = otherwise.sell(visit).orElseThrow();
                expected.add(Shares.of(sale.quote().breakdown(), sale.quote().funds()));
            }
        }
        List<Recalculated> results = replay(other, ALWAYS);
        List<Sale> sold = store.settlements().inOrder(0, QUEUE_MAX).stream()
                .map(each -> each.settlement().sale())
                .toList();
        int vouchers = 0;
        for (int index = 0; index < expected.size(); index++) {
            Shares own = Shares.of(
                    sold.get(index).quote().breakdown(), sold.get(index).quote().funds());
            Shares found = own;
            if (results.get(index) instanceof Recalculated.Voucher voucher) {
                found = voucher.after();
                vouchers++;
            }
            assertEquals(expected.get(index).funds(), found.funds(), "settlement " + index);
        }
        assertTrue(vouchers > 5, "the tables differ: " + vouchers);
    }

    /** How many visits a random sequence has. */
    protected int rounds() {
        return 300;
    }

    private static List<Visit> visits(Random random, int count) {
        List<Visit> visits = new ArrayList<>();
        LocalDateTime at = LocalDateTime.of(2023, 10, 1, 8, 0);
        for (int number = 0; number < count; number++) {
            at = at.plusHours(random.nextInt(30)).plusSeconds(1);
            boolean resident = random.nextInt(3) == 0;
            List<String> types =
                    at.getYear() < 2024 && !resident ? List.of("11") : List.of("11", "11", "21", "14", "28");
            long fen = 1L + random.nextInt(random.nextBoolean() ? 100_000 : 8_000_000);
            Visit visit = new Visit(
                    1 + random.nextInt(4),
                    resident,
                    List.of(),
                    at,
                    types.get(random.nextInt(types.size())),
                    String.valueOf(1 + random.nextInt(3)),
                    fen);
            visits.add(resident && visit.person() == 4 ? visit.ofResident("DIBAO") : visit);
        }
        return visits;
    }

    private Visit resident(String at, String yuan) {
        return Visit.outpatient(at, yuan).ofResident().as("21", "2");
    }

    private Sale sold(Visit visit) {
        return counter.sell(visit).orElseThrow();
    }

    private List<Recalculated> replay(PolicyBook book, LocalDate from) {
        List<Recalculated> results = new ArrayList<>();
        new Recalculation(book, from).replay(store.settlements(), results::add);
        List<MessageId> order = store.settlements().inOrder(0, QUEUE_MAX).stream()
                .map(each -> each.settlement().id())
                .toList();
        assertEquals(order, results.stream().map(Recalculated::settlement).toList());
        return results;
    }

    private static Recalculated.Voucher voucher(Recalculated result) {
        return assertInstanceOf(Recalculated.Voucher.class, result);
    }

    private static Amount pool(Shares shares) {
        Shares.Fund fund = shares.funds().get(POOL);
        return fund == null ? Amount.ZERO : fund.amount();
    }

    private static Amount fund(Shares shares) {
        return shares.funds().values().stream().map(Shares.Fund::amount).reduce(Amount.ZERO, Amount::plus);
    }
}
