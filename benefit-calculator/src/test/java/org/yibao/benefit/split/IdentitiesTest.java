package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** What must hold for every answer, on random visits of every scheme. */
final class IdentitiesTest {
    private static final int BILLS = Bills.COUNT;

    @Test
    void everyAnswerAddsUpAndNothingIsNegative() {
        RandomVisits visits = new RandomVisits(20261122);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            Quote quote = quote(request);
            assertAddsUp(request, quote);
        }
    }

    private static Quote quote(QuoteRequest request) {
        return assertInstanceOf(
                Quote.class,
                BenefitCalculator.calculate(request, Splits.BOOK, Explanation.NONE),
                () -> request.toString());
    }

    private static void assertAddsUp(QuoteRequest request, Quote quote) {
        BenefitBreakdown b = quote.breakdown();
        for (int index = 0; index < request.lines().size(); index++) {
            LineSplit line = quote.lines().get(index);
            Amount gross =
                    line.ownpay().plus(line.overlimit()).plus(line.preselfpay()).plus(line.inscp());
            assertEquals(request.lines().get(index).amount(), gross);
            assertNotNegative(line.ownpay(), line.overlimit(), line.preselfpay(), line.inscp());
        }
        assertEquals(
                b.medfeeSumamt(),
                b.fulamtOwnpayAmt()
                        .plus(b.overlmtSelfpay())
                        .plus(b.preselfpayAmt())
                        .plus(b.inscpScpAmt()));
        assertEquals(b.medfeeSumamt(), b.fundPaySumamt().plus(b.psnPartAmt()));
        assertEquals(b.psnPartAmt(), b.acctPay().plus(b.acctMulaidPay()).plus(b.psnCashPay()));
        assertEquals(
                b.fundPaySumamt(),
                sum(quote.funds().stream().map(FundShare::amount).toList()));
        List<Amount> byTotal =
                List.of(b.hifpPay(), b.cvlservPay(), b.hifesPay(), b.hifmiPay(), b.hifobPay(), b.mafPay(), b.othPay());
        assertEquals(b.fundPaySumamt(), sum(byTotal));
        assertNotNegative(byTotal.toArray(Amount[]::new));
        assertNotNegative(b.psnPartAmt(), b.acctPay(), b.acctMulaidPay(), b.psnCashPay(), b.balc(), b.actPayDedc());
        assertTrue(b.fundPaySumamt().compareTo(b.inscpScpAmt().plus(b.preselfpayAmt())) <= 0);
        quote.cumAfter()
                .values()
                .forEach((code, after) -> assertTrue(after >= request.cum().value(code), code));
    }

    @Test
    void capsAreNeverPassedFromBelow() {
        RandomVisits visits = new RandomVisits(7);
        for (int bill = 0; bill < BILLS / 10; bill++) {
            QuoteRequest request = visits.next(true, "11");
            long before = request.cum().value("OPT_PAY");
            long after = quote(request).cumAfter().value("OPT_PAY");
            assertTrue(after <= Math.max(before, 600_000), () -> before + " to " + after);
        }
    }

    @Test
    void explanationChangesNothing() {
        RandomVisits visits = new RandomVisits(17);
        for (int bill = 0; bill < 2_000; bill++) {
            QuoteRequest request = visits.next();
            Quote explained = assertInstanceOf(Quote.class, BenefitCalculator.calculate(request, Splits.BOOK));
            Quote plain = quote(request);
            assertEquals(plain.breakdown(), explained.breakdown());
            assertEquals(plain.funds(), explained.funds());
            assertTrue(plain.trace().isEmpty());
            assertFalse(explained.trace().isEmpty());
        }
    }

    private static Amount sum(List<Amount> amounts) {
        return amounts.stream().reduce(Amount.ZERO, Amount::plus);
    }

    private static void assertNotNegative(Amount... amounts) {
        for (Amount amount : amounts) {
            assertFalse(amount.isNegative(), amount::toString);
        }
    }
}
