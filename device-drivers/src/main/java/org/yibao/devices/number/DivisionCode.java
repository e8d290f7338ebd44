package org.yibao.devices.number;

import java.util.Set;

/**
 * Six digits for a county, city or province. The counties change by the year; the provinces, in the first two
 * digits, do not, and they are what is checked here.
 */
public final class DivisionCode {
    /** GB/T 2260; 83 stands in residence permits of Taiwan's residents. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");
    /** The Xinjiang corps (新疆生产建设兵团) is a pooling area of its own in medical insurance. */
    private static final String CORPS = "66";

    private DivisionCode() {}

    /** Whether the first six digits of an identity number can be a division (GB/T 2260). */
    public static boolean ofResidence(String digits) {
        return PROVINCES.contains(digits.substring(0, 2));
    }

    /** Whether six digits can be an insured place ({@code insuplc_admdvs}). */
    public static boolean ofInsurance(String digits) {
        return ofResidence(digits) || digits.startsWith(CORPS);
    }
}
