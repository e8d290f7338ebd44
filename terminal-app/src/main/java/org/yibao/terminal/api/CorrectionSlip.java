package org.yibao.terminal.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.TraceStep;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Masked;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.terminal.configuration.Bearer;
import org.yibao.terminal.text.Sentences;

/**
 * The text that a person gets with the money when the platform's late word differs from what was sold: both splits, why,
 * what is due, and who bears it by the counter's policy. A pure function of the settlement as it stands.
 */
final class CorrectionSlip {
    private CorrectionSlip() {}

    /** Whether there is one: a sale that was sold, and booked otherwise or refused since. */
    static boolean isFor(Settlement settlement) {
        return settlement.state() == SettlementState.ADJUSTED || settlement.state() == SettlementState.REJECTED;
    }

    /**
     * @param copy whether it was given out before
     * @return lines, each ended by a line feed
     */
    static String of(Settlement settlement, Bearer bearer, boolean copy) {
        List<String> lines = new ArrayList<>();
        lines.add(Sentences.of(copy ? "slip.title-copy" : "slip.title"));
        lines.add(Sentences.of("slip.institution", settlement.sale().terminal().institutionName()));
        lines.add(Sentences.of("slip.settlement", settlement.id()));
        if (settlement.answer() instanceof PlatformAnswer.Booked booked) {
            lines.add(Sentences.of("slip.platform", booked.setlId()));
        }
        lines.add(Sentences.of(
                "slip.person",
                Masked.name(settlement.sale().person().name()),
                Masked.number(settlement.sale().person().identityNumber())));
        lines.add(Sentences.of("slip.made", Views.time(settlement.sale().madeAt())));
        tenders(lines, settlement);
        ours(lines, settlement.sale().quote());
        theirs(lines, settlement.answer());
        lines.add(due(settlement.due()));
        lines.add(bearer.sentence());
        lines.add(closed(settlement.closure()));
        return String.join("\n", lines) + "\n";
    }

    private static void tenders(List<String> lines, Settlement settlement) {
        BenefitBreakdown own = settlement.sale().quote().breakdown();
        boolean booked = settlement.answer() instanceof PlatformAnswer.Booked;
        BenefitBreakdown word = settlement.breakdown();
        Amount none = Amount.ZERO;
        lines.add(Sentences.of("slip.columns"));
        tender(lines, "fund_pay_sumamt", own.fundPaySumamt(), booked ? word.fundPaySumamt() : none);
        tender(lines, "acct_pay", own.acctPay(), booked ? word.acctPay() : none);
        tender(lines, "acct_mulaid_pay", own.acctMulaidPay(), booked ? word.acctMulaidPay() : none);
        tender(lines, "psn_cash_pay", own.psnCashPay(), booked ? word.psnCashPay() : own.medfeeSumamt());
    }

    private static void tender(List<String> lines, String name, Amount ours, Amount theirs) {
        lines.add(Sentences.of("slip.tender", Sentences.of("amount." + name), ours, theirs, theirs.minus(ours)));
    }

    private static void ours(List<String> lines, Quote quote) {
        lines.add(Sentences.of("slip.ours"));
        for (PolicyReference policy : quote.policy()) {
            lines.add(Sentences.of("slip.policy", policy.id(), policy.version()));
        }
        for (TraceStep step : quote.trace()) {
            lines.add("  " + step.text());
        }
    }

    private static void theirs(List<String> lines, @Nullable PlatformAnswer answer) {
        lines.add(Sentences.of("slip.theirs"));
        if (answer instanceof PlatformAnswer.Refused refused) {
            lines.add("  " + refused.code() + " " + refused.text());
        }
        if (answer instanceof PlatformAnswer.Booked booked) {
            for (FundShare fund : booked.funds()) {
                lines.add(Sentences.of("slip.fund", fund.name(), fund.amount(), fund.process()));
            }
        }
    }

    private static String due(Amount due) {
        if (due.isPositive()) {
            return Sentences.of("slip.due-from", due);
        }
        return due.isNegative() ? Sentences.of("slip.due-to", due.negated()) : Sentences.of("slip.due-nothing");
    }

    private static String closed(@Nullable Closure closure) {
        return closure == null
                ? Sentences.of("slip.open")
                : Sentences.of(
                        "slip.closed",
                        Views.time(closure.madeAt()),
                        closure.operator().id(),
                        closure.note());
    }
}
