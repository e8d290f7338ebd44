package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The digits a number may have, as the platform's {@code numeric(precision, scale)}.
 *
 * @param integerDigits digits before the point
 * @param decimals digits after it, trailing zeros not counted
 */
record Decimals(int integerDigits, int decimals) {
    static final Decimals MONEY = new Decimals(14, 2);
    static final Decimals COUNT = new Decimals(12, 4);
    static final Decimals PRICE = new Decimals(10, 6);
    static final Decimals PROPORTION = new Decimals(1, 4);
    static final Decimals WHOLE = new Decimals(14, 0);

    /** @return the number when it is 0 or more and has no more digits; its text may name any exponent */
    Optional<BigDecimal> read(String literal) {
        if (literal.length() > JsonText.NUMBER_CHARS_MAX) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(literal).stripTrailingZeros();
            return admits(number) ? Optional.of(plain(number)) : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** Looks at precision and scale only, so that an exponent of a billion costs nothing. */
    boolean admits(BigDecimal stripped) {
        long integers = (long) stripped.precision() - stripped.scale();
        return stripped.signum() == 0
                || (stripped.signum() > 0 && stripped.scale() <= decimals && integers <= integerDigits);
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
