package org.yibao.emulators;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.yibao.settlement.Masked;

/**
 * An identity card of an invented person. Nothing is checked, so that a card can also be wrong.
 *
 * @param name at most 15 characters
 * @param sex 1 male, 2 female
 * @param nation two digits (GB/T 3304)
 * @param birth yyyyMMdd
 * @param address at most 35 characters
 * @param number 18 characters
 * @param authority at most 15 characters
 * @param validFrom yyyyMMdd
 * @param validTo yyyyMMdd or 长期
 */
public record EmulatedIdentityCard(
        String name,
        String sex,
        String nation,
        String birth,
        String address,
        String number,
        String authority,
        String validFrom,
        String validTo) {
    static final int TEXT_BYTES = 256;

    private static final String WEIGHTED_REST = "10X98765432";

    /** A card without end of validity, whose other fields follow from the number or are made up. */
    public static EmulatedIdentityCard of(String number, String name) {
        String birth = number.substring(6, 14);
        String sex = number.charAt(16) % 2 == 1 ? "1" : "2";
        return new EmulatedIdentityCard(
                name, sex, "01", birth, "山东省济南市历下区样例路1号", number, "济南市公安局历下分局", "20200101", "长期");
    }

    /** Completes 17 digits by their check character (ISO 7064 MOD 11-2). */
    public static String numberOf(String digits17) {
        int sum = 0;
        int weight = 1;
        for (int i = digits17.length() - 1; i >= 0; i--) {
            weight = weight * 2 % 11;
            sum += weight * (digits17.charAt(i) - '0');
        }
        return digits17 + WEIGHTED_REST.charAt(sum % 11);
    }

    public EmulatedIdentityCard validTo(String end) {
        return new EmulatedIdentityCard(name, sex, nation, birth, address, number, authority, validFrom, end);
    }

    public EmulatedIdentityCard born(String day) {
        return new EmulatedIdentityCard(name, sex, nation, day, address, number, authority, validFrom, validTo);
    }

    /** The 256 bytes of text as a reader gives them out: UTF-16LE in fixed fields filled with spaces. */
    byte[] text() {
        String fields = filled(name, 15)
                + filled(sex, 1)
                + filled(nation, 2)
                + filled(birth, 8)
                + filled(address, 35)
                + filled(number, 18)
                + filled(authority, 15)
                + filled(validFrom, 8)
                + filled(validTo, 8)
                + filled("", 18);
        return Arrays.copyOf(fields.getBytes(StandardCharsets.UTF_16LE), TEXT_BYTES);
    }

    private static String filled(String field, int characters) {
        return field + " ".repeat(characters - field.length());
    }

    @Override
    public String toString() {
        return "EmulatedIdentityCard[" + Masked.number(number) + ", " + Masked.name(name) + "]";
    }
}
