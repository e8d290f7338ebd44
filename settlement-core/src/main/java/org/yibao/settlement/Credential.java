package org.yibao.settlement;

/**
 * How the person proved who they are, as a settlement message names it.
 *
 * @param type {@code mdtrt_cert_type}: 01 e-voucher token, 02 identity number, 03 social-security card
 * @param number {@code mdtrt_cert_no}: the decoded token for 01, the number for 02, the card number for 03
 */
public record Credential(String type, String number) {
    public static final String ELECTRONIC_VOUCHER = "01";
    public static final String IDENTITY_NUMBER = "02";

    @Override
    public String toString() {
        return "Credential[" + type + ", " + Masked.number(number) + "]";
    }
}
