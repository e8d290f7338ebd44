package org.yibao.benefit;

import java.util.MissingResourceException;

/** The Chinese sentences of the calculation and of its readers, by key. */
public final class Texts {
    /** Longest argument shown, in characters: what came from outside is cut there. */
    static final int ARGUMENT_CHARS_MAX = 200;

    private static final Wording SENTENCES = Wording.load("org.yibao.benefit.sentences");

    private Texts() {}

    /**
     * @param arguments the texts for {@code {0}}, {@code {1}} …
     * @throws MissingResourceException when there is no such sentence
     */
    public static String of(String key, String... arguments) {
        String[] shown = new String[arguments.length];
        for (int index = 0; index < arguments.length; index++) {
            shown[index] = shortened(arguments[index]);
        }
        return SENTENCES.of(key, shown);
    }

    /** The text itself, or its first characters followed by an ellipsis; no character is cut in two. */
    public static String shortened(String text) {
        if (text.length() <= ARGUMENT_CHARS_MAX) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(ARGUMENT_CHARS_MAX - 1));
        return text.substring(0, splitsPair ? ARGUMENT_CHARS_MAX - 1 : ARGUMENT_CHARS_MAX) + "…";
    }
}
