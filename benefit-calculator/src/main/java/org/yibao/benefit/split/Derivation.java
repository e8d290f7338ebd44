package org.yibao.benefit.split;

import java.util.List;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.Scheme;

/**
 * A quote together with every step that led to it, from which its trace, its sentences and its certificate are
 * written.
 *
 * @param quote without its trace, which {@link #explained()} adds
 * @param lines one a bill line, in order
 * @param layers one a layer that applied, in order
 * @param account what the personal accounts pay
 */
public record Derivation(
        QuoteRequest request,
        PolicyBook book,
        Scheme scheme,
        Quote quote,
        List<LineStep> lines,
        List<LayerStep> layers,
        AccountPayment account)
        implements Derived {

    public Derivation {
        lines = List.copyOf(lines);
        layers = List.copyOf(layers);
    }

    /** The quote with its trace. */
    public Quote explained() {
        return quote.withTrace(new Narration(book.structure()).trace(this));
    }

    /** The visit as its conditions read it. */
    public Facts facts() {
        VisitFacts facts = new VisitFacts(request, book.structure());
        if (scheme.byPrescriber()) {
            facts.decideTierByPrescriber();
        }
        return facts;
    }

    @Override
    public QuoteResult result() {
        return quote;
    }

    /** Why there is none. */
    public record Refused(Refusal refusal) implements Derived {
        @Override
        public QuoteResult result() {
            return refusal;
        }
    }
}
