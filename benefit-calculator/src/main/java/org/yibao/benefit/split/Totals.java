package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.Fund;
import org.yibao.benefit.policy.Structure.Total;

/** Adds the lines and the funds up to the answer's totals. */
final class Totals {
    private final List<LineSplit> lines;
    private final Ledger ledger;
    private final List<LayerStep> steps;
    private final Structure structure;
    private final Amount medfee;

    Totals(QuoteRequest request, List<LineSplit> lines, Ledger ledger, List<LayerStep> steps, Structure structure) {
        this.lines = lines;
        this.ledger = ledger;
        this.steps = steps;
        this.structure = structure;
        this.medfee = BenefitCalculator.total(request.lines());
    }

    Amount personalPart() {
        return medfee.minus(ledger.paid());
    }

    List<FundShare> fundShares() {
        List<FundShare> shares = new ArrayList<>();
        for (Fund fund : structure.funds().values()) {
            Amount paid = ledger.paid(fund.type());
            if (paid.isPositive()) {
                shares.add(new FundShare(fund.type(), fund.title(), paid, process(fund)));
            }
        }
        return shares;
    }

    private String process(Fund fund) {
        StringJoiner sentences = new StringJoiner(Texts.of("join.clauses"));
        for (LayerStep step : steps) {
            if (step.paid().isPositive() && fund.type().equals(step.layer().fund())) {
                sentences.add(Narration.sentence(step));
            }
        }
        return sentences.toString();
    }

    BenefitBreakdown breakdown(AccountPayment accounts) {
        Map<Total, Amount> totals = byTotal();
        long ownpay = 0;
        long overlimit = 0;
        long preselfpay = 0;
        for (LineSplit line : lines) {
            ownpay = Math.addExact(ownpay, line.ownpay().fen());
            overlimit = Math.addExact(overlimit, line.overlimit().fen());
            preselfpay = Math.addExact(preselfpay, line.preselfpay().fen());
        }
        return new BenefitBreakdown(
                medfee,
                Amount.ofFen(ownpay),
                Amount.ofFen(overlimit),
                Amount.ofFen(preselfpay),
                ledger.inscp(),
                ledger.deductible(),
                of(totals, Total.HIFP),
                of(totals, Total.CVLSERV),
                of(totals, Total.HIFES),
                of(totals, Total.HIFMI),
                of(totals, Total.HIFOB),
                of(totals, Total.MAF),
                of(totals, Total.OTH),
                ledger.paid(),
                personalPart(),
                accounts.own(),
                accounts.family(),
                accounts.cash(),
                accounts.balance());
    }

    private Map<Total, Amount> byTotal() {
        Map<Total, Amount> totals = new EnumMap<>(Total.class);
        for (Fund fund : structure.funds().values()) {
            totals.merge(fund.total(), ledger.paid(fund.type()), Amount::plus);
        }
        return totals;
    }

    private static Amount of(Map<Total, Amount> totals, Total total) {
        return totals.getOrDefault(total, Amount.ZERO);
    }
}
