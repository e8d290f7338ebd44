package org.yibao.settlement.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.service.SplitAgain;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

final class ReportTest {
    private static final LocalDate DAY = Sales.MORNING.toLocalDate();
    private static final List<Operator> CASHIERS = List.of(
            new Operator("C001", "李收银", "till-1"),
            new Operator("C002", "王收银", "till-2"),
            new Operator("C003", "赵收银", "till-1"));

    /** What the test itself gave out as receipts, in fen, kept beside the store. */
    private static final class Receipts {
        private final Map<String, long[]> byCashier = new HashMap<>();
        private final Map<OpenItem.Kind, Integer> open = new EnumMap<>(OpenItem.Kind.class);
        private final long[] all = new long[6];

        void take(Operator operator, PlatformAnswer.Booked booked) {
            BenefitBreakdown split = booked.breakdown();
            long[] fen = {
                1,
                split.medfeeSumamt().fen(),
                split.fundPaySumamt().fen(),
                split.acctPay().fen(),
                split.acctMulaidPay().fen(),
                split.psnCashPay().fen()
            };
            long[] own = byCashier.computeIfAbsent(operator.id(), id -> new long[fen.length]);
            for (int i = 0; i < fen.length; i++) {
                all[i] += fen[i];
                own[i] += fen[i];
            }
        }

        void open(OpenItem.Kind kind) {
            open.merge(kind, 1, Integer::sum);
        }
    }

    /** A day of one store, made by a seed; some sales lie on the days beside it. */
    private static final class RandomDay {
        private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 10_000);
        private final Random random;
        private final Receipts receipts = new Receipts();
        private int keys;

        RandomDay(long seed) {
            random = new Random(seed);
            LocalDateTime time = DAY.atTime(23, 0).minusDays(1);
            while (time.isBefore(DAY.plusDays(1).atTime(1, 0))) {
                sell(time);
                time = time.plusSeconds(1 + random.nextInt(1_800));
            }
        }

        /** By its id: what is made after a later void bears a later second. */
        private static boolean counts(Sale sale) {
            return sale.id().second().toLocalDate().equals(DAY);
        }

        private void sell(LocalDateTime time) {
            keys++;
            Sale made = Sales.atPharmacy()
                    .to(Persons.person(1 + random.nextInt(40)))
                    .over(Amount.ofFen(1 + random.nextInt(200_000)))
                    .at(time)
                    .made(store.next(time), "sale-" + keys);
            Sale sale = by(made, CASHIERS.get(random.nextInt(CASHIERS.size())));
            store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
            switch (random.nextInt(7)) {
                case 0 -> open(sale, OpenItem.Kind.IN_DOUBT);
                case 1 -> {
                    store.told(sale.id(), Told.PROVISIONAL);
                    open(sale, OpenItem.Kind.PROVISIONAL);
                }
                case 2 -> {
                    store.told(sale.id(), Told.PROVISIONAL);
                    answered(sale.id(), Sales.refused());
                    open(sale, OpenItem.Kind.FOLLOW_UP);
                }
                case 3 -> {
                    store.told(sale.id(), Told.PROVISIONAL);
                    receipt(sale, Sales.bookedOtherwise(sale));
                    open(sale, OpenItem.Kind.FOLLOW_UP);
                }
                case 4 -> answered(sale.id(), Sales.refused());
                case 5 -> {
                    receipt(sale, Sales.booked(sale));
                    store.told(sale.id(), Told.DONE);
                    takeBack(sale, time);
                }
                default -> {
                    receipt(sale, Sales.booked(sale));
                    store.told(sale.id(), Told.DONE);
                }
            }
        }

        private static Sale by(Sale sale, Operator operator) {
            return new Sale(
                    sale.id(),
                    sale.key(),
                    sale.bodyDigest(),
                    operator,
                    sale.terminal(),
                    sale.visitId(),
                    sale.person(),
                    sale.credential(),
                    sale.familyPayers(),
                    sale.diagnoses(),
                    sale.request(),
                    sale.quote(),
                    sale.certificate(),
                    sale.madeAt(),
                    sale.offline());
        }

        private void receipt(Sale sale, PlatformAnswer.Booked booked) {
            answered(sale.id(), booked);
            if (counts(sale)) {
                receipts.take(sale.operator(), booked);
            }
        }

        private void open(Sale sale, OpenItem.Kind kind) {
            if (counts(sale)) {
                receipts.open(kind);
            }
        }

        private void takeBack(Sale sale, LocalDateTime time) {
            LocalDateTime later = time.plusMinutes(random.nextInt(90));
            Operator operator = CASHIERS.get(random.nextInt(CASHIERS.size()));
            Cancellation taken = new Cancellation(
                    store.next(later), new IdempotencyKey("void-" + keys), null, sale.id(), operator, later, null);
            store.voided(taken, before -> Sales.message(taken), sale.person());
            boolean today = taken.id().second().toLocalDate().equals(DAY);
            if (random.nextInt(3) == 0) {
                if (today) {
                    receipts.open(OpenItem.Kind.VOID_OPEN);
                }
                return;
            }
            PlatformAnswer.Booked negative = SplitAgain.negated(Sales.booked(sale));
            answered(taken.id(), negative);
            if (today) {
                receipts.take(operator, negative);
            }
        }

