package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Refusal;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;
import org.yibao.terminal.text.Sentences;

/** A call that is answered with an error object instead of what it asked for. */
final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String sentence;
    private final @Nullable String field;
    private final @Nullable String detail;
    private final transient Map<String, JsonNode> beside;

    private ApiRefusal(
            int status,
            String code,
            String sentence,
            @Nullable String field,
            @Nullable String detail,
            Map<String, JsonNode> beside) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.sentence = sentence;
        this.field = field;
        this.detail = detail;
        this.beside = Map.copyOf(beside);
    }

    static ApiRefusal of(FaultCode code) {
        return of(new Fault(code, ""));
    }

    static ApiRefusal of(Fault fault) {
        return with(fault, Map.of());
    }

    /** @param beside what stands next to the error object, by name */
    static ApiRefusal with(Fault fault, Map<String, JsonNode> beside) {
        String detail = fault.detail().isEmpty() ? null : fault.detail();
        FaultCode code = fault.code();
        return new ApiRefusal(HttpStatus.of(code), code.name(), code.sentence(), null, detail, beside);
    }

    static ApiRefusal of(Refusal refusal) {
        String field = refusal.field().isEmpty() ? null : refusal.field();
        return new ApiRefusal(
                HttpStatus.of(refusal.code()), refusal.code().name(), refusal.message(), field, null, Map.of());
    }

    static ApiRefusal unknownField(String field) {
        return ofField(Refusal.Code.FIELD_UNKNOWN, "api.field-unknown", field);
    }

    static ApiRefusal missingField(String field) {
        return ofField(Refusal.Code.FIELD_MISSING, "api.field-missing", field);
    }

    static ApiRefusal invalidField(String field) {
        return ofField(Refusal.Code.FIELD_INVALID, "api.field-invalid", field);
    }

    static ApiRefusal repeatedLine(String number) {
        return new ApiRefusal(
                HttpStatus.of(Refusal.Code.LINE_DUPLICATE),
                Refusal.Code.LINE_DUPLICATE.name(),
                Sentences.of("api.line-duplicate", number),
                "feedetail.feedetl_sn",
                null,
                Map.of());
    }

    private static ApiRefusal ofField(Refusal.Code code, String key, String field) {
        return new ApiRefusal(HttpStatus.of(code), code.name(), Sentences.of(key, field), field, null, Map.of());
    }

    Answer answer() {
        ObjectNode body = ApiJson.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", sentence);
        if (field != null) {
            error.put("field", field);
        }
        if (detail != null) {
            error.put("detail", detail);
        }
        beside.forEach(body::set);
        return Answer.of(status, body);
    }
}
