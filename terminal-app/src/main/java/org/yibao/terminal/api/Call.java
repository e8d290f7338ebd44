package org.yibao.terminal.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.service.Fault;

/**
 * One till's call as it came, let in by the gate.
 *
 * @param path without query, split at the slashes
 * @param query the last value of each name
 * @param keyHeader the {@code Idempotency-Key} header, empty when there is none
 * @param body the bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // Lives as long as the call; a copy of up to 1 MiB serves nobody.
record Call(String method, List<String> path, Map<String, String> query, Optional<String> keyHeader, byte[] body) {
    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MAX = 1_000;

    Fields fields(String... known) {
        return Fields.of(ApiJson.read(body), known);
    }

    /** From the header or the field {@code idempotency_key}; both may be given when they agree. */
    IdempotencyKey key(Fields fields) {
        Optional<String> field = fields.optionalText("idempotency_key", IdempotencyKey.CHARACTERS_MAX);
        if (field.isPresent() && keyHeader.isPresent() && !field.equals(keyHeader)) {
            throw ApiRefusal.invalidField("idempotency_key");
        }
        String key = field.or(() -> keyHeader).orElseThrow(() -> ApiRefusal.of(FaultCode.IDEMPOTENCY_KEY_MISSING));
        try {
            return new IdempotencyKey(key);
        } catch (IllegalArgumentException notVisible) {
            throw ApiRefusal.invalidField("idempotency_key");
        }
    }

    /** The settlement that the path names. */
    MessageId settlement() {
        try {
            return MessageId.parse(path.get(1));
        } catch (IllegalArgumentException noId) {
            throw ApiRefusal.of(FaultCode.SETTLEMENT_UNKNOWN);
        }
    }

    /** The waiting message that the path names. */
    MessageId message() {
        try {
            return MessageId.parse(path.get(1));
        } catch (IllegalArgumentException noId) {
            throw ApiRefusal.of(FaultCode.MESSAGE_UNKNOWN);
        }
    }

    /** A day of the query, yyyy-MM-dd. */
    LocalDate date(String name, LocalDate otherwise) {
        String text = query.get(name);
        try {
            return text == null ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            throw ApiRefusal.invalidField(name);
        }
    }

    /** A local time of the query, such as {@code 2026-03-02T08:00}. */
    LocalDateTime time(String name, LocalDateTime otherwise) {
        String text = query.get(name);
        try {
            return text == null ? otherwise : LocalDateTime.parse(text);
        } catch (DateTimeException noTime) {
            throw ApiRefusal.invalidField(name);
        }
    }

    /** Whether a query names {@code name}, with no value or {@code 1} or {@code true}. */
    boolean flag(String name) {
        String value = query.get(name);
        return value != null && (value.isEmpty() || value.equals("1") || value.equals("true"));
    }

    int limit() {
        String text = query.getOrDefault("limit", String.valueOf(LIMIT_USUAL));
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LIMIT_MAX) {
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "limit is 1 to " + LIMIT_MAX));
        }
        return Integer.parseInt(text);
    }
}
