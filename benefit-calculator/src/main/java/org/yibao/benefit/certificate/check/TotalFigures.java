package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.OwnAccount;

/** Adds up lines and funds, and lets the accounts pay again. */
final class TotalFigures {
    /** The totals that funds belong to, in the order of the bill. */
    private static final List<String> TOTALS = List.of("HIFP", "CVLSERV", "HIFES", "HIFMI", "HIFOB", "MAF", "OTH");

    static final Set<String> FUND_TOTALS = Set.copyOf(TOTALS);

    private final Basis basis;
    private final LineFigures lines;
    private final StepFigures steps;
    private final Statement statement;

    TotalFigures(Basis basis, LineFigures lines, StepFigures steps, Statement statement) {
        this.basis = basis;
        this.lines = lines;
        this.steps = steps;
        this.statement = statement;
    }

    void agree() throws IOException, Malformed {
        agreeOnFunds();
        long personal = lines.gross() - steps.paid();
        long payable = Math.max(0, personal - lines.wellness());
        OwnAccount account = basis.accounts().own();
        long own = account != null && account.used() ? Math.min(account.balance(), payable) : 0;
        long balance = account == null ? 0 : account.balance() - own;
        long familyBalance =
                basis.accounts().family().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        long family = Math.min(familyBalance, payable - own);
        agreeOnBill();
        statement.field("fund_pay_sumamt").amount(steps.paid());
        statement.field("psn_part_amt").amount(personal);
        statement.field("acct_pay").amount(own);
        statement.field("acct_mulaid_pay").amount(family);
        statement.field("psn_cash_pay").amount(personal - own - family);
        statement.field("balc").amount(balance).endObject();
        agreeOnAccounts(account, payable, own, balance);
    }

    private void agreeOnFunds() throws IOException, Malformed {
        String unused = basis.funds().keySet().stream()
                .filter(type -> !steps.funds().containsKey(type))
                .collect(Collectors.joining(","));
        statement.agree("/basis/funds", unused, "");
        statement.field("funds").array();
        for (String type : basis.funds().keySet()) {
            long paid = steps.funds().getOrDefault(type, 0L);
            if (paid > 0) {
                statement.array().text(type).amount(paid).endArray();
            }
        }
        statement.endArray();
    }

    private void agreeOnBill() throws IOException, Malformed {
        statement.field("totals").object();
        statement.field("medfee_sumamt").amount(lines.gross());
        statement.field("fulamt_ownpay_amt").amount(lines.ownpay());
        statement.field("overlmt_selfpay").amount(lines.overlimit());
        statement.field("preselfpay_amt").amount(lines.preself());
        statement.field("inscp_scp_amt").amount(lines.inscp());
        statement.field("act_pay_dedc").amount(steps.borne());
        Map<String, Long> sums = new HashMap<>();
        steps.funds()
                .forEach((type, paid) -> sums.merge(String.valueOf(basis.funds().get(type)), paid, Math::addExact));
        for (String total : TOTALS) {
            statement.field(field(total)).amount(sums.getOrDefault(total, 0L));
        }
    }

    private static String field(String total) {
        return total.toLowerCase(Locale.ROOT) + "_pay";
    }

    /** The own account first, then the family's, each from what those before it left. */
    private void agreeOnAccounts(@Nullable OwnAccount account, long payable, long own, long balance)
            throws IOException, Malformed {
        statement.field("accounts").object().field("payable").amount(payable).field("own");
        if (account == null) {
            statement.text(null);
        } else {
            statement.array().flag(account.used()).amount(own).amount(balance).endArray();
        }
        statement.field("family").array();
        long left = payable - own;
        for (long available : basis.accounts().family()) {
            long pays = Math.min(available, left);
            statement.array().amount(pays).amount(available - pays).endArray();
            left -= pays;
        }
        statement.endArray().endObject();
    }
}
