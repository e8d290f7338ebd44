package org.yibao.settlement.service;

import java.time.Instant;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.PersonSnapshot;

/** What a quote came to. */
public sealed interface QuoteOutcome {
    /**
     * @param quoteId to settle by, until {@code expires}
     * @param person as the split saw them
     * @param request what was split, as the terminal filled it in
     * @param certificate of the calculation
     */
    record Quoted(
            String quoteId,
            PersonSnapshot person,
            QuoteRequest request,
            Quote quote,
            Bytes certificate,
            Instant expires)
            implements QuoteOutcome {
        /** Under a name, until it expires. */
        Quoted offeredAs(String name, Instant until) {
            return new Quoted(name, person, request, quote, certificate, until);
        }
    }

    /** The rules have no split for it. */
    record Declined(Refusal refusal) implements QuoteOutcome {}

    record Failed(Fault fault) implements QuoteOutcome {}
}
