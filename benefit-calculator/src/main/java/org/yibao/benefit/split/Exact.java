package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;

/** The roundings of the calculation: half up to the fen, once, where it is written. */
final class Exact {
    private static final int FEN_DIGITS = 2;

    private Exact() {}

    /** Half up to the fen, for values that may be too large for an {@link Amount}. */
    static BigDecimal roundedYuan(BigDecimal yuan) {
        return yuan.setScale(FEN_DIGITS, RoundingMode.HALF_UP);
    }

    static Amount share(Amount base, Rate rate) {
        return rate.isZero() ? Amount.ZERO : Amount.roundHalfUp(rate.of(base));
    }

    /** The expense that a payment at this ratio used up; the ratio is not 0. */
    static Amount expenseOf(Amount paid, Rate rate) {
        return Amount.ofYuan(paid.yuan().divide(rate.value(), FEN_DIGITS, RoundingMode.HALF_UP));
    }
}
