package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.entitlement.AccountNotices;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.ParameterUse;
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

    Visit(QuoteRequest request, PolicyBook book, VisitFacts facts, Scheme scheme) {
        this.request = request;
        this.book = book;
        this.facts = facts;
        this.scheme = scheme;
        this.desk = new ParameterDesk(book, request.begntime().toLocalDate());
    }

    Derived split() {
        LineSplitter splitter = new LineSplitter(request.lines(), book, facts, desk, outOfArea());
        splitter.requireParameters();
        List<Layer> layers = applicableLayers();
        requireParameters(layers);
        Refusal refusal = desk.refusal();
        if (refusal != null) {
            return new Derivation.Refused(refusal);
        }
        List<LineStep> lines = splitter.split();
        Ledger ledger = new Ledger(request.cum(), splitter.inscp());
        LayerApplication application = new LayerApplication(ledger, splitter, desk);
        for (Layer layer : layers) {
            layer.accept(application);
        }
        // The layers have named those that they read or wrote; rules may have asked for others.
        for (String code : facts.askedAccumulators()) {
            ledger.touch(code);
        }
        return derivation(lines, application.steps(), ledger);
    }

    private void requireParameters(List<Layer> layers) {
        for (Layer layer : layers) {
            for (ParameterUse use : layer.parameters()) {
                desk.require(use.name(), facts);
            }
        }
    }

    private @Nullable String outOfArea() {
        OutOfArea rule = scheme.outOfArea();
        return rule != null && rule.when().holds(facts) ? rule.selfpay() : null;
    }

    private List<Layer> applicableLayers() {
        List<Layer> applicable = new ArrayList<>(scheme.layers().size());
        for (Layer layer : scheme.layers()) {
            if (layer.label().when().holds(facts)) {
                applicable.add(layer);
            }
        }
        return applicable;
    }

    private Derivation derivation(List<LineStep> lines, List<LayerStep> layers, Ledger ledger) {
        List<LineSplit> splits = new ArrayList<>(lines.size());
        for (LineStep line : lines) {
            splits.add(line.split());
        }
        Totals totals = new Totals(request, splits, ledger, layers, book.structure());
        boolean hasAccount = book.structure().accounts().ownWhen().holds(facts);
        AccountPayment accounts = AccountPayment.of(request, hasAccount, totals.personalPart());
        Quote quote = new Quote(
                totals.breakdown(accounts),
                totals.fundShares(),
                splits,
                ledger.cumAfter(),
                book.references(),
                notices(hasAccount),
                List.of());
        return new Derivation(request, book, scheme, quote, lines, layers, accounts);
    }

    private List<Quote.Notice> notices(boolean hasAccount) {
        List<Quote.Notice> notices = Quote.Notice.ofRead(desk::hasRead);
        for (NoticeRule rule : book.structure().notices()) {
            if (rule.when().holds(facts)) {
                notices.add(new Quote.Notice(rule.code(), rule.text()));
            }
        }
        if (hasAccount && request.account().used()) {
            notices.addAll(AccountNotices.of(request, book));
        }
        return notices;
    }
}
