package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.BillLine;
import org.yibao.benefit.certificate.check.Basis.LineRule;

/** Takes each bill line apart again, and adds up what its parts come to. */
final class LineFigures {
    private static final String NO_RULE = "?";

    private final Basis basis;
    private final Rules rules;
    private final long[] preselfs;
    private BigDecimal counts = BigDecimal.ZERO;
    private BigDecimal prices = BigDecimal.ZERO;
    private BigDecimal proportions = BigDecimal.ZERO;
    private BigDecimal ceilings = BigDecimal.ZERO;
    private long gross;
    private long ownpay;
    private long overlimit;
    private long preself;
    private long inscp;
    private long wellness;

    LineFigures(Basis basis, Rules rules) {
        this.basis = basis;
        this.rules = rules;
        this.preselfs = new long[basis.lines().size()];
    }

    void agree(Statement statement) throws IOException, Malformed {
        statement.field("lines").array();
        for (int row = 0; row < preselfs.length; row++) {
            BillLine line = basis.lines().get(row);
            control(row + 1, line);
            statement.array();
            agree(statement, row, line);
            statement.endArray();
        }
        statement.endArray();
        statement.field("control").object().field("numbers").exact(basis.control());
        statement.field("cnt").exact(counts).field("pric").exact(prices);
        statement.field("selfpay_prop").exact(proportions);
        statement.field("pric_uplmt_amt").exact(ceilings).endObject();
    }

    private void control(int place, BillLine line) {
        counts = counts.add(times(place, line.count()));
        prices = prices.add(times(place, line.price()));
        proportions = proportions.add(times(place, line.proportion()));
        ceilings = ceilings.add(times(place, line.ceiling()));
    }

    private static BigDecimal times(int place, @Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number.multiply(BigDecimal.valueOf(place));
    }

    private void agree(Statement statement, int row, BillLine line) throws IOException, Malformed {
        LineRule rule = null;
        if (line.proportion() == null && !line.isOutsideCatalogue()) {
            rule = rule(line);
            statement.text(rule == null ? NO_RULE : rule.id());
        } else {
            statement.text(null);
        }
        BigDecimal exactGross = Fen.product(line.price(), line.count());
        long amount = Fen.rounded(exactGross);
        statement.exact(exactGross);
        if (line.amount() != amount) {
            statement.agree("/basis/lines/" + row + "/6", Long.toString(line.amount()), Long.toString(amount));
        }
        long own = line.isOutsideCatalogue() ? amount : 0;
        BigDecimal allowed = line.ceiling() == null ? null : Fen.product(line.ceiling(), line.count());
        long above = allowed == null || line.isOutsideCatalogue() ? 0 : Math.max(0, amount - Fen.rounded(allowed));
        statement.amount(own).exact(allowed).amount(above);
        agreeOnSelfpay(statement, row, amount - own - above, proportion(line, rule));
        gross = Math.addExact(gross, amount);
        ownpay += own;
        overlimit += above;
        wellness += line.isWellness() ? amount : 0;
    }

    private @Nullable LineRule rule(BillLine line) {
        Condition.Facts facts = basis.facts().with(line);
        for (LineRule rule : basis.lineRules()) {
            if (rule.when().holds(facts)) {
                return rule;
            }
        }
        return null;
    }

    private @Nullable BigDecimal proportion(BillLine line, @Nullable LineRule rule) throws Malformed {
        if (rule == null) {
            return line.proportion();
        }
        return rule.selfpay() == null ? BigDecimal.ZERO : rules.ratio(rule.selfpay());
    }

    private void agreeOnSelfpay(Statement statement, int row, long covered, @Nullable BigDecimal proportion)
            throws IOException, Malformed {
        BigDecimal exact = proportion == null ? BigDecimal.ZERO : Fen.share(covered, proportion);
        long first = Fen.rounded(exact);
        statement.exact(proportion).exact(exact).amount(first);
        String outOfArea = rules.outOfArea();
        BigDecimal exactAway = outOfArea == null ? null : Fen.share(covered - first, rules.ratio(outOfArea));
        long away = exactAway == null ? 0 : Fen.rounded(exactAway);
        statement.exact(exactAway).amount(away).amount(covered - first - away);
        preselfs[row] = first;
        preself += first + away;
        inscp += covered - first - away;
    }

    /** First self-pay of the lines that meet a condition, without the part out of area. */
    long firstSelfpay(Condition condition) {
        long sum = 0;
        for (int row = 0; row < preselfs.length; row++) {
            if (condition.holds(basis.facts().with(basis.lines().get(row)))) {
                sum += preselfs[row];
            }
        }
        return sum;
    }

    long gross() {
        return gross;
    }

    long ownpay() {
        return ownpay;
    }

    long overlimit() {
        return overlimit;
    }

    long preself() {
        return preself;
    }

    long inscp() {
        return inscp;
    }

    long wellness() {
        return wellness;
    }
}
