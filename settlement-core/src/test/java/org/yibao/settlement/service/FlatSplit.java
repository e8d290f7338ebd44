package org.yibao.settlement.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.CalculationDesk;

/**
 * An invented rule that shows accumulators at work: the first 100.00 yuan of the year are the person's, then half; who
 * is barred gets nothing.
 */
final class FlatSplit implements CalculationDesk {
    static final String ACCUMULATOR = "OPT_DEDC";
    static final String BARRED = "BARRED";
    static final long DEDUCTIBLE_FEN = 10_000;

    @Override
    public Calculation calculate(QuoteRequest request) {
        if (request.cum().value(BARRED) > 0) {
            return new Calculation.Declined(new Refusal(Refusal.Code.SCHEME_NOT_COVERED, "试验拒付", "med_type"));
        }
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
        Quote quote = new Quote(
                breakdown,
                List.of(new FundShare("310100", "统筹基金", fund, "")),
                List.of(),
                YearToDate.of(Map.of(ACCUMULATOR, used + deductible.fen())),
                List.of(new PolicyReference("flat", "1", PolicyReference.Status.DEMO, "sm3:" + "2".repeat(64))),
                List.of(),
                List.of());
        return new Calculation.Made(quote, certificate(quote));
    }

    /** Names what was split, so that a test can tell one sale's from another's. */
    static Bytes certificate(Quote quote) {
        return Bytes.of(quote.breakdown().toString().getBytes(StandardCharsets.UTF_8));
    }
}
