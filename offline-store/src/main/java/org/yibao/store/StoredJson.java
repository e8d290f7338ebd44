package org.yibao.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.port.StoreException;

/**
 * The form in which records are kept: {@code {"version": 2, "content": …}}, the content under the names of the
 * domain's record components. Money is whole fen, decimals are text and keep their scale, times are ISO 8601.
 *
 * <p>Reading is strict: nothing missing, unknown, null without need, or of another type. A test holds one file of
 * each version; a component that is added or renamed needs the next version and a step that leads from the last, as
 * {@link VersionOne} does.
 */
final class StoredJson {
    static final int VERSION = 2;

    private static final ObjectMapper MAPPER = mapper();

    private StoredJson() {}

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // A record's derived facts, such as isPharmacy, are not part of it.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new NullnessIntrospector())
                .addMixIn(PlatformAnswer.class, AnswerKinds.class)
                .addModule(StoredScalars.module())
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = PlatformAnswer.Booked.class, name = "BOOKED"),
        @JsonSubTypes.Type(value = PlatformAnswer.Refused.class, name = "REFUSED"),
        @JsonSubTypes.Type(value = PlatformAnswer.Reversed.class, name = "REVERSED")
    })
    private interface AnswerKinds {}

    static byte[] encode(Object content) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("version", VERSION);
        document.putPOJO("content", content);
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException unmapped) {
            throw new StoreException(
                    "not a record that is kept: " + content.getClass().getSimpleName(), unmapped);
        }
    }

    /** @throws StoreException when the bytes are of another version or not strictly a {@code type} */
    static <T> T decode(byte[] bytes, Class<T> type) {
        try {
            JsonNode document = MAPPER.readTree(bytes);
            JsonNode version = document.path("version");
            JsonNode content = document.path("content");
            if (!version.isInt() || version.intValue() < VersionOne.NUMBER || version.intValue() > VERSION) {
                throw new StoreException("kept in a version this program does not know: " + version.asInt());
            }
            if (!(content instanceof ObjectNode object) || document.size() != 2) {
                throw new StoreException("no document of a kept record");
            }
            if (version.intValue() == VersionOne.NUMBER) {
                VersionOne.complete(object, type);
            }
            return MAPPER.treeToValue(content, type);
        } catch (JsonMappingException unfit) {
            // The full message may quote a name or a number.
            throw new StoreException("kept in another form: " + unfit.getPathReference());
        } catch (IOException noDocument) {
            throw new StoreException("no document of a kept record");
        }
    }
}
