package org.yibao.benefit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money in whole fen (0.01 yuan). Arithmetic is exact and throws {@link ArithmeticException} on
 * overflow; it may be negative (a void's rows are), callers check where it must not be.
 *
 * @param fen hundredths of a yuan
 */
public record Amount(long fen) implements Comparable<Amount> {
    public static final Amount ZERO = new Amount(0);

    private static final int FEN_DIGITS = 2;
    private static final int FEN_PER_YUAN = 100;

    public static Amount ofFen(long fen) {
        return fen == 0 ? ZERO : new Amount(fen);
    }

    /**
     * Reads yuan such as {@code 12.3} or {@code 12.30}.
     *
     * @throws ArithmeticException when there are more than two decimals or the value does not fit
     * @throws NumberFormatException when the text is no number
     */
    public static Amount parse(String yuan) {
        return ofYuan(new BigDecimal(yuan));
    }

    /** @throws ArithmeticException when there are more than two significant decimals or the value does not fit */
    public static Amount ofYuan(BigDecimal yuan) {
        return ofFen(yuan.movePointRight(FEN_DIGITS).longValueExact());
    }

    /** Rounds half up to the fen: the one rounding of the normative calculation ({@code rhu}). */
    public static Amount roundHalfUp(BigDecimal yuan) {
        return ofFen(yuan.setScale(FEN_DIGITS, RoundingMode.HALF_UP)
                .movePointRight(FEN_DIGITS)
                .longValueExact());
    }

    public BigDecimal yuan() {
        return BigDecimal.valueOf(fen, FEN_DIGITS);
    }

    public Amount plus(Amount other) {
        return ofFen(Math.addExact(fen, other.fen));
    }

    public Amount minus(Amount other) {
        return ofFen(Math.subtractExact(fen, other.fen));
    }

    public Amount negated() {
        return ofFen(Math.negateExact(fen));
    }

    public Amount min(Amount other) {
        return fen <= other.fen ? this : other;
    }

    public Amount max(Amount other) {
        return fen >= other.fen ? this : other;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    public boolean isPositive() {
        return fen > 0;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(fen, other.fen);
    }

    /** Yuan with two decimals, such as {@code 12.30}. */
    @Override
    public String toString() {
        if (fen < 0) {
            return yuan().toPlainString();
        }
        long cents = fen % FEN_PER_YUAN;
        return fen / FEN_PER_YUAN + (cents < 10 ? ".0" : ".") + cents;
    }
}
