package org.yibao.terminal.api;

import java.util.List;
import java.util.function.Function;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.certificate.CalculationCertificate;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.CalculationDesk;

/** Splits and writes splits under one book of policy. Immutable; any thread may call it. */
public final class QuoteDesk implements CalculationDesk {
    private final PolicyBook book;
    private final Function<byte[], String> digest;
    private final QuoteService service;

    /** @param digest of bytes as text that names its algorithm, such as {@code sm3:…} */
    public QuoteDesk(PolicyBook book, Function<byte[], String> digest) {
        this.book = book;
        this.digest = digest;
        this.service = QuoteService.of(book);
    }

    /** With its trace and its certificate. */
    @Override
    public Calculation calculate(QuoteRequest request) {
        Derived derived = BenefitCalculator.derive(request, book);
        if (derived instanceof Derivation.Refused refused) {
            return new Calculation.Declined(refused.refusal());
        }
        Derivation derivation = (Derivation) derived;
        return new Calculation.Made(
                derivation.explained(), Bytes.of(CalculationCertificate.write(derivation, digest)));
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
