package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/** JSON without a blank, each number in its one canonical form: plain, without needless zeros. */
final class CompactJson {
    private static final int USUAL_CHARS = 4096;
    private static final int FEN_DIGITS = 2;

    private final StringBuilder text = new StringBuilder(USUAL_CHARS);
    private boolean separate;

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }

    CompactJson object() {
        return begin('{');
    }

    CompactJson array() {
        return begin('[');
    }

    CompactJson object(String name) {
        return name(name).object();
    }

    CompactJson array(String name) {
        return name(name).array();
    }

    CompactJson endObject() {
        return end('}');
    }

    CompactJson endArray() {
        return end(']');
    }

    CompactJson name(String name) {
        comma();
        quote(name);
        text.append(':');
        separate = false;
        return this;
    }

    CompactJson value(@Nullable String value) {
        comma();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    CompactJson value(long value) {
        comma();
        text.append(value);
        return this;
    }

    /** In fen. */
    CompactJson value(Amount amount) {
        return value(amount.fen());
    }

    CompactJson value(@Nullable BigDecimal value) {
        comma();
        text.append(value == null ? "null" : plain(value));
        return this;
    }

    /** An amount in yuan that need not be whole fen, written in fen. */
    CompactJson fen(BigDecimal yuan) {
        return value(yuan.movePointRight(FEN_DIGITS));
    }

    CompactJson flag(boolean value) {
        comma();
        text.append(value);
        return this;
    }

    /** The value of the last name, written elsewhere. */
    CompactJson raw(byte[] json) {
        comma();
        text.append(new String(json, UTF_8));
        return this;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private CompactJson begin(char bracket) {
        comma();
        text.append(bracket);
        separate = false;
        return this;
    }

    private CompactJson end(char bracket) {
        text.append(bracket);
        separate = true;
        return this;
    }

    private void comma() {
        if (separate) {
            text.append(',');
        }
        separate = true;
    }

    private void quote(String value) {
        text.append('"');
        for (int index = 0; index < value.length(); index++) {
            char next = value.charAt(index);
            if (next < ' ') {
                text.append(String.format("\\u%04x", (int) next));
            } else {
                if (next == '"' || next == '\\') {
                    text.append('\\');
                }
                text.append(next);
            }
        }
        text.append('"');
    }
}
