package org.yibao.link.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.yibao.benefit.Amount;

/**
 * How single values stand in JSON: amounts as numbers with two decimals, other decimals as they are, local times
 * as {@code yyyy-MM-dd HH:mm:ss}, the platform's instants as 17 digits {@code yyyyMMddHHmmssSSS} of China's time.
 */
final class WireScalars extends SimpleModule {
    private static final long serialVersionUID = 1L;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withResolverStyle(ResolverStyle.STRICT);

    /** The interface's widest number: 16 digits, and six decimals for prices. */
    private static final int DIGITS_MAX = 22;

    private static final int DECIMALS_MAX = 6;

    WireScalars() {
        add(BigDecimal.class, WireScalars::decimal, (value, out) -> out.writeNumber(plain(value)));
        add(Amount.class, in -> Amount.ofYuan(decimal(in)), (value, out) -> out.writeNumber(value.yuan()));
        add(Flag.class, in -> Flag.parse(text(in)), (value, out) -> out.writeString(value.text()));
        add(
                LocalDateTime.class,
                in -> LocalDateTime.parse(text(in), LOCAL),
                (value, out) -> out.writeString(LOCAL.format(value)));
        add(
                Instant.class,
                in -> LocalDateTime.parse(text(in), DIGITS).toInstant(CHINA),
                (value, out) -> out.writeString(DIGITS.format(value.atOffset(CHINA))));
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static BigDecimal decimal(JsonParser in) throws IOException {
        if (!in.currentToken().isNumeric()) {
            throw new ArithmeticException("no number");
        }
        BigDecimal value = in.getDecimalValue();
        if (value.scale() < 0 || value.scale() > DECIMALS_MAX || value.precision() > DIGITS_MAX) {
            throw new ArithmeticException("a number beyond 16 digits and 6 decimals");
        }
        return value;
    }

    private static String text(JsonParser in) throws IOException {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            throw new DateTimeException("no text");
        }
        return in.getText();
    }

    private interface Reading<T> {
        T from(JsonParser in) throws IOException;
    }

    private interface Writing<T> {
        void to(T value, JsonGenerator out) throws IOException;
    }

    private <T> void add(Class<T> type, Reading<T> reading, Writing<T> writing) {
        addSerializer(type, new ScalarSerializer<>(type, writing));
        addDeserializer(type, new ScalarDeserializer<>(type, reading));
    }

    private static final class ScalarSerializer<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Writing<T> writing;

        ScalarSerializer(Class<T> type, Writing<T> writing) {
            super(type);
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            writing.to(value, out);
        }
    }

    private static final class ScalarDeserializer<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Reading<T> reading;

        ScalarDeserializer(Class<T> type, Reading<T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return reading.from(in);
            } catch (ArithmeticException | DateTimeException | MessageException wrong) {
                return context.reportInputMismatch(this, "no %s", handledType().getSimpleName());
            }
        }
    }
}
