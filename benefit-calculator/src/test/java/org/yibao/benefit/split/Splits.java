package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Visits;
import org.yibao.benefit.policy.PolicyBook;

/** Splits by the built-in bundles. */
final class Splits {
    static final PolicyBook BOOK = BuiltIn.book(BuiltIn.ALL);

    private Splits() {}

    static Quote quote(Visits visit) {
        return assertInstanceOf(Quote.class, BenefitCalculator.calculate(visit.request(), BOOK));
    }

    static Refusal refusal(Visits visit) {
        return refusal(visit, BOOK);
    }

    static Refusal refusal(Visits visit, PolicyBook book) {
        QuoteResult result = BenefitCalculator.calculate(visit.request(), book);
        return assertInstanceOf(Refusal.class, result);
    }
}
