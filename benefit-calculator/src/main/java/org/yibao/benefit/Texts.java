package org.yibao.benefit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The Chinese sentences of this module, by key. */
public final class Texts {
    /** Longest argument shown, in characters: what came from outside is cut there. */
    static final int ARGUMENT_CHARS_MAX = 200;

    private static final String BUNDLE = "org.yibao.benefit.sentences";
    private static final Map<String, List<Piece>> SENTENCES = load();

    private Texts() {}

    /**
     * @param literal shown as it is
     * @param argument index of the argument shown after it; -1 for none
     */
    private record Piece(String literal, int argument) {}

    /**
     * @param arguments the texts for {@code {0}}, {@code {1}} …
     * @throws MissingResourceException when there is no such sentence
     */
    public static String of(String key, String... arguments) {
        List<Piece> pieces = SENTENCES.get(key);
        if (pieces == null) {
            throw new MissingResourceException("no such sentence", BUNDLE, key);
        }
        StringBuilder sentence = new StringBuilder();
        for (Piece piece : pieces) {
            sentence.append(piece.literal());
            if (piece.argument() >= 0) {
                sentence.append(shortened(arguments[piece.argument()]));
            }
        }
        return sentence.toString();
    }

    /** The text itself, or its first characters followed by an ellipsis; no character is cut in two. */
    public static String shortened(String text) {
        if (text.length() <= ARGUMENT_CHARS_MAX) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(ARGUMENT_CHARS_MAX - 1));
        return text.substring(0, splitsPair ? ARGUMENT_CHARS_MAX - 1 : ARGUMENT_CHARS_MAX) + "…";
    }

    private static Map<String, List<Piece>> load() {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, Locale.ROOT, Texts.class.getClassLoader());
        Map<String, List<Piece>> sentences = new HashMap<>();
        bundle.keySet().forEach(key -> sentences.put(key, pieces(bundle.getString(key))));
        return sentences;
    }

    private static List<Piece> pieces(String sentence) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', from)) {
            int close = sentence.indexOf('}', open);
            int argument = Integer.parseInt(sentence.substring(open + 1, close));
            pieces.add(new Piece(sentence.substring(from, open), argument));
            from = close + 1;
        }
        pieces.add(new Piece(sentence.substring(from), -1));
        return List.copyOf(pieces);
    }
}
