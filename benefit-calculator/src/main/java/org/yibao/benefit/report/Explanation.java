package org.yibao.benefit.report;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;

/** Why a visit was split as it was, as a page that tells no one who it was. */
public final class Explanation {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final QuoteRequest request;
    private final Page.Writer page = new Page.Writer(Words.of("explain.title"));

    private Explanation(QuoteRequest request) {
        this.request = request;
    }

    /**
     * The page of a calculation or of its refusal.
     *
     * @param remarks sentences for the top of the page, such as how a stored result compares
     */
    public static Page of(QuoteRequest request, PolicyBook book, Derived derived, List<String> remarks) {
        Explanation explanation = new Explanation(request);
        remarks.forEach(explanation.page::paragraph);
        explanation.visit();
        explanation.policy(book.references());
        if (derived instanceof Derivation derivation) {
            explanation.derivation(derivation);
        } else {
            explanation.refusal(((Derivation.Refused) derived).refusal());
        }
        return explanation.page.page();
    }

    /** The page of a refusal that came before any calculation: the request itself could not be read. */
    public static Page of(Refusal refusal) {
        Page.Writer page = new Page.Writer(Words.of("explain.title"));
        page.paragraph(Words.of("explain.refused", refusal.code().name(), refusal.message()));
        return page.page();
    }

    /**
     * The page of a stored answer whose bundles are not at hand: its steps as they were written then.
     *
     * @param remarks as above
     */
    public static Page stored(QuoteRequest request, Quote quote, List<String> remarks) {
        Explanation explanation = new Explanation(request);
        remarks.forEach(explanation.page::paragraph);
        explanation.visit();
        explanation.policy(quote.policy());
        explanation.page.section(Words.of("section.steps"));
        quote.trace().forEach(step -> {
            explanation.page.item(step.text());
            step.parameters()
                    .forEach(used -> explanation.page.item(
                            " ",
                            Words.of(
                                    "explain.used-then",
                                    used.name(),
                                    used.value(),
                                    used.from(),
                                    used.source(),
                                    used.bundle())));
        });
        explanation.totals(quote);
        explanation.cum(quote.cumAfter(), Map.of());
        explanation.notices(quote);
        return explanation.page.page();
    }

    private void derivation(Derivation derivation) {
        page.section(Words.of("section.scheme"));
        page.paragraph(Words.of(
                "titled", derivation.scheme().title(), derivation.scheme().id()));
        new StepWords(derivation, page).write();
        totals(derivation.quote());
        cum(derivation.quote().cumAfter(), derivation.book().structure().accumulators());
        notices(derivation.quote());
        page.section(Words.of("section.spoken"));
        page.paragraph(Spoken.of(derivation));
    }

    private void refusal(Refusal refusal) {
        page.section(Words.of("section.refusal"));
        page.paragraph(Words.of("explain.refused", refusal.code().name(), refusal.message()));
    }

    private void visit() {
        page.section(Words.of("section.visit"));
        page.item(Words.of("explain.time", TIME.format(request.begntime())));
        page.item(Words.of(
                "explain.visit",
                Words.code("insutype", request.patient().insutype()),
                Words.code("med_type", request.medType())));
        page.item(Words.of("explain.person", person()));
        page.item(Words.of(
                "explain.institution",
                request.institution().code(),
                Words.code("tier", request.institution().tier())));
        page.item(Words.of(
                "explain.place",
                Words.code("place", request.place().name()),
                Words.code("place_registered", request.placeRegistered() ? "1" : "0")));
        QuoteRequest.Prescription prescription = request.prescription();
        if (prescription != null && prescription.tier() != null) {
            page.item(Words.of("explain.prescription", Words.code("tier", prescription.tier())));
        }
        QuoteRequest.Maternity maternity = request.maternity();
        if (maternity != null) {
            page.item(Words.of(
                    "explain.maternity",
                    String.valueOf(maternity.childOrdinal()),
                    Words.code("beneficiary", maternity.beneficiary())));
        }
    }

