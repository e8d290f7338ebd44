package org.yibao.terminal.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;

/** JSON as the API takes it: one object, no key twice, numbers exact, within limits. */
final class ApiJson {
    static final int DEPTH_MAX = 16;
    static final int NUMBER_MAX_CHARACTERS = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_MAX_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ApiJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Reads a till's body. */
    static ObjectNode read(byte[] body) {
        try {
            // Malformed UTF-8 is refused, not repaired; Jackson would take UTF-16 and UTF-32 as well.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "the body is no JSON object"));
        } catch (CharacterCodingException notText) {
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "the body is not UTF-8"));
        } catch (JsonProcessingException notJson) {
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, where(notJson)));
        } catch (NumberFormatException longExponent) {
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "no JSON: a number's exponent is too long"));
        }
    }

    /** Names the place only: the body may hold personal data. */
    private static String where(JsonProcessingException fault) {
        boolean twice = String.valueOf(fault.getOriginalMessage()).startsWith("Duplicate");
        var place = fault.getLocation();
        String at = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return (twice ? "a key given twice" : "no JSON") + at;
    }

    /** Reads what this program wrote itself. */
    static JsonNode own(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
