package org.yibao.benefit.format;

import java.util.List;
import java.util.function.Function;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.certificate.CalculationCertificate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;

/**
 * Bytes in, bytes out: answers quote requests under one choice of policy bundles. Immutable; any number of
 * threads may call it.
 */
public final class QuoteService {
    private final PolicyLibrary.Selection selection;

    private QuoteService(PolicyLibrary.Selection selection) {
        this.selection = selection;
    }

    /**
     * Combines bundles by id, in that order. With an unknown id every request is answered POLICY_UNKNOWN.
     *
     * @throws org.yibao.benefit.policy.InvalidPolicyException when the bundles contradict each other
     */
    public static QuoteService of(PolicyLibrary library, List<String> ids) {
        return new QuoteService(library.book(ids));
    }

    /** With an unknown id every request is answered POLICY_UNKNOWN. */
    public static QuoteService of(PolicyLibrary.Selection selection) {
        return new QuoteService(selection);
    }

    public static QuoteService of(PolicyBook book) {
        return new QuoteService(new PolicyLibrary.Combined(book));
    }

    /**
     * Answers one request: a body of the local API, a file, or one line of a JSON Lines file without its line
     * feed.
     *
     * @param explain whether the answer has a trace
     */
    public Answer answer(byte[] request, boolean explain) {
        return selection instanceof PolicyLibrary.Combined combined
                ? answer(request, combined.book(), explain)
                : refused(((PolicyLibrary.Unknown) selection).refusal());
    }

    private static Answer answer(byte[] request, PolicyBook book, boolean explain) {
        QuoteJson.Reading reading = QuoteJson.read(request, book);
        return reading instanceof QuoteJson.Understood understood
                ? answer(understood, book, explain)
                : refused(((QuoteJson.Faulty) reading).refusal());
    }

    private static Answer answer(QuoteJson.Understood understood, PolicyBook book, boolean explain) {
        Explanation explanation = explain ? Explanation.TRACE : Explanation.NONE;
        QuoteResult result = BenefitCalculator.calculate(understood.request(), book, explanation);
        return result instanceof Quote quote
                ? new Answer(QuoteJson.write(quote, book, explain), false)
                : refused((Refusal) result);
    }

    /**
     * Splits one request and answers with the certificate of the calculation; a refusal is answered as ever.
     *
     * @param digest see {@link CalculationCertificate#write}
     */
    public Answer certificate(byte[] request, Function<byte[], String> digest) {
        if (selection instanceof PolicyLibrary.Unknown unknown) {
            return refused(unknown.refusal());
        }
        PolicyBook book = ((PolicyLibrary.Combined) selection).book();
        QuoteJson.Reading reading = QuoteJson.read(request, book);
        if (reading instanceof QuoteJson.Faulty faulty) {
            return refused(faulty.refusal());
        }
        Derived derived = BenefitCalculator.derive(((QuoteJson.Understood) reading).request(), book);
        return derived instanceof Derivation derivation
                ? new Answer(CalculationCertificate.write(derivation, digest), false)
                : refused(((Derivation.Refused) derived).refusal());
    }

    private static Answer refused(Refusal refusal) {
        return new Answer(QuoteJson.write(refusal), true);
    }

    /** One JSON object on one line, and whether it is an error object. */
    public static final class Answer {
        private final byte[] json;
        private final boolean refused;

        Answer(byte[] json, boolean refused) {
            this.json = json;
            this.refused = refused;
        }

        /** UTF-8 without a line feed; a copy. */
        public byte[] json() {
            return json.clone();
        }

        public boolean refused() {
            return refused;
        }
    }
}
