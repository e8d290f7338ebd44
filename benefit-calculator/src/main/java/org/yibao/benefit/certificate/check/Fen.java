package org.yibao.benefit.certificate.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic in fen: exact, and rounded half up where a rule says so. */
final class Fen {
    private static final int FEN_DIGITS = 2;

    private Fen() {}

    /** Yuan times something, in fen, exactly. */
    static BigDecimal product(BigDecimal yuan, BigDecimal times) {
        return yuan.multiply(times).movePointRight(FEN_DIGITS);
    }

    static BigDecimal share(long fen, BigDecimal ratio) {
        return BigDecimal.valueOf(fen).multiply(ratio);
    }

    /** @throws ArithmeticException when it is no amount */
    static long rounded(BigDecimal fen) {
        return fen.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A fraction in lowest terms. */
    record Fraction(BigInteger over, BigInteger under) {
        /** @param ratio above 0 */
        static Fraction quotient(long fen, BigDecimal ratio) {
            BigInteger over = BigInteger.valueOf(fen).multiply(BigInteger.TEN.pow(Math.max(0, ratio.scale())));
            BigInteger under = ratio.setScale(Math.max(0, ratio.scale()), RoundingMode.UNNECESSARY)
                    .unscaledValue();
            BigInteger common = over.gcd(under);
            return new Fraction(over.divide(common), under.divide(common));
        }

        long rounded() {
            BigInteger twice = under.shiftLeft(1);
            return over.shiftLeft(1).add(under).divide(twice).longValueExact();
        }

        @Override
        public String toString() {
            return over + "/" + under;
        }
    }
}
