package org.yibao.benefit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/** The Chinese sentences of one resource bundle, by key; immutable. */
public final class Wording {
    private final String bundle;
    private final Map<String, List<Piece>> sentences;

    private Wording(String bundle, Map<String, List<Piece>> sentences) {
        this.bundle = bundle;
        this.sentences = sentences;
    }

    /**
     * @param literal shown as it is
     * @param argument index of the argument shown after it; -1 for none
     */
    private record Piece(String literal, int argument) {}

    /**
     * Reads a resource bundle of this module, UTF-8 properties.
     *
     * @param bundle such as {@code org.yibao.benefit.sentences}
     * @throws MissingResourceException when there is none
     */
    public static Wording load(String bundle) {
        ResourceBundle texts = ResourceBundle.getBundle(bundle, Locale.ROOT, Wording.class.getClassLoader());
        Map<String, List<Piece>> sentences = new HashMap<>();
        texts.keySet().forEach(key -> sentences.put(key, pieces(texts.getString(key))));
        return new Wording(bundle, Map.copyOf(sentences));
    }

    /**
     * @param arguments the texts for {@code {0}}, {@code {1}} …, shown as they are
     * @throws MissingResourceException when there is no such sentence
     */
    public String of(String key, String... arguments) {
        List<Piece> pieces = sentences.get(key);
        if (pieces == null) {
            throw new MissingResourceException("no such sentence", bundle, key);
        }
        String[] shown = new String[2 * pieces.size()];
        for (int index = 0; index < pieces.size(); index++) {
            Piece piece = pieces.get(index);
            shown[2 * index] = piece.literal();
            shown[2 * index + 1] = piece.argument() < 0 ? "" : arguments[piece.argument()];
        }
        return String.join("", shown);
    }

    /** A sentence without arguments, when there is one. */
    public Optional<String> find(String key) {
        return sentences.containsKey(key) ? Optional.of(of(key)) : Optional.empty();
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
