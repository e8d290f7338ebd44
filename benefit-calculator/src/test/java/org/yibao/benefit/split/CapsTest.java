package org.yibao.benefit.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/**
 * Caps are monotonic: raising one, or having used less of it, never pays less. The one exception is the pool's
 * cap where the payment above it is at the higher ratio, for then the pool takes expense over from it.
 */
final class CapsTest {
    private static final int BILLS = Bills.COUNT / 10;
    private static final long RAISE = 50_000;
    private static final Set<String> CAPS =
            Set.of("OPT_PAY", "OVERCAP_PAY", "RES_OPT_PAY", "RES_POOL_PAY", "RES_SI_PAY", "AID_PAY");

    private static BenefitBreakdown split(QuoteRequest request, PolicyBook book) {
        return assertInstanceOf(Quote.class, BenefitCalculator.calculate(request, book, Explanation.NONE))
                .breakdown();
    }

    private static long paid(QuoteRequest request, PolicyBook book) {
        return split(request, book).fundPaySumamt().fen();
    }

    private static QuoteRequest used(QuoteRequest request, Set<String> codes, long more) {
        Map<String, Long> cum = new TreeMap<>(request.cum().values());
        codes.forEach(code -> cum.merge(code, more, Long::sum));
        return Requests.withCum(request, YearToDate.of(cum));
    }

    @Test
    void moreUsedOfACapNeverPaysMore() {
        RandomVisits visits = new RandomVisits(43);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            long before = paid(request, Splits.BOOK);
            QuoteRequest further = used(request, CAPS, 1 + bill % 1_000);
            assertTrue(paid(further, Splits.BOOK) <= before, request::toString);
        }
    }

    @Test
    void moreUsedOfThePoolPaysMoreOnlyWhereWhatFollowsPaysAHigherRatio() {
        RandomVisits visits = new RandomVisits(47);
        Set<String> exceptions = new TreeSet<>();
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next(true, bill % 2 == 0 ? "21" : "14");
            long drawn = 20_000_000 - 1 - bill * 7_919L % 3_000_000;
            request = used(request, Set.of("POOL_PAY"), drawn - request.cum().value("POOL_PAY"));
            QuoteRequest further = used(request, Set.of("POOL_PAY"), 1 + bill * 31L % 1_000_000);
            BenefitBreakdown before = split(request, Splits.BOOK);
            BenefitBreakdown after = split(further, Splits.BOOK);
            long less = before.hifpPay().fen() - after.hifpPay().fen();
            assertTrue(less >= 0, request::toString);
            String who = worker(request);
            long percent = new long[] {90, 85, 80}[tier(request) - 1] + (who.equals("IN_SERVICE") ? 0 : 5);
            long rise = after.fundPaySumamt().fen() - before.fundPaySumamt().fen();
            assertTrue(rise <= mostRise(less, percent), request::toString);
            if (rise > 1) {
                exceptions.add(who + " " + percent);
            }
        }
        assertEquals(Set.of("IN_SERVICE 80", "IN_SERVICE 85", "RETIRED 85"), exceptions);
    }

    /** 90 % of the expense that the fen fewer of the pool had used up, each rounding up to a fen. */
    private static long mostRise(long less, long percent) {
        long expense = ceiling(less * 100, percent);
        return Math.max(0, ceiling(expense * 90, 100) - less);
    }

    private static long ceiling(long numerator, long denominator) {
        return (numerator + denominator - 1) / denominator;
    }

    private static int tier(QuoteRequest request) {
        return Math.max(1, Integer.parseInt(request.institution().tier()));
    }

    private static String worker(QuoteRequest request) {
        boolean inService = request.patient().psnType().startsWith("11")
                && !request.patient().marks().contains("PRE1949");
        return inService ? "IN_SERVICE" : "RETIRED";
    }

    @Test
    void raisingEveryCapIsHavingUsedSoMuchLess() {
        PolicyBook raised = raised(true);
        Set<String> all = new TreeSet<>(CAPS);
        all.add("POOL_PAY");
        RandomVisits visits = new RandomVisits(53);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            assertEquals(split(request, Splits.BOOK), split(used(request, all, RAISE), raised), request::toString);
        }
    }

    @Test
    void raisingACapNeverPaysLess() {
        PolicyBook raised = raised(false);
        RandomVisits visits = new RandomVisits(59);
        int more = 0;
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            long before = paid(request, Splits.BOOK);
            long after = paid(request, raised);
            assertTrue(after >= before, request::toString);
            more += after > before ? 1 : 0;
        }
        assertTrue(more > BILLS / 100, "a cap was in the way of some");
    }

    /** The built-in bundles with 500 yuan more in every cap. */
    private static PolicyBook raised(boolean pool) {
        List<PolicyBundle> bundles = new ArrayList<>();
        for (String file : PolicyYaml.BUILT_IN) {
            String text = new String(BuiltIn.bytes(file), UTF_8)
                    .replace("value: 6000.00, source: 济政办发〔2022〕12号 一(三)", "value: 6500.00, source: s")
                    .replace("value: 400000.00", "value: 400500.00")
                    .replace("value: 150000.00", "value: 150500.00")
                    .replace("value: 10000.00, source: 演示值", "value: 10500.00, source: s")
                    .replace("value: 250.00", "value: 750.00")
                    .replace(
                            "until: none, value: 300.00, source: 演示值，非政策}\n  res-ipt-ded",
                            "until: none, value: 800.00, source: s}\n  res-ipt-ded");
            text = pool ? text.replace("value: 200000.00", "value: 200500.00") : text;
            bundles.add(PolicyYaml.read(file, text.getBytes(UTF_8), BuiltIn.DIGEST));
        }
        return PolicyBook.of(bundles);
    }
}
