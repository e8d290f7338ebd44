package org.yibao.terminal.command;

import java.io.PrintStream;
import org.yibao.benefit.Amount;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.settlement.recalculation.Recalculated;
import org.yibao.settlement.recalculation.RecalculationTotals;
import org.yibao.settlement.recalculation.Shares;
import org.yibao.terminal.text.Sentences;

/** A recalculation as a person reads it: one line for each amount that changes, then the sums. */
final class RecalculationTable implements RecalculationReport {
    private static final String LINE = "%-30s %14s %14s %14s  %s";
    private static final String SUM = "%60s %14s  %s";

    private final PrintStream out;

    RecalculationTable(PrintStream out, String from, PolicyBook book) {
        this.out = out;
        String tables = String.join(
                Sentences.of("policy.and"),
                book.references().stream()
                        .map(bundle -> bundle.id() + "@" + bundle.version())
                        .toList());
        out.println(Sentences.of("policy.recalculated", from, tables));
        out.println(Sentences.of("policy.recalculated-columns"));
    }

    @Override
    public void found(Recalculated result) {
        if (result instanceof Recalculated.Voucher voucher) {
            lines(voucher);
        } else if (result instanceof Recalculated.Refused refused) {
            out.println(Sentences.of(
                    "policy.recalculated-refused",
                    refused.settlement(),
                    refused.refusal().code(),
                    refused.refusal().message()));
        }
    }

    private void lines(Recalculated.Voucher voucher) {
        Shares before = voucher.before();
        Shares after = voucher.after();
        after.minus(before)
                .funds()
                .forEach((type, more) -> line(voucher, before.fund(type), after.fund(type), more.name()));
        line(voucher, before.account(), after.account(), Sentences.of("amount.acct_pay"));
        line(voucher, before.family(), after.family(), Sentences.of("amount.acct_mulaid_pay"));
        line(voucher, before.cash(), after.cash(), Sentences.of("amount.psn_cash_pay"));
    }

    private void line(Recalculated.Voucher voucher, Amount before, Amount after, String item) {
        if (before.equals(after)) {
            return;
        }
        String shown = voucher.byPlatform() ? Sentences.of("policy.recalculated-platforms", item) : item;
        out.println(LINE.formatted(voucher.settlement(), before, after, after.minus(before), shown));
    }

    @Override
    public void end(RecalculationTotals totals) {
        Shares more = totals.more();
        more.funds().values().forEach(fund -> sum(fund.amount(), fund.name()));
        sum(more.account(), Sentences.of("amount.acct_pay"));
        sum(more.family(), Sentences.of("amount.acct_mulaid_pay"));
        sum(more.cash(), Sentences.of("amount.psn_cash_pay"));
        out.println(Sentences.of(
                "policy.recalculated-totals",
                totals.vouchers(),
                totals.unchanged(),
                totals.refused(),
                totals.notAffected()));
    }

    private void sum(Amount more, String item) {
        if (!more.equals(Amount.ZERO)) {
            out.println(SUM.formatted(Sentences.of("policy.recalculated-sum"), more, item));
        }
    }
}