    /** What kind of person, never which. */
    private String person() {
        String type = request.patient().psnType();
        List<String> words = new ArrayList<>();
        words.add(Words.code("psn_type", type.substring(0, Math.min(type.length(), 2))));
        request.patient().marks().forEach(mark -> words.add(Words.code("mark", mark)));
        if (request.patient().civilServant()) {
            words.add(Words.of("explain.civil-servant"));
        }
        if (request.referral()) {
            words.add(Words.code("referral_flag", "1"));
        }
        return Words.list(words);
    }

    private void policy(List<PolicyReference> references) {
        page.section(Words.of("section.bundles"));
        for (PolicyReference reference : references) {
            page.item(Words.bundle(reference));
            page.item(" ", reference.digest());
        }
    }

    private void totals(Quote quote) {
        BenefitBreakdown totals = quote.breakdown();
        page.section(Words.of("section.totals"));
        List<List<String>> rows = new ArrayList<>();
        row(rows, "medfee", totals.medfeeSumamt());
        row(rows, "ownpay", totals.fulamtOwnpayAmt());
        row(rows, "overlimit", totals.overlmtSelfpay());
        row(rows, "preself", totals.preselfpayAmt());
        row(rows, "in-scope", totals.inscpScpAmt());
        row(rows, "deductible", totals.actPayDedc());
        quote.funds()
                .forEach(fund -> rows.add(List.of(fund.name(), fund.amount().toString())));
        row(rows, "funds", totals.fundPaySumamt());
        row(rows, "person", totals.psnPartAmt());
        row(rows, "account", totals.acctPay());
        row(rows, "family", totals.acctMulaidPay());
        row(rows, "cash", totals.psnCashPay());
        row(rows, "balance", totals.balc());
        page.table(Words.of("totals.caption"), List.of(Words.of("totals.what"), Words.of("totals.amount")), rows);
        page.item(Words.of(
                "identity.bill",
                totals.medfeeSumamt().toString(),
                totals.fulamtOwnpayAmt().toString(),
                totals.overlmtSelfpay().toString(),
                totals.preselfpayAmt().toString(),
                totals.inscpScpAmt().toString()));
        page.item(Words.of(
                "identity.payers",
                totals.medfeeSumamt().toString(),
                totals.fundPaySumamt().toString(),
                totals.psnPartAmt().toString()));
        page.item(Words.of(
                "identity.person",
                totals.psnPartAmt().toString(),
                totals.acctPay().toString(),
                totals.acctMulaidPay().toString(),
                totals.psnCashPay().toString()));
    }

    private static void row(List<List<String>> rows, String key, Amount amount) {
        rows.add(List.of(Words.of("totals." + key), amount.toString()));
    }

    private void cum(YearToDate after, Map<String, Accumulator> accumulators) {
        if (after.values().isEmpty()) {
            return;
        }
        page.section(Words.of("section.cum"));
        List<List<String>> rows = new ArrayList<>();
        after.values().forEach((code, value) -> {
            Accumulator accumulator = accumulators.get(code);
            boolean counts = accumulator != null && accumulator.counts();
            String title = accumulator == null ? code : Words.of("titled", accumulator.title(), code);
            rows.add(List.of(title, cum(request.cum().value(code), counts), cum(value, counts)));
        });
        page.table(
                Words.of("cum.caption"),
                List.of(Words.of("trait.accumulator"), Words.of("cum.before"), Words.of("cum.after")),
                rows);
    }

    static String cum(long value, boolean counts) {
        return counts
                ? Words.of("count", Long.toString(value))
                : Amount.ofFen(value).toString();
    }

    private void notices(Quote quote) {
        if (!quote.notices().isEmpty()) {
            page.section(Words.of("section.notices"));
            quote.notices().forEach(notice -> page.item(Words.of("notice", notice.text(), notice.code())));
        }
    }
}
