package org.yibao.settlement.service;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.YearToDate;

/** An invented rule that shows an accumulator at work: the first 100.00 yuan of the year are the person's, then half. */
final class FlatSplit implements Function<QuoteRequest, QuoteResult> {
    static final String ACCUMULATOR = "OPT_DEDC";
    static final long DEDUCTIBLE_FEN = 10_000;

    @Override
    public QuoteResult apply(QuoteRequest request) {
        Amount none = Amount.ZERO;
        Amount total = request.lines().stream().map(FeeLine::amount).reduce(none, Amount::plus);
        long used = request.cum().value(ACCUMULATOR);
        Amount deductible = total.min(Amount.ofFen(Math.max(0, DEDUCTIBLE_FEN - used)));
        Amount fund = Amount.ofFen(total.minus(deductible).fen() / 2);
        Amount part = total.minus(fund);
        Amount account = request.account().used() ? part.min(request.account().balance()) : none;
        Amount family = none;
        for (var member : request.account().family()) {
            family = family.plus(part.minus(account).minus(family).min(member.balance()));
        }
        BenefitBreakdown breakdown = new BenefitBreakdown(
                total,
                none,
                none,
                none,
                total,
                deductible,
                fund,
                none,
                none,
                none,
                none,
                none,
                none,
                fund,
                part,
                account,
                family,
                part.minus(account).minus(family),
                request.account().balance().minus(account));
        return new Quote(
                breakdown,
                List.of(new FundShare("310100", "统筹基金", fund, "")),
                List.of(),
                YearToDate.of(Map.of(ACCUMULATOR, used + deductible.fen())),
                List.of(new PolicyReference("flat", "1", PolicyReference.Status.DEMO, "sm3:" + "2".repeat(64))),
                List.of(),
                List.of());
    }
}
