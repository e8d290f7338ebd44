package org.yibao.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.QuoteRequest;

/**
 * What one would write by hand for one scheme: a local employee's outpatient visit of 2024 at tier 3, in
 * {@link BigDecimal}, with the figures in the code, no tables, no explanation, no sentences.
 */
record PlainSplit(
        List<Line> lines,
        BigDecimal total,
        BigDecimal deductible,
        BigDecimal pool,
        BigDecimal secondary,
        BigDecimal account,
        BigDecimal cash) {
    private static final BigDecimal DEDUCTIBLE = new BigDecimal("1000.00");
    private static final BigDecimal RATIO = new BigDecimal("0.50");
    private static final BigDecimal CAP = new BigDecimal("6000.00");
    private static final BigDecimal THRESHOLD = new BigDecimal("6000.00");
    private static final BigDecimal SECONDARY = new BigDecimal("0.60");
    private static final BigDecimal CLASS_B = new BigDecimal("0.20");
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    record Line(String number, BigDecimal ownpay, BigDecimal overlimit, BigDecimal preselfpay, BigDecimal inscp) {}

    static PlainSplit of(QuoteRequest request) {
        List<Line> lines = new ArrayList<>();
        BigDecimal total = NOTHING;
        BigDecimal inscp = NOTHING;
        BigDecimal classB = NOTHING;
        BigDecimal wellness = NOTHING;
        for (FeeLine fee : request.lines()) {
            Line line = line(fee);
            lines.add(line);
            total = total.add(fee.amount().yuan());
            inscp = inscp.add(line.inscp());
            classB = fee.level().equals("02") ? classB.add(line.preselfpay()) : classB;
            wellness = fee.wellness() ? wellness.add(fee.amount().yuan()) : wellness;
        }
        BigDecimal due = NOTHING.max(DEDUCTIBLE.subtract(used(request, "OPT_DEDC")));
        BigDecimal deductible = inscp.min(due);
        BigDecimal wanted = rounded(inscp.subtract(deductible).multiply(RATIO));
        BigDecimal pool = wanted.min(NOTHING.max(CAP.subtract(used(request, "OPT_PAY"))));
        BigDecimal before = used(request, "BURDEN");
        BigDecimal after = before.add(inscp).subtract(pool).add(classB);
        BigDecimal secondary = aboveThreshold(after).subtract(aboveThreshold(before));
        BigDecimal part = total.subtract(pool).subtract(secondary);
        BigDecimal payable = NOTHING.max(part.subtract(wellness));
        BigDecimal account =
                request.account().used() ? request.account().balance().yuan().min(payable) : NOTHING;
        return new PlainSplit(lines, total, deductible, pool, secondary, account, part.subtract(account));
    }

    private static Line line(FeeLine fee) {
        BigDecimal gross = fee.amount().yuan();
        if (rounded(fee.price().multiply(fee.count())).compareTo(gross) != 0) {
            throw new IllegalArgumentException("line " + fee.number());
        }
        if (fee.level().equals("03")) {
            return new Line(fee.number(), gross, NOTHING, NOTHING, NOTHING);
        }
        BigDecimal ceiling = fee.priceCeiling();
        BigDecimal overlimit = ceiling == null
                ? NOTHING
                : NOTHING.max(gross.subtract(rounded(fee.count().multiply(ceiling))));
        BigDecimal covered = gross.subtract(overlimit);
        BigDecimal given = fee.selfpayProportion();
        BigDecimal proportion = given != null ? given : fee.level().equals("02") ? CLASS_B : NOTHING;
        BigDecimal preselfpay = rounded(covered.multiply(proportion));
        return new Line(fee.number(), NOTHING, overlimit, preselfpay, covered.subtract(preselfpay));
    }

    private static BigDecimal used(QuoteRequest request, String accumulator) {
        return request.cum().amount(accumulator).yuan();
    }

    private static BigDecimal aboveThreshold(BigDecimal burden) {
        return rounded(NOTHING.max(burden.subtract(THRESHOLD)).multiply(SECONDARY));
    }

    private static BigDecimal rounded(BigDecimal yuan) {
        return yuan.setScale(2, RoundingMode.HALF_UP);
    }
}
