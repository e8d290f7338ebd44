package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.NoticeRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Structure.Scheme;

/** One calculation, from its scheme to the quote. */
final class Visit {
    private final QuoteRequest request;
    private final PolicyBook book;
    private final VisitFacts facts;
    private final Scheme scheme;
    private final ParameterDesk desk;
    private final Trace trace;

    Visit(
            QuoteRequest request,
            PolicyBook book,
            VisitFacts facts,
            Scheme scheme,
            BenefitCalculator.Explanation explanation) {
        this.request = request;
        this.book = book;
        this.facts = facts;
        this.scheme = scheme;
        this.desk = new ParameterDesk(book, request.begntime().toLocalDate());
        this.trace = new Trace(explanation, desk);
    }

    QuoteResult split() {
        LineSplitter splitter = new LineSplitter(request.lines(), book, facts, desk, outOfArea());
        splitter.requireParameters();
        List<Layer> layers = applicableLayers();
        layers.forEach(layer -> layer.parameters().forEach(use -> desk.require(use.name(), facts)));
        Refusal refusal = desk.refusal();
        if (refusal != null) {
            return refusal;
        }
        List<LineSplit> lines = splitter.split(trace);
        Ledger ledger = new Ledger(request.cum(), splitter.inscp());
        LayerApplication application = new LayerApplication(ledger, splitter, desk, trace);
        layers.forEach(layer -> layer.accept(application));
        touch(ledger, layers);
        return quote(lines, ledger);
    }

    private @Nullable String outOfArea() {
        OutOfArea rule = scheme.outOfArea();
        return rule != null && rule.when().holds(facts) ? rule.selfpay() : null;
    }

    private List<Layer> applicableLayers() {
        return scheme.layers().stream()
                .filter(layer -> layer.label().when().holds(facts))
                .toList();
    }

    private void touch(Ledger ledger, List<Layer> layers) {
        layers.forEach(layer -> layer.accumulators().forEach(ledger::touch));
        Set<String> asked = facts.askedAccumulators();
        asked.forEach(ledger::touch);
    }

    private Quote quote(List<LineSplit> lines, Ledger ledger) {
        Totals totals = new Totals(request, lines, ledger, book.structure());
        AccountPayment accounts =
                AccountPayment.of(request, book.structure().accounts().ownWhen().holds(facts), totals.personalPart());
        traceAccounts(totals.personalPart(), accounts);
        return new Quote(
                totals.breakdown(accounts),
                totals.fundShares(),
                lines,
                ledger.cumAfter(),
                book.references(),
                notices(),
                trace.steps());
    }

    private void traceAccounts(Amount personalPart, AccountPayment accounts) {
        if (!trace.isKept()) {
            return;
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("psn_part_amt", personalPart.toString());
        inputs.put("payable", accounts.payable().toString());
        inputs.put("source", book.structure().accounts().source());
        Amount paid = accounts.own().plus(accounts.family());
        String text = Texts.of(
                "step.account",
                personalPart.toString(),
                accounts.payable().toString(),
                accounts.own().toString(),
                accounts.family().toString(),
                personalPart.minus(paid).toString());
        trace.addExact("account", inputs, paid, text);
    }

    private List<Quote.Notice> notices() {
        List<Quote.Notice> notices = new ArrayList<>();
        if (desk.hasRead(PolicyReference.Status.DEMO)) {
            notices.add(new Quote.Notice("DEMO_PARAMETER", Texts.of("notice.demo")));
        }
        if (desk.hasRead(PolicyReference.Status.DRAFT)) {
            notices.add(new Quote.Notice("DRAFT_PARAMETER", Texts.of("notice.draft")));
        }
        for (NoticeRule rule : book.structure().notices()) {
            if (rule.when().holds(facts)) {
                notices.add(new Quote.Notice(rule.code(), rule.text()));
            }
        }
        return notices;
    }
}
