package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.PolicyLibrary;

/** Runs the scenario files: whole requests with the fields their answers must have. */
final class ScenarioTest {
    private static final PolicyLibrary LIBRARY = BuiltIn.library();

    static Stream<Named<Json.Obj>> contract() {
        return scenarios("/scenarios/contract.jsonl");
    }

    static Stream<Named<Json.Obj>> workedExamples() {
        return scenarios("/scenarios/worked-examples.jsonl");
    }

    private static Stream<Named<Json.Obj>> scenarios(String resource) {
        return new String(BuiltIn.bytes(resource), UTF_8)
                .lines()
                .map(line -> JsonWords.parse(line.getBytes(UTF_8)))
                .map(scenario -> Named.of(JsonWords.text(scenario, "name"), scenario));
    }

    @Test
    void theContractHasFortyScenarios() {
        assertEquals(40, contract().count());
    }

    @ParameterizedTest
    @MethodSource({"contract", "workedExamples"})
    void answersAsTheScenarioSays(Json.Obj scenario) {
        Json.Obj expected = JsonWords.object(scenario, "expect");
        QuoteService.Answer answer = QuoteService.of(LIBRARY, ids(scenario))
                .answer(JsonWords.write(JsonWords.object(scenario, "request")), true);
        Json.Obj given = JsonWords.parse(answer.json());
        if (expected.fields().containsKey("error")) {
            assertTrue(answer.refused());
            assertEquals(JsonWords.text(expected, "error"), JsonWords.text(JsonWords.object(given, "error"), "code"));
            return;
        }
        assertFalse(answer.refused(), () -> new String(answer.json(), UTF_8));
        assertHolds("", expected, given);
        Json cumAfter = expected.fields().get("cum_after");
        if (cumAfter instanceof Json.Obj all) {
            assertEquals(
                    all.fields().keySet(),
                    JsonWords.object(given, "cum_after").fields().keySet());
        }
    }

    /** Every field that is expected is there with that value; numbers are compared by value. */
    private static void assertHolds(String path, Json expected, Json given) {
        if (expected instanceof Json.Obj object) {
            Map<String, Json> fields = ((Json.Obj) given).fields();
            object.fields().forEach((name, value) -> {
                assertTrue(fields.containsKey(name), path + "/" + name);
                assertHolds(path + "/" + name, value, JsonWords.field((Json.Obj) given, name));
            });
        } else if (expected instanceof Json.Num number) {
            BigDecimal value = new BigDecimal(((Json.Num) given).literal());
            assertEquals(0, new BigDecimal(number.literal()).compareTo(value), () -> path + ": " + value);
        } else {
            assertEquals(expected, given, path);
        }
    }

    private static List<String> ids(Json.Obj scenario) {
        return JsonWords.items(scenario, "policy").stream()
                .map(id -> ((Json.Text) id).value())
                .toList();
    }
}
