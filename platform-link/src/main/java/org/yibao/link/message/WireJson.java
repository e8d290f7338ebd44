package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import org.yibao.settlement.Bytes;

/**
 * JSON with exact numbers. Reading is strict: no key twice, nothing after the end, no value of another type, no
 * missing or null component that is not {@code @Nullable}; writing is stable: components in their order.
 */
final class WireJson {
    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_CHARACTERS_MAX = 32;
    static final int TEXT_CHARACTERS_MAX = 40_000;

    private static final JsonMapper MAPPER = mapper();

    private WireJson() {}

    /** The header's fields, then the body under its name. */
    static Bytes encode(Object header, String bodyName, Object body) {
        ObjectNode tree = MAPPER.valueToTree(header);
        tree.set(bodyName, MAPPER.valueToTree(body));
        return write(tree);
    }

    static Bytes encode(Object header) {
        return write(header);
    }

    private static Bytes write(Object value) {
        try {
            return Bytes.of(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a wire record always writes", impossible);
        }
    }

    /** @throws MessageException when the bytes are not one JSON object */
    static Parsed parse(Bytes json) {
        try {
            JsonNode tree = MAPPER.readTree(json.toArray());
            if (tree == null || !tree.isObject()) {
                throw new MessageException("the message is no JSON object");
            }
            return new Parsed("", tree);
        } catch (IOException | NumberFormatException notJson) {
            // The parser reports a number whose exponent is too long by the latter.
            throw new MessageException("the message is no JSON: " + where(notJson));
        }
    }

    /** A JSON object and where it stands in the message. */
    record Parsed(String path, JsonNode tree) {
        Parsed node(String name) {
            JsonNode child = tree.get(name);
            if (child == null || !child.isObject()) {
                throw new MessageException("node " + path + name + " is missing or no object");
            }
            return new Parsed(path + name + ".", child);
        }

        <T> T read(Class<T> type) {
            try {
                return MAPPER.treeToValue(tree, type);
            } catch (JsonProcessingException | IllegalArgumentException wrong) {
                throw new MessageException(path + where(wrong));
            }
        }
    }

    /** The path to what is wrong, never the value: it may be personal. */
    private static String where(Exception wrong) {
        if (wrong instanceof com.fasterxml.jackson.databind.JsonMappingException mapping) {
            StringBuilder path = new StringBuilder();
            mapping.getPath()
                    .forEach(step -> path.append(
                            step.getFieldName() == null
                                    ? "[" + step.getIndex() + "]"
                                    : (path.isEmpty() ? "" : ".") + step.getFieldName()));
            return path + " is missing or of a wrong type";
        }
        return wrong.getClass().getSimpleName();
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxNumberLength(NUMBER_CHARACTERS_MAX)
                        .maxStringLength(TEXT_CHARACTERS_MAX)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .annotationIntrospector(new NullnessIntrospector())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new WireScalars())
                .build();
    }
}
