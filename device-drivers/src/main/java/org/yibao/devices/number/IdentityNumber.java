package org.yibao.devices.number;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yibao.settlement.Masked;

/**
 * 公民身份号码, 18 characters: division (6), birth date yyyyMMdd (8), sequence (3), check character (GB 11643; ISO 7064
 * MOD 11-2). An instance has passed all checks.
 */
public record IdentityNumber(String value, LocalDate birth) {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final int BIRTH_AT = 6;
    private static final int BIRTH_END = 14;
    private static final int CHECKED = 17;
    private static final int MODULUS = 11;

    /** Empty when the text is not an identity number. */
    public static Optional<IdentityNumber> parse(String text) {
        if (!FORM.matcher(text).matches()
                || !DivisionCode.ofResidence(text)
                || checkCharacter(text) != text.charAt(CHECKED)) {
            return Optional.empty();
        }
        return CompactDate.parse(text.substring(BIRTH_AT, BIRTH_END)).map(birth -> new IdentityNumber(text, birth));
    }

    private static char checkCharacter(String text) {
        int product = 0;
        for (int i = 0; i < CHECKED; i++) {
            product = (product + text.charAt(i) - '0') * 2 % MODULUS;
        }
        int check = (12 - product) % MODULUS;
        return check == 10 ? 'X' : (char) ('0' + check);
    }

    @Override
    public String toString() {
        return Masked.number(value);
    }
}
