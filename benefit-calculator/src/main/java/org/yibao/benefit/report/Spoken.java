package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.Quote;
import org.yibao.benefit.entitlement.AccountNotices;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.LayerStep;
import org.yibao.benefit.split.LayerStep.CapTaken;
import org.yibao.benefit.split.LayerStep.Flat;

/** What a cashier reads aloud: who pays how much, and what is left; nothing that is zero. */
public final class Spoken {
    private final Derivation derivation;
    private final List<String> clauses = new ArrayList<>();

    private Spoken(Derivation derivation) {
        this.derivation = derivation;
    }

    /** One paragraph in Chinese, amounts in yuan to the fen. */
    public static String of(Derivation derivation) {
        Spoken spoken = new Spoken(derivation);
        spoken.total();
        spoken.deductible();
        derivation.layers().forEach(spoken::layer);
        spoken.person();
        StringBuilder text = new StringBuilder(Words.clauses(spoken.clauses)).append(Words.of("join.end"));
        for (Quote.Notice notice : derivation.quote().notices()) {
            // What else an account may pay is for reading, not for the counter.
            if (!AccountNotices.isOne(notice)) {
                text.append(notice.text());
            }
        }
        return text.toString();
    }

    private void total() {
        BenefitBreakdown totals = derivation.quote().breakdown();
        List<String> parts = new ArrayList<>();
        part(parts, "spoken.in-scope", totals.inscpScpAmt());
        part(parts, "spoken.ownpay", totals.fulamtOwnpayAmt());
        part(parts, "spoken.overlimit", totals.overlmtSelfpay());
        part(parts, "spoken.preself", totals.preselfpayAmt());
        clauses.add(within("spoken.total", totals.medfeeSumamt(), parts));
    }

    private void deductible() {
        Amount borne = derivation.quote().breakdown().actPayDedc();
        if (borne.isPositive()) {
            clauses.add(Words.of("spoken.deductible", borne.toString()));
        }
    }

    private void layer(LayerStep step) {
        if (!step.paid().isPositive()) {
            return;
        }
        String payer = payer(step);
        String paid = step.paid().toString();
        String rate = rate(step);
        String sentence =
                rate.isEmpty() ? Words.of("spoken.pays", payer, paid) : Words.of("spoken.pays-at", payer, rate, paid);
        clauses.add(isCut(step) ? Words.of("spoken.cut", sentence) : sentence);
    }

    /** The fund; the layer where its fund pays in several. */
    private String payer(LayerStep step) {
        String fund = String.valueOf(step.layer().fund());
        long paying = derivation.layers().stream()
                .filter(each ->
                        each.paid().isPositive() && fund.equals(each.layer().fund()))
                .count();
        return paying > 1 ? step.layer().label().title() : new Names(derivation.book()).fund(fund);
    }

    private static String rate(LayerStep step) {
        if (step instanceof LayerStep.Share share) {
            return share.proportion() instanceof Flat flat ? flat.rate().toString() : "";
        }
        return step instanceof LayerStep.BeyondCap beyond ? beyond.rate().toString() : "";
    }

    private static boolean isCut(LayerStep step) {
        if (step instanceof LayerStep.Share share) {
            return isCut(share.wanted(), share.caps());
        }
        if (step instanceof LayerStep.BeyondCap beyond) {
            return isCut(beyond.wanted(), beyond.caps());
        }
        return step instanceof LayerStep.Increment increment && isCut(increment.wanted(), increment.caps());
    }

    private static boolean isCut(Amount wanted, List<CapTaken> caps) {
        return caps.stream().anyMatch(cap -> cap.allowed().compareTo(wanted) < 0);
    }

    private void person() {
        BenefitBreakdown totals = derivation.quote().breakdown();
        List<String> parts = new ArrayList<>();
        part(parts, "spoken.account", totals.acctPay());
        part(parts, "spoken.family", totals.acctMulaidPay());
        part(parts, "spoken.cash", totals.psnCashPay());
        clauses.add(
                totals.psnPartAmt().isPositive()
                        ? within("spoken.person", totals.psnPartAmt(), parts)
                        : Words.of("spoken.nothing"));
    }

    private static void part(List<String> parts, String key, Amount amount) {
        if (amount.isPositive()) {
            parts.add(Words.of(key, amount.toString()));
        }
    }

    private static String within(String key, Amount whole, List<String> parts) {
        String sentence = Words.of(key, whole.toString());
        return parts.isEmpty() ? sentence : Words.of("spoken.within", sentence, Words.list(parts));
    }
}
