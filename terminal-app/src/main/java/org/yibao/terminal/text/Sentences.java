package org.yibao.terminal.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of {@code sentences_zh_CN.properties}. */
public final class Sentences {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.terminal.sentences", Locale.SIMPLIFIED_CHINESE);

    private Sentences() {}

    /**
     * @param arguments shown as they are, in place of {@code {0}}, {@code {1}} …
     * @throws java.util.MissingResourceException when there is no such sentence
     */
    public static String of(String key, Object... arguments) {
        Object[] shown = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            shown[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(TEXTS.getString(key), Locale.ROOT).format(shown);
    }
}
