package org.yibao.platform;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The citizen identity number of GB 11643-1999: area, birth date, order, check character (ISO 7064 MOD 11-2). */
final class ResidentNumber {
    private static final Pattern FORM = Pattern.compile("\\d{17}[0-9X]");
    private static final String CHECK_CHARACTERS = "10X98765432";
    private static final int DIGITS = 17;
    private static final int BIRTH_AT = 6;
    private static final int ORDER_AT = 14;
    private static final DateTimeFormatter BIRTH = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private ResidentNumber() {}

    /** Whether form, birth date and check character are right. */
    static boolean isSound(String number, String birthDate) {
        if (!FORM.matcher(number).matches()) {
            return false;
        }
        try {
            String birth = BIRTH.format(LocalDate.parse(birthDate));
            return number.substring(BIRTH_AT, ORDER_AT).equals(birth) && number.charAt(DIGITS) == check(number);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < DIGITS; i++) {
            int weight = (1 << (DIGITS - i)) % CHECK_CHARACTERS.length();
            sum += weight * Character.digit(number.charAt(i), 10);
        }
        return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length());
    }
}
