package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Visits;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** One visit against the same lines in two, one after the other; one line against the same goods in two. */
final class SplitInTwoTest {
    private static final Set<String> STAYS = Set.of("21", "28");

    private static Quote quote(QuoteRequest request) {
        return assertInstanceOf(
                Quote.class, BenefitCalculator.calculate(request, Splits.BOOK, Explanation.NONE), request::toString);
    }

    private static long paid(Quote quote) {
        return quote.breakdown().fundPaySumamt().fen();
    }

    private static QuoteRequest after(QuoteRequest next, QuoteRequest first, Quote answer) {
        return Requests.withCum(next, first.cum().replacedBy(answer.cumAfter()));
    }

    /**
     * Each layer rounds once more, which is a fen, and passes a fen of an earlier one on at most once. Every
     * increment is a difference of one function, so it adds up by itself. A stay in two has a second deductible.
     */
    @Test
    void twoVisitsPayAtMostAFenLessAndASecondDeductible() {
        RandomVisits visits = new RandomVisits(61);
        Random random = new Random(67);
        Map<String, Long> least = new TreeMap<>();
        for (int bill = 0; bill < Bills.COUNT / 5; bill++) {
            QuoteRequest whole = bill % 2 == 0 ? visits.next() : small(visits.next(), random);
            List<FeeLine> one = new ArrayList<>();
            List<FeeLine> two = new ArrayList<>();
            whole.lines().forEach(line -> (random.nextBoolean() ? one : two).add(line));
            if (one.isEmpty() || two.isEmpty()) {
                continue;
            }
            QuoteRequest earlier = Requests.withLines(whole, one);
            Quote first = quote(earlier);
            Quote second = quote(after(Requests.withLines(whole, two), earlier, first));
            Quote undivided = quote(whole);
            long deductible = deductible(first) + deductible(second) - deductible(undivided);
            boolean stay = STAYS.contains(whole.medType());
            assertTrue(stay || deductible == 0, whole::toString);
            assertTrue(deductible <= secondDeductible(whole), whole::toString);
            long difference = paid(first) + paid(second) - paid(undivided);
            assertTrue(difference >= -1 - Math.max(0, deductible), () -> difference + ": " + whole);
            assertTrue(difference <= 2 + Math.max(0, -deductible), () -> difference + ": " + whole);
            least.merge(whole.patient().insutype() + " " + whole.medType(), difference, Math::min);
        }
        for (String kind : List.of("310 11", "310 14", "310 41", "310 52", "390 14")) {
            assertEquals(-1, least.get(kind), () -> "the bound is met: " + least);
        }
        // Two halves of an odd fen both go up.
        assertEquals(0, least.get("390 11"));
        assertEquals(0, least.get("390 41"));
    }

    /** The same visit of small amounts in a year in which nothing was paid, so that no cap hides a rounding. */
    private static QuoteRequest small(QuoteRequest request, Random random) {
        List<FeeLine> lines = request.lines().stream()
                .map(line -> Lines.counted(line, Lines.random(random, 200)))
                .toList();
        Map<String, Long> met = Map.of("OPT_DEDC", 100_000L);
        return Requests.withCum(Requests.withLines(request, lines), YearToDate.of(met));
    }

    private static long deductible(Quote quote) {
        return quote.breakdown().actPayDedc().fen();
    }

    /** The deductible of the admission that follows this visit's. */
    private static long secondDeductible(QuoteRequest request) {
        if (!STAYS.contains(request.medType())) {
            return 0;
        }
        int tier = Math.max(1, Integer.parseInt(request.institution().tier()));
        if (request.patient().insutype().equals("390")) {
            return new long[] {30_000, 60_000, 90_000}[tier - 1];
        }
        return request.cum().value("IPT_COUNT") == 0 ? new long[] {15_000, 25_000, 40_000}[tier - 1] : 0;
    }

