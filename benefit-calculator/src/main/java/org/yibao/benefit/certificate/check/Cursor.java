package org.yibao.benefit.certificate.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Walks through a certificate in its fixed order; whatever stands elsewhere or in another form ends the walk. */
final class Cursor {
    /** Deepest nesting of objects and arrays; a certificate needs seven. */
    static final int DEPTH_MAX = 10;

    /** Longest number in characters: products of the platform's longest numbers, and sums of such, are shorter. */
    static final int NUMBER_CHARS_MAX = 80;

    /** Digits of an amount in fen, as the platform's numeric (16,2), and one for sums. */
    static final int FEN_DIGITS_MAX = 17;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxStringLength(CertificateChecker.BYTES_MAX)
                    .maxNameLength(CertificateChecker.BYTES_MAX)
                    .build())
            // Names come from outside: no table of them is kept between certificates.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private @Nullable JsonToken token;

    Cursor(String certificate) throws IOException {
        parser = FACTORY.createParser(certificate.toCharArray());
        token = parser.nextToken();
    }

    String path() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    Malformed malformed(Fault fault) {
        return new Malformed(fault, path());
    }

    void next() throws IOException {
        token = parser.nextToken();
    }

    /** Whether what stands here is the end of an object or of an array. */
    boolean atEnd() {
        return token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
    }

    boolean atArray() {
        return token == JsonToken.START_ARRAY;
    }

    /** Where the value or name that stands here begins, in characters. */
    int begin() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Where the bracket that stands here ends, in characters. */
    int end() {
        return (int) parser.currentLocation().getCharOffset();
    }

    void finish() throws IOException, Malformed {
        if (token != null) {
            throw malformed(Fault.NOT_JSON);
        }
    }

    void beginObject() throws IOException, Malformed {
        take(JsonToken.START_OBJECT, Fault.VALUE);
    }

    void endObject() throws IOException, Malformed {
        take(JsonToken.END_OBJECT, Fault.FIELD_UNEXPECTED);
    }

    void beginArray() throws IOException, Malformed {
        take(JsonToken.START_ARRAY, Fault.VALUE);
    }

    void endArray() throws IOException, Malformed {
        take(JsonToken.END_ARRAY, Fault.ROWS);
    }

    private void take(JsonToken expected, Fault otherwise) throws IOException, Malformed {
        if (token != expected) {
            throw malformed(expected.isStructStart() && atEnd() ? Fault.ROWS : otherwise);
        }
        next();
    }

    Cursor field(String name) throws IOException, Malformed {
        if (token == JsonToken.END_OBJECT) {
            throw new Malformed(Fault.FIELD_MISSING, path() + "/" + name);
        }
        if (!parser.currentName().equals(name)) {
            throw malformed(Fault.FIELD_UNEXPECTED);
        }
        next();
        return this;
    }

    boolean atField(String name) throws IOException {
        return token == JsonToken.FIELD_NAME && parser.currentName().equals(name);
    }

    /** The name that stands here, of an object whose names are not fixed. */
    String name() throws IOException {
        String name = parser.currentName();
        next();
        return name;
    }

    /** The text that stands here; {@link #next} goes on. */
    String textHere() throws IOException, Malformed {
        require(token == JsonToken.VALUE_STRING, Fault.VALUE);
        return parser.getText();
    }

    String text() throws IOException, Malformed {
        String text = textHere();
        next();
        return text;
    }

    String oneOf(Set<String> codes) throws IOException, Malformed {
        require(codes.contains(textHere()), Fault.VALUE);
        return text();
    }

    /** Whether null stood here. */
    boolean skippedNull() throws IOException {
        if (token != JsonToken.VALUE_NULL) {
            return false;
        }
        next();
        return true;
    }

    @Nullable
    String textOrNull() throws IOException, Malformed {
        return skippedNull() ? null : text();
    }

    boolean flag() throws IOException, Malformed {
        require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, Fault.VALUE);
        boolean flag = token == JsonToken.VALUE_TRUE;
        next();
        return flag;
    }

    /** A whole number, such as fen or a count; {@link #next} goes on. */
    long wholeHere() throws IOException, Malformed {
        require(token == JsonToken.VALUE_NUMBER_INT, Fault.VALUE);
        String digits = parser.getText();
        boolean negative = digits.charAt(0) == '-';
        require(!digits.equals("-0"), Fault.VALUE);
        require(digits.length() <= FEN_DIGITS_MAX + (negative ? 1 : 0), Fault.RANGE);
        return Long.parseLong(digits);
    }

    /** A whole number, 0 or more. */
    long amount() throws IOException, Malformed {
        long amount = wholeHere();
        require(amount >= 0, Fault.RANGE);
        next();
        return amount;
    }

    /** {@link #next} goes on. */
    BigDecimal decimalHere() throws IOException, Malformed {
        require(token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT, Fault.VALUE);
        String digits = parser.getText();
        require(isCanonical(digits), Fault.VALUE);
        return new BigDecimal(digits);
    }

    BigDecimal decimal() throws IOException, Malformed {
        BigDecimal number = decimalHere();
        next();
        return number;
    }

    /** A number, 0 or more. */
    BigDecimal quantity() throws IOException, Malformed {
        BigDecimal quantity = decimalHere();
        require(quantity.signum() >= 0, Fault.RANGE);
        next();
        return quantity;
    }

    /** A number from 0 to 1. */
    BigDecimal ratio() throws IOException, Malformed {
        BigDecimal ratio = decimalHere();
        require(ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0, Fault.RANGE);
        next();
        return ratio;
    }

    LocalDate day() throws IOException, Malformed {
        String text = textHere();
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw malformed(Fault.VALUE);
        }
        require(day.toString().equals(text), Fault.VALUE);
        next();
        return day;
    }

    void require(boolean met, Fault otherwise) throws Malformed {
        if (!met) {
            throw malformed(otherwise);
        }
    }

    /** Plain digits, no zero that says nothing. */
    private static boolean isCanonical(String digits) {
        boolean fraction = digits.indexOf('.') >= 0;
        return digits.indexOf('e') < 0
                && digits.indexOf('E') < 0
                && !digits.equals("-0")
                && !(fraction && digits.endsWith("0"));
    }
}
