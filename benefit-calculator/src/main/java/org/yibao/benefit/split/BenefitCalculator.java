package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.Scheme;

/** Splits a visit between funds, accounts and cash, or says why it cannot. */
public final class BenefitCalculator {
    private BenefitCalculator() {}

    /** Whether the answer carries its trace. */
    public enum Explanation {
        NONE,
        TRACE
    }

    /** Splits a visit with its trace. */
    public static QuoteResult calculate(QuoteRequest request, PolicyBook book) {
        return calculate(request, book, Explanation.TRACE);
    }

    /**
     * Splits a visit. Several refusals are answered by the first of {@link Refusal.Code}'s order from
     * {@code LINE_DUPLICATE} on.
     *
     * @throws ArithmeticException when amounts that no reader admits overflow
     */
    public static QuoteResult calculate(QuoteRequest request, PolicyBook book, Explanation explanation) {
        Derived derived = derive(request, book);
        return derived instanceof Derivation derivation && explanation == Explanation.TRACE
                ? derivation.explained()
                : derived.result();
    }

    /**
     * Splits a visit and keeps every step; refusals and errors as in {@link #calculate}.
     *
     * @throws ArithmeticException when amounts that no reader admits overflow
     */
    public static Derived derive(QuoteRequest request, PolicyBook book) {
        Refusal faulty = firstFault(request, book);
        if (faulty != null) {
            return new Derivation.Refused(faulty);
        }
        VisitFacts facts = new VisitFacts(request, book.structure());
        Optional<Scheme> scheme = book.scheme(facts);
        if (scheme.isEmpty()) {
            String insutype = request.patient().insutype();
            return new Derivation.Refused(new Refusal(
                    Refusal.Code.SCHEME_NOT_COVERED,
                    Texts.of("refusal.scheme-not-covered", insutype, request.medType()),
                    "med_type"));
        }
        if (scheme.get().byPrescriber()) {
            facts.decideTierByPrescriber();
        }
        return new Visit(request, book, facts, scheme.get()).split();
    }

    private static @Nullable Refusal firstFault(QuoteRequest request, PolicyBook book) {
        Refusal twice = duplicateLine(request.lines());
        if (twice != null) {
            return twice;
        }
        Refusal mismatch = mismatchedLine(request.lines());
        return mismatch != null ? mismatch : strangerAccount(request, book);
    }

    private static @Nullable Refusal duplicateLine(List<FeeLine> lines) {
        Set<String> numbers = new HashSet<>(2 * lines.size());
        for (FeeLine line : lines) {
            if (!numbers.add(line.number())) {
                return new Refusal(
                        Refusal.Code.LINE_DUPLICATE, Texts.of("refusal.line-duplicate", line.number()), "feedetl_sn");
            }
        }
        return null;
    }

    private static @Nullable Refusal mismatchedLine(List<FeeLine> lines) {
        for (int index = 0; index < lines.size(); index++) {
            FeeLine line = lines.get(index);
            BigDecimal product = Exact.roundedYuan(line.price().multiply(line.count()));
            if (product.compareTo(line.amount().yuan()) != 0) {
                return new Refusal(
                        Refusal.Code.LINE_AMOUNT_MISMATCH,
                        Texts.of(
                                "refusal.line-amount",
                                line.number(),
                                line.amount().toString(),
                                product.toPlainString()),
                        "feedetail[" + index + "].det_item_fee_sumamt");
            }
        }
        return null;
    }

    private static @Nullable Refusal strangerAccount(QuoteRequest request, PolicyBook book) {
        List<FamilyAccount> family = request.account().family();
        for (int index = 0; index < family.size(); index++) {
            String relation = family.get(index).relation();
            if (!book.structure().accounts().relations().contains(relation)) {
                return new Refusal(
                        Refusal.Code.ACCT_RELATION_NOT_ALLOWED,
                        Texts.of("refusal.relation", relation),
                        "acct.mulaid[" + index + "].relation");
            }
        }
        return null;
    }

    /** The sum of the lines' amounts. */
    static Amount total(List<FeeLine> lines) {
        long fen = 0;
        for (FeeLine line : lines) {
            fen = Math.addExact(fen, line.amount().fen());
        }
        return Amount.ofFen(fen);
    }
}
