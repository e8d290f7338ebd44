package org.yibao.benefit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The Chinese sentences of this module, by key. */
public final class Texts {
    private static final ResourceBundle SENTENCES =
            ResourceBundle.getBundle("org.yibao.benefit.sentences", Locale.ROOT, Texts.class.getClassLoader());

    /** Longest argument shown, in characters: what came from outside is cut there. */
    static final int ARGUMENT_CHARS_MAX = 200;

    private Texts() {}

    /**
     * @param arguments the texts for {@code {0}}, {@code {1}} …
     * @throws java.util.MissingResourceException when there is no such sentence
     */
    public static String of(String key, String... arguments) {
        Object[] shown = new Object[arguments.length];
        for (int index = 0; index < arguments.length; index++) {
            shown[index] = shortened(arguments[index]);
        }
        return new MessageFormat(SENTENCES.getString(key), Locale.ROOT).format(shown);
    }

    /** The text itself, or its first characters followed by an ellipsis. */
    public static String shortened(String text) {
        return text.length() <= ARGUMENT_CHARS_MAX ? text : text.substring(0, ARGUMENT_CHARS_MAX) + "…";
    }
}
