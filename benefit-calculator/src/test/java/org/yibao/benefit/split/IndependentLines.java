package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.FeeLine;

/** Section 1 of the normative page, line by line, in fen and fractions. */
final class IndependentLines {
    private static final Fraction FEN = Fraction.of(100);
    private static final BigDecimal HIGH_VALUE_YUAN = new BigDecimal("1000.00");

    private final IndependentFigures figures;
    private final boolean away;
    final List<Outcome.Line> rows = new ArrayList<>();
    long gross;
    long own;
    long over;
    long preself;
    long inscp;
    long classB;
    long wellness;

    IndependentLines(List<FeeLine> lines, IndependentFigures figures, boolean away) {
        this.figures = figures;
        this.away = away;
        if (away) {
            figures.draft(10);
        }
        lines.forEach(this::take);
    }

    static long product(FeeLine line) {
        return fen(line.price(), line.count());
    }

    private static long fen(BigDecimal price, BigDecimal count) {
        return Fraction.of(price).times(Fraction.of(count)).times(FEN).rounded();
    }

    private void take(FeeLine line) {
        Fraction ratio = ratio(line);
        long amount = line.amount().fen();
        boolean outside = line.level().equals("03");
        long lineOwn = outside ? amount : 0;
        long lineOver = outside || line.priceCeiling() == null
                ? 0
                : Math.max(0, amount - fen(line.priceCeiling(), line.count()));
        long covered = amount - lineOwn - lineOver;
        long first = share(covered, ratio);
        long rest = covered - first;
        long second = away ? share(rest, Fraction.percent(10)) : 0;
        gross += amount;
        own += lineOwn;
        over += lineOver;
        preself += first + second;
        inscp += rest - second;
        classB += line.level().equals("02") ? first : 0;
        wellness += line.wellness() ? amount : 0;
        rows.add(new Outcome.Line(line.number(), decimal(ratio), lineOwn, lineOver, first + second, rest - second));
    }

    static long share(long fen, Fraction ratio) {
        return Fraction.of(fen).times(ratio).rounded();
    }

    private static BigDecimal decimal(Fraction ratio) {
        return new BigDecimal(ratio.numerator())
                .divide(new BigDecimal(ratio.denominator()))
                .stripTrailingZeros();
    }

    private Fraction ratio(FeeLine line) {
        if (line.selfpayProportion() != null) {
            return Fraction.of(line.selfpayProportion());
        }
        if (line.level().equals("03")) {
            return Fraction.ZERO;
        }
        boolean consumable = line.listType().equals("301");
        if (consumable && line.procured()) {
            return Fraction.ZERO;
        }
        if (consumable && line.price().compareTo(HIGH_VALUE_YUAN) > 0) {
            return figures.draft(Fraction.percent(25));
        }
        boolean drug = line.listType().startsWith("10");
        if (line.equipment() || (drug && line.level().equals("02"))) {
            return figures.draft(Fraction.percent(20));
        }
        if (!line.level().equals("01")) {
            figures.note(IndependentFigures.MISSING);
        }
        return Fraction.ZERO;
    }
}
