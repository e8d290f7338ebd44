package org.yibao.devices.number;

/** Trade item numbers: GTIN-14 and EAN-13 (GB 12904, GS1 General Specifications 7.9). */
public final class Gtin {
    private Gtin() {}

    /** Whether the last of the digits is the check digit of the others. */
    public static boolean checks(String digits) {
        int sum = 0;
        for (int fromRight = 0; fromRight < digits.length(); fromRight++) {
            int digit = digits.charAt(digits.length() - 1 - fromRight) - '0';
            sum += fromRight % 2 == 0 ? digit : 3 * digit;
        }
        return sum % 10 == 0;
    }
}
