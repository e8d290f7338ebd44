package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;

/**
 * Every figure of an answer, to be compared at once.
 *
 * @param refusal the code of the refusal; empty for a split
 * @param totals {@code setlinfo} in the order of the quote contract, in fen
 * @param funds fen by {@code fund_pay_type}
 * @param cum the accumulators afterwards
 */
record Outcome(
        String refusal,
        List<Long> totals,
        Map<String, Long> funds,
        List<Line> lines,
        Map<String, Long> cum,
        Set<String> notices) {

    /** The notices of the calculation itself; a table adds its own on entitlement, which move no money. */
    private static final Set<String> NOTICES = Set.of("DEMO_PARAMETER", "DRAFT_PARAMETER", "CVLSERV_NO_TERMS");

    /** A row of {@code detlcutinfo}, in fen. */
    record Line(String number, BigDecimal ratio, long own, long over, long preself, long inscp) {}

    static Outcome refused(String code) {
        return new Outcome(code, List.of(), Map.of(), List.of(), Map.of(), Set.of());
    }

    static Outcome of(QuoteResult result) {
        return result instanceof Quote quote
                ? of(quote)
                : refused(((Refusal) result).code().name());
    }

    private static Outcome of(Quote quote) {
        Map<String, Long> funds = new TreeMap<>();
        quote.funds().forEach(row -> funds.put(row.type(), row.amount().fen()));
        Set<String> notices = new TreeSet<>();
        quote.notices().forEach(notice -> notices.add(notice.code()));
        notices.retainAll(NOTICES);
        List<Line> lines = quote.lines().stream()
                .map(row -> new Line(
                        row.number(),
                        row.selfpayProportion().stripTrailingZeros(),
                        row.ownpay().fen(),
                        row.overlimit().fen(),
                        row.preselfpay().fen(),
                        row.inscp().fen()))
                .toList();
        return new Outcome(
                "",
                totals(quote.breakdown()),
                funds,
                lines,
                new TreeMap<>(quote.cumAfter().values()),
                notices);
    }

    private static List<Long> totals(BenefitBreakdown b) {
        return List.of(
                        b.medfeeSumamt(),
                        b.fulamtOwnpayAmt(),
                        b.overlmtSelfpay(),
                        b.preselfpayAmt(),
                        b.inscpScpAmt(),
                        b.actPayDedc(),
                        b.hifpPay(),
                        b.cvlservPay(),
                        b.hifesPay(),
                        b.hifmiPay(),
                        b.hifobPay(),
                        b.mafPay(),
                        b.othPay(),
                        b.fundPaySumamt(),
                        b.psnPartAmt(),
                        b.acctPay(),
                        b.acctMulaidPay(),
                        b.psnCashPay(),
                        b.balc())
                .stream()
                .map(Amount::fen)
                .toList();
    }
}
