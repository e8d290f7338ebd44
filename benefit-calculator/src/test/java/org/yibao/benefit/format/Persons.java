package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.PolicyLibrary;

/** Asks the built-in tables about persons. */
final class Persons {
    static final List<String> IN_FORCE = List.of("jinan-in-force");
    static final String IN_SERVICE = "\"insutype\":\"310\",\"psn_type\":\"11\"";
    static final String RETIRED = "\"insutype\":\"310\",\"psn_type\":\"12\"";
    static final String RESIDENT = "\"insutype\":\"390\",\"psn_type\":\"15\"";

    private static final PolicyLibrary LIBRARY = BuiltIn.library();

    private Persons() {}

    /** @param asked the members beside {@code patient} */
    static Json.Obj ask(List<String> policy, String patient, String asked) {
        String question = "{\"patient\":{" + patient + "}," + asked + "}";
        QuoteService.Answer answer = EntitlementService.of(LIBRARY, policy).answer(question.getBytes(UTF_8));
        Json.Obj json = JsonWords.parse(answer.json());
        assertEquals(answer.refused(), json.fields().containsKey("error"), question);
        return json;
    }

    static Json.Obj answered(List<String> policy, String patient, String asked) {
        Json.Obj json = ask(policy, patient, asked);
        assertFalse(json.fields().containsKey("error"), json::toString);
        return json;
    }

    static void assertRefused(String code, String field, Json.Obj json) {
        assertTrue(json.fields().containsKey("error"), json::toString);
        Json.Obj error = JsonWords.object(json, "error");
        assertEquals(code, JsonWords.text(error, "code"), json::toString);
        assertEquals(field, JsonWords.text(error, "field"));
        assertFalse(JsonWords.text(error, "message").isEmpty());
    }

    /** The member's text, or "-" when it is absent. */
    static String text(Json.Obj parent, String name) {
        return parent.fields().containsKey(name) ? JsonWords.text(parent, name) : "-";
    }

    static String noticeCodes(Json.Obj answer) {
        return JsonWords.items(answer, "notices").stream()
                .map(notice -> JsonWords.text((Json.Obj) notice, "code"))
                .collect(Collectors.joining(","));
    }
}
