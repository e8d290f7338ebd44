package org.yibao.settlement;

/** How personal data may be shown: enough for a cashier to compare, too little to identify. */
public final class Masked {
    private static final int HEAD = 4;
    private static final int TAIL = 4;

    private Masked() {}

    /** {@code 张三丰} becomes {@code 张**}. */
    public static String name(String name) {
        if (name.isEmpty()) {
            return "";
        }
        int first = name.offsetByCodePoints(0, 1);
        int hidden = name.codePointCount(first, name.length());
        return name.substring(0, first) + "*".repeat(hidden);
    }

    /** {@code 370102199001011234} becomes {@code 3701**********1234}; what is short is hidden whole. */
    public static String number(String number) {
        if (number.length() <= HEAD + TAIL) {
            return "*".repeat(number.length());
        }
        String hidden = "*".repeat(number.length() - HEAD - TAIL);
        return number.substring(0, HEAD) + hidden + number.substring(number.length() - TAIL);
    }
}
