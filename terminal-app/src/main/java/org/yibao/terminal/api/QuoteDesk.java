package org.yibao.terminal.api;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.terminal.text.Sentences;

/**
 * Splits under the book that is active on the visit's day, so that a quote made before midnight is settled under
 * the book it was made with; writes a split under the book it was made with. Any thread may call it.
 */
public final class QuoteDesk {
    private final PolicyBooks books;
    private final Clock clock;

    /** @param clock with the zone of the counter */
    public QuoteDesk(PolicyBooks books, Clock clock) {
        this.books = books;
        this.clock = clock;
    }

    /** With its trace; a refusal POLICY_NOT_IN_FORCE when no book is active on that day. */
    public QuoteResult split(QuoteRequest request) {
        Optional<PolicyBook> book = books.on(request.begntime().toLocalDate());
        return book.isPresent() ? BenefitCalculator.calculate(request, book.get()) : noneActive();
    }

    private static Refusal noneActive() {
        return new Refusal(Refusal.Code.POLICY_NOT_IN_FORCE, Sentences.of("api.no-policy"), "");
    }

    /** The quote contract from end to end, under today's book. */
    QuoteService.Answer calculate(byte[] request, boolean explain) {
        PolicyBook book = books.on(LocalDate.now(clock)).orElseThrow(() -> ApiRefusal.of(noneActive()));
        return QuoteService.of(book).answer(request, explain);
    }

    /** A quote whose bundles are no longer at hand is written by today's declarations. */
    byte[] write(Quote quote, boolean explain) {
        PolicyBook book = books.of(quote.policy())
                .or(() -> books.on(LocalDate.now(clock)))
                .orElseThrow(() -> ApiRefusal.of(noneActive()));
        return QuoteJson.write(quote, book, explain);
    }

    /** Active today. */
    List<PolicyReference> policies() {
        return books.on(LocalDate.now(clock)).map(PolicyBook::references).orElse(List.of());
    }
}