        private void answered(MessageId message, PlatformAnswer answer) {
            store.answered(message, answer, Sales.evidence("word"), null);
        }
    }

    @Test
    void sumsOfADayAreThoseOfItsReceiptsToTheFenHoweverTheyAreGrouped() {
        int voids = 0;
        for (long seed = 1; seed <= 60; seed++) {
            RandomDay day = new RandomDay(seed);
            Report report = Report.of(day.store, Period.of(DAY));
            String which = "seed " + seed;
            assertEquals(numbers(day.receipts.all), numbers(report.totals()), which);
            assertEquals(
                    numbers(report.totals()), summed(report.insuranceTypes().values()), which);
            assertEquals(numbers(report.totals()), summed(report.clearingTypes().values()), which);
            assertEquals(numbers(report.totals()), summed(report.cashiers().values()), which);
            assertEquals(day.receipts.byCashier.keySet(), report.cashiers().keySet(), which);
            report.cashiers()
                    .forEach((cashier, sum) -> assertEquals(
                            numbers(day.receipts.byCashier.getOrDefault(cashier, new long[6])), numbers(sum), which));
            assertEquals(
                    report.totals().fund().fen(),
                    report.funds().stream()
                            .mapToLong(fund -> fund.amount().fen())
                            .sum(),
                    which);
            assertEquals(day.receipts.open, opened(report), which);
            voids += report.totals().voids();
        }
        assertEquals(true, voids > 60, "the days hold voids: " + voids);
    }

    @Test
    void shiftsOfADayAddUpToTheDay() {
        for (long seed = 100; seed <= 120; seed++) {
            RandomDay day = new RandomDay(seed);
            List<Totals> shifts = new ArrayList<>();
            for (Operator cashier : CASHIERS) {
                LocalDateTime noon = DAY.atTime(12, 0);
                Optional<String> who = Optional.of(cashier.id());
                shifts.add(Report.of(day.store, new Period(DAY.atStartOfDay(), noon, who))
                        .totals());
                shifts.add(Report.of(day.store, new Period(noon, DAY.plusDays(1).atStartOfDay(), who))
                        .totals());
            }
            assertEquals(numbers(Report.of(day.store, Period.of(DAY)).totals()), summed(shifts), "seed " + seed);
        }
    }

    @Test
    void aShiftOverMidnightTakesBothDaysOnce() {
        RandomDay day = new RandomDay(7);
        Period both = new Period(DAY.atStartOfDay(), DAY.plusDays(2).atStartOfDay(), Optional.empty());
        List<Totals> each = List.of(
                Report.of(day.store, Period.of(DAY)).totals(),
                Report.of(day.store, Period.of(DAY.plusDays(1))).totals());
        assertEquals(summed(each), numbers(Report.of(day.store, both).totals()));
    }

    @Test
    void aDayHoldsItsFirstSecondAndNotThatOfTheNext() {
        InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 10);
        for (LocalDateTime time : List.of(
                DAY.atStartOfDay(),
                DAY.plusDays(1).atStartOfDay().minusSeconds(1),
                DAY.plusDays(1).atStartOfDay())) {
            Sale sale = Sales.atPharmacy().at(time).made(store.next(time), "sale-" + time);
            store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
            store.answered(sale.id(), Sales.booked(sale), Sales.evidence("word"), null);
        }
        assertEquals(2, Report.of(store, Period.of(DAY)).totals().sales());
        assertEquals(1, Report.of(store, Period.of(DAY.plusDays(1))).totals().sales());
    }

    @Test
    void aPeriodIsBounded() {
        LocalDateTime from = DAY.atStartOfDay();
        assertThrows(IllegalArgumentException.class, () -> new Period(from, from, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Period(from, from.plusDays(Period.DAYS_MAX).plusSeconds(1), Optional.empty()));
        assertEquals(
                Period.DAYS_MAX,
                new Period(from, from.plusDays(Period.DAYS_MAX), Optional.empty())
                        .days()
                        .size());
    }

    private static Map<OpenItem.Kind, Integer> opened(Report report) {
        Map<OpenItem.Kind, Integer> counted = new EnumMap<>(OpenItem.Kind.class);
        report.open().forEach(item -> counted.merge(item.kind(), 1, Integer::sum));
        return counted;
    }

    private static List<Long> numbers(long[] fen) {
        List<Long> numbers = new ArrayList<>();
        for (long one : fen) {
            numbers.add(one);
        }
        return numbers;
    }

    private static List<Long> numbers(Totals sum) {
        return List.of(
                (long) sum.sales() + sum.voids(),
                sum.medfee().fen(),
                sum.fund().fen(),
                sum.account().fen(),
                sum.family().fen(),
                sum.cash().fen());
    }

    private static List<Long> summed(Collection<Totals> groups) {
        long[] all = new long[6];
        for (Totals group : groups) {
            List<Long> numbers = numbers(group);
            for (int i = 0; i < all.length; i++) {
                all[i] += numbers.get(i);
            }
        }
        return numbers(all);
    }
}
