package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** The engine against a second computation that shares nothing with it. */
final class DifferentialTest {
    private static final int BILLS = 50_000;

    @ParameterizedTest
    @ValueSource(strings = {"11", "21"})
    void agreesToTheFenWithAnIndependentComputation(String medType) {
        RandomVisits visits = new RandomVisits(31);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next(true, medType);
            IndependentSplit expected = new IndependentSplit(request);
            BenefitBreakdown given = assertInstanceOf(
                            Quote.class, BenefitCalculator.calculate(request, Splits.BOOK, Explanation.NONE))
                    .breakdown();
            assertEquals(Amount.ofFen(expected.deductible()), given.actPayDedc(), request::toString);
            assertEquals(Amount.ofFen(expected.pool), given.hifpPay(), request::toString);
            assertEquals(Amount.ofFen(expected.overcap + expected.secondary), given.hifobPay(), request::toString);
            assertEquals(Amount.ofFen(expected.aid), given.mafPay(), request::toString);
        }
    }
}
