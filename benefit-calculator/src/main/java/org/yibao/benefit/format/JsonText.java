package org.yibao.benefit.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads JSON from hostile bytes within limits. */
final class JsonText {
    /** Longest body in bytes: the largest frame of the line. */
    static final int BODY_BYTES_MAX = 1 << 20;

    /** Deepest nesting of objects and arrays. */
    static final int DEPTH_MAX = 16;

    /** Longest number in characters. */
    static final int NUMBER_CHARS_MAX = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxStringLength(BODY_BYTES_MAX)
                    .maxNameLength(BODY_BYTES_MAX)
                    .build())
            // Names come from outside: no table of them is kept between requests.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonText() {}

    /** @return the value, or empty when the bytes are not exactly one JSON value in UTF-8 within the limits */
    static Optional<Json> parse(byte[] utf8) {
        try {
            CharBuffer text = decode(utf8);
            try (JsonParser parser = FACTORY.createParser(text.array(), text.position(), text.remaining())) {
                parser.nextToken();
                Json value = value(parser);
                return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
            }
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static CharBuffer decode(byte[] utf8) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8));
    }

    /** The nesting limit of the parser bounds this recursion. */
    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("no value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IOException("unexpected token");
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        Set<String> repeated = Set.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName());
            parser.nextToken();
            if (fields.putIfAbsent(name, value(parser)) != null) {
                repeated = repeated.isEmpty() ? new LinkedHashSet<>() : repeated;
                repeated.add(name);
            }
        }
        return new Json.Obj(fields, repeated);
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json.Arr(items);
    }

    /** A lone escaped surrogate is half a character, which no answer could repeat. */
    private static String wellFormed(String text) throws IOException {
        for (int at = 0; at < text.length(); at++) {
            boolean paired = Character.isHighSurrogate(text.charAt(at))
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (Character.isSurrogate(text.charAt(at)) && !paired) {
                throw new IOException("half a surrogate pair");
            }
            at += paired ? 1 : 0;
        }
        return text;
    }
}
