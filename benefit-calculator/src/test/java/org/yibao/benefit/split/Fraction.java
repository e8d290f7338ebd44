package org.yibao.benefit.split;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact fraction, its denominator positive. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = of(0);

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), ONE);
    }

    static Fraction of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Fraction(decimal.toBigIntegerExact(), ONE)
                : new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    static Fraction percent(long percent) {
        return new Fraction(BigInteger.valueOf(percent), BigInteger.valueOf(100));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @param divisor positive */
    Fraction dividedBy(Fraction divisor) {
        return new Fraction(numerator.multiply(divisor.denominator), denominator.multiply(divisor.numerator));
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The whole number nearest to this fraction, which is not negative; a half goes up. */
    long rounded() {
        if (numerator.signum() < 0) {
            throw new IllegalStateException("negative: " + this);
        }
        return numerator
                .multiply(TWO)
                .add(denominator)
                .divide(denominator.multiply(TWO))
                .longValueExact();
    }
}
