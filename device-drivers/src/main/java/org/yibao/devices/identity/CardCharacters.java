package org.yibao.devices.identity;

/**
 * Which characters a card's text may have. A byte too many shifts UTF-16 by half a character: what was a space
 * becomes U+2000, what was a Chinese character becomes another script. Names have Chinese characters, rare ones in
 * the private use area, and a middle dot.
 */
final class CardCharacters {
    private static final String DOTS = "·•．.";

    private CardCharacters() {}

    static boolean name(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(c -> chinese(c) || DOTS.indexOf(c) >= 0);
    }

    /** Addresses and authorities: any defined character but controls and spaces other than the ordinary ones. */
    static boolean text(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(CardCharacters::ordinary);
    }

    private static boolean ordinary(int c) {
        return chinese(c) || c == ' ' || c == '　' || (Character.isDefined(c) && !blank(c));
    }

    private static boolean blank(int c) {
        return Character.isISOControl(c) || Character.isSpaceChar(c);
    }

    private static boolean chinese(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN
                || Character.getType(c) == Character.PRIVATE_USE;
    }
}
