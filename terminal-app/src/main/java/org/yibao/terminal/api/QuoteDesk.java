package org.yibao.terminal.api;

import java.util.List;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;

/** Splits and writes splits under one book of policy. Immutable; any thread may call it. */
public final class QuoteDesk {
    private final PolicyBook book;
    private final QuoteService service;

    public QuoteDesk(PolicyBook book) {
        this.book = book;
        this.service = QuoteService.of(book);
    }

    /** With its trace. */
    public QuoteResult split(QuoteRequest request) {
        return BenefitCalculator.calculate(request, book);
    }

    /** The quote contract from end to end. */
    QuoteService.Answer calculate(byte[] request, boolean explain) {
        return service.answer(request, explain);
    }

    byte[] write(Quote quote, boolean explain) {
        return QuoteJson.write(quote, book, explain);
    }

    List<PolicyReference> policies() {
        return book.references();
    }
}
