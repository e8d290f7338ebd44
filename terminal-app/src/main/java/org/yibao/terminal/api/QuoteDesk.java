package org.yibao.terminal.api;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.certificate.CalculationCertificate;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.CalculationDesk;
import org.yibao.terminal.text.Sentences;

/**
 * Splits under the book that is active on the visit's day, so that a quote made before midnight is settled under
 * the book it was made with; writes a split under the book it was made with. Any thread may call it.
 */
public final class QuoteDesk implements CalculationDesk {
    private final PolicyBooks books;
    private final Clock clock;
    private final Function<byte[], String> digest;

    /**
     * @param clock with the zone of the counter
     * @param digest of bytes as text that names its algorithm, {@code sm3:…}
     */
    public QuoteDesk(PolicyBooks books, Clock clock, Function<byte[], String> digest) {
        this.books = books;
        this.clock = clock;
        this.digest = digest;
    }

    /** With its trace and its certificate; declined as POLICY_NOT_IN_FORCE when no book is active on that day. */
    @Override
    public Calculation calculate(QuoteRequest request) {
        Optional<PolicyBook> book = books.on(request.begntime().toLocalDate());
        if (book.isEmpty()) {
            return new Calculation.Declined(noneActive());
        }
        Derived derived = BenefitCalculator.derive(request, book.get());
        if (derived instanceof Derivation.Refused refused) {
            return new Calculation.Declined(refused.refusal());
        }
        Derivation derivation = (Derivation) derived;
        return new Calculation.Made(derivation.explained(), Bytes.of(CalculationCertificate.write(derivation, digest)));
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