    @Test
    void incrementsOfAYearAddUpToTheFen() {
        Random random = new Random(71);
        RandomVisits visits = new RandomVisits(73);
        for (int year = 0; year < Bills.COUNT / 50; year++) {
            boolean employee = random.nextBoolean();
            long secondary = 0;
            long serious = 0;
            long aid = 0;
            YearToDate cum = YearToDate.NOTHING;
            for (int visit = 0; visit < 5; visit++) {
                List<String> types = employee ? List.of("11", "14", "21") : List.of("14", "21");
                QuoteRequest drawn = visits.next(employee, types.get(random.nextInt(types.size())));
                QuoteRequest request = Requests.withCum(poor(drawn, employee), cum);
                Quote quote = quote(request);
                BenefitBreakdown b = quote.breakdown();
                YearToDate next = cum.replacedBy(quote.cumAfter());
                secondary += b.hifobPay().fen() - (next.value("OVERCAP_PAY") - cum.value("OVERCAP_PAY"));
                serious += b.hifmiPay().fen();
                aid += b.mafPay().fen();
                cum = next;
            }
            assertEquals(above(cum.value("BURDEN"), 600_000, 60), secondary);
            assertEquals(bands(cum.value("RES_BURDEN")), serious);
            assertEquals(Math.min(1_000_000, above(cum.value("AID_BASE"), 0, employee ? 70 : 65)), aid);
        }
    }

    /** The visit's lines for an employee on minimum living allowance, or a resident returned to poverty, in 2026. */
    private static QuoteRequest poor(QuoteRequest drawn, boolean employee) {
        Visits visit = (employee ? Visits.employee() : Visits.resident())
                .medType(drawn.medType())
                .at("2026-05-05T05:05:05")
                .tier(drawn.institution().tier())
                .marks(employee ? "DIBAO" : "FANPIN");
        drawn.lines().forEach(visit::line);
        return visit.request();
    }

    private static long above(long burden, long threshold, long percent) {
        return Fraction.of(Math.max(0, burden - threshold))
                .times(Fraction.percent(percent))
                .rounded();
    }

    /** Hardship set: from 10 764.00 65 %, from 100 000 70 %, from 200 000 75 %, from 300 000 80 %. */
    private static long bands(long burden) {
        Fraction sum = Fraction.of(Math.max(0, burden - 1_076_400)).times(Fraction.percent(65));
        for (long edge : new long[] {10_000_000, 20_000_000, 30_000_000}) {
            sum = sum.plus(Fraction.of(Math.max(0, burden - edge)).times(Fraction.percent(5)));
        }
        return sum.rounded();
    }

    @Test
    void oneLineInTwoMovesAFenOfEachRoundingAndNothingWithoutOne() {
        RandomVisits visits = new RandomVisits(79);
        Random random = new Random(83);
        for (int bill = 0; bill < Bills.COUNT / 10; bill++) {
            QuoteRequest request = visits.next();
            FeeLine drawn = request.lines().get(0);
            int count = 2 + random.nextInt(20);
            FeeLine whole = Lines.counted(drawn, BigDecimal.valueOf(count));
            int part = 1 + random.nextInt(count - 1);
            FeeLine left = Lines.counted(drawn, BigDecimal.valueOf(part));
            FeeLine right = Lines.numbered(Lines.counted(drawn, BigDecimal.valueOf(count - part)), "right");
            BenefitBreakdown one =
                    quote(Requests.withLines(request, List.of(whole))).breakdown();
            BenefitBreakdown two =
                    quote(Requests.withLines(request, List.of(left, right))).breakdown();
            boolean away =
                    STAYS.contains(request.medType()) || request.medType().equals("14");
            BigDecimal ratio = drawn.selfpayProportion();
            boolean exact = !away && (drawn.level().equals("03") || (ratio != null && ratio.signum() == 0));
            long bound = exact ? 0 : away ? 2 : 1;
            long moved = one.fundPaySumamt().fen() - two.fundPaySumamt().fen();
            assertTrue(Math.abs(moved) <= bound, () -> moved + ": " + request);
            assertEquals(one.medfeeSumamt(), two.medfeeSumamt());
            assertEquals(one.overlmtSelfpay(), two.overlmtSelfpay());
        }
    }
}
