package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks into JSON trees and writes them back, numbers exactly as they were read. */
final class JsonWords {
    private JsonWords() {}

    static Json.Obj parse(byte[] json) {
        return (Json.Obj) JsonText.parse(json).orElseThrow();
    }

    static Json field(Json.Obj parent, String name) {
        return Objects.requireNonNull(parent.fields().get(name), name);
    }

    static Json.Obj object(Json.Obj parent, String name) {
        return (Json.Obj) field(parent, name);
    }

    static List<Json> items(Json.Obj parent, String name) {
        return ((Json.Arr) field(parent, name)).items();
    }

    static String text(Json.Obj parent, String name) {
        return ((Json.Text) field(parent, name)).value();
    }

    static BigDecimal number(Json.Obj parent, String name) {
        return new BigDecimal(((Json.Num) field(parent, name)).literal());
    }

    static byte[] write(Json json) {
        return words(json).getBytes(UTF_8);
    }

    private static String words(Json json) {
        if (json instanceof Json.Obj object) {
            return object.fields().entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ":" + words(e.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (json instanceof Json.Arr array) {
            return array.items().stream().map(JsonWords::words).collect(Collectors.joining(",", "[", "]"));
        }
        if (json instanceof Json.Text text) {
            return quoted(text.value());
        }
        if (json instanceof Json.Num number) {
            return number.literal();
        }
        return json instanceof Json.Bool bool ? Boolean.toString(bool.value()) : "null";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
