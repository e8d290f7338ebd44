package org.yibao.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.function.Function;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;

/** The values that are one JSON token: money as whole fen, everything else as text. */
final class StoredScalars {
    private StoredScalars() {}

    static Module module() {
        SimpleModule module = new SimpleModule("stored");
        module.addSerializer(Amount.class, new AmountWriter());
        module.addDeserializer(Amount.class, new AmountReader());
        text(module, BigDecimal.class, BigDecimal::toString, BigDecimal::new);
        text(module, Instant.class, Instant::toString, Instant::parse);
        text(module, LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(module, LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse);
        text(module, MessageId.class, MessageId::value, MessageId::parse);
        text(module, IdempotencyKey.class, IdempotencyKey::value, IdempotencyKey::new);
        text(
                module,
                Bytes.class,
                StoredScalars::base64,
                text -> Bytes.of(Base64.getDecoder().decode(text)));
        return module;
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static final class AmountWriter extends JsonSerializer<Amount> {
        @Override
        public void serialize(Amount amount, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(amount.fen());
        }
    }

    private static final class AmountReader extends JsonDeserializer<Amount> {
        @Override
        public Amount deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return (Amount) context.handleUnexpectedToken(Amount.class, in);
            }
            return Amount.ofFen(in.getLongValue());
        }
    }

    private static final class TextWriter<T> extends JsonSerializer<T> {
        private final Function<T, String> write;

        TextWriter(Function<T, String> write) {
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends JsonDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            this.type = type;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return type.cast(context.handleUnexpectedToken(type, in));
            }
            try {
                return read.apply(in.getText());
            } catch (IllegalArgumentException | DateTimeException unfit) {
                // Without the text and the cause: both may hold what is sealed.
                throw context.weirdStringException("", type, "not of its form");
            }
        }
    }
}
