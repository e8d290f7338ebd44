package org.yibao.benefit;

import java.math.BigDecimal;

/**
 * An exact ratio: {@code 0.55} is 55 %. Comparison and equality are by value.
 *
 * @param value the ratio without trailing zeros
 */
public record Rate(BigDecimal value) implements Comparable<Rate> {
    public static final Rate ZERO = new Rate(BigDecimal.ZERO);
    public static final Rate WHOLE = new Rate(BigDecimal.ONE);

    private static final int PERCENT_DIGITS = 2;

    public Rate {
        value = value.stripTrailingZeros();
    }

    /** @param percent such as 55 for 55 % */
    public static Rate ofPercent(BigDecimal percent) {
        return new Rate(percent.movePointLeft(PERCENT_DIGITS));
    }

    /** Adds percentage points, such as 0.55 and -0.10 to 0.45. */
    public Rate plus(Rate points) {
        return new Rate(value.add(points.value));
    }

    public Rate times(Rate factor) {
        return new Rate(value.multiply(factor.value));
    }

    /** This ratio, or the nearer of 0 and 1 when it lies outside them. */
    public Rate clamped() {
        return new Rate(value.max(BigDecimal.ZERO).min(BigDecimal.ONE));
    }

    /** The exact product in yuan, not rounded. */
    public BigDecimal of(Amount amount) {
        return amount.yuan().multiply(value);
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Rate other) {
        return value.compareTo(other.value);
    }

    /** Percent, such as {@code 55%}. */
    @Override
    public String toString() {
        return value.movePointRight(PERCENT_DIGITS).stripTrailingZeros().toPlainString() + "%";
    }
}
