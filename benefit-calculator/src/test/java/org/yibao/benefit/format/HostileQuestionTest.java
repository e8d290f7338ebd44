package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.benefit.format.Persons.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;

/** Questions made to break the reader: each gets a refusal, none an exception or a long wait. */
final class HostileQuestionTest {
    private static final EntitlementService SERVICE = EntitlementService.of(BuiltIn.library(), BuiltIn.ALL);
    private static final String USE = "{\"kind\":\"PHARMACY\",\"for\":\"SELF\",\"on\":\"2024-03-01\"}";
    private static final String GOOD = """
            {"patient":{"insutype":"310","psn_type":"11","psn_idet_type":[],"brdy":"1980-01-01","gend":"1"},\
            "credit":{"month":"2024-03","wage":8000.00,"retired_on":"2030-01-01"},\
            "enrolment":{"paid_on":"2024-03-01","first":true,"year":2024},\
            "contribution":{"on":"2024-03-01","months":12},\
            "uses":[%s]}""".formatted(USE);

    private static Json.Obj answer(byte[] question) {
        return assertTimeout(
                Duration.ofSeconds(2),
                () -> JsonWords.parse(SERVICE.answer(question).json()));
    }

    private static Json.Obj answer(String question) {
        return answer(question.getBytes(UTF_8));
    }

    @Test
    void theUntouchedQuestionIsAnswered() {
        assertTrue(answer(GOOD).fields().containsKey("contribution"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "7", "null", "{\"a\":1}x", "{} {}", "{\"a\":01}", "\uFEFF{}"})
    void whatIsNoObjectIsRefused(String text) {
        assertRefused("FIELD_INVALID", "", answer(text));
    }

    @Test
    void bytesBeyondTheLimitOrNoUtf8AreRefused() {
        byte[] padded = (GOOD + " ".repeat(JsonText.BODY_BYTES_MAX - GOOD.length())).getBytes(UTF_8);
        assertTrue(answer(padded).fields().containsKey("credit"));
        assertRefused("FIELD_INVALID", "", answer(GOOD + " ".repeat(JsonText.BODY_BYTES_MAX - GOOD.length() + 1)));
        assertRefused("FIELD_INVALID", "", answer(new byte[] {'{', (byte) 0xFF, '}'}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"patient\" | {\"wage\":1,\"patient\" | FIELD_UNKNOWN | wage",
                "\"gend\":\"1\" | \"psn_no\":\"1\" | FIELD_UNKNOWN | patient.psn_no",
                "\"wage\":8000.00 | \"wages\":8000.00 | FIELD_UNKNOWN | credit.wages",
                "\"year\":2024 | \"years\":2024 | FIELD_UNKNOWN | enrolment.years",
                "\"months\":12 | \"months\":12,\"x\":1 | FIELD_UNKNOWN | contribution.x",
                "\"for\":\"SELF\" | \"for\":\"SELF\",\"to\":\"SELF\" | FIELD_UNKNOWN | uses[0].to",
                "\"insutype\":\"310\", | | FIELD_MISSING | patient.insutype",
                "\"psn_type\":\"11\", | | FIELD_MISSING | patient.psn_type",
                "\"month\":\"2024-03\", | | FIELD_MISSING | credit.month",
                "\"paid_on\":\"2024-03-01\", | | FIELD_MISSING | enrolment.paid_on",
                "\"on\":\"2024-03-01\",\"months\" | \"months\" | FIELD_MISSING | contribution.on",
                ",\"months\":12 | | FIELD_MISSING | contribution.months",
                "\"kind\":\"PHARMACY\", | | FIELD_MISSING | uses[0].kind",
                "\"for\":\"SELF\", | | FIELD_MISSING | uses[0].for",
                ",\"on\":\"2024-03-01\"}] | }] | FIELD_MISSING | uses[0].on",
                "\"insutype\":\"310\" | \"insutype\":\"320\" | FIELD_INVALID | patient.insutype",
                "\"psn_type\":\"11\" | \"psn_type\":\"14\" | FIELD_INVALID | patient.psn_type",
                "\"psn_type\":\"11\" | \"psn_type\":\"1\" | FIELD_INVALID | patient.psn_type",
                "\"psn_idet_type\":[] | \"psn_idet_type\":[\"RICH\"] | FIELD_INVALID | patient.psn_idet_type[0]",
                "\"brdy\":\"1980-01-01\" | \"brdy\":\"1980-02-30\" | FIELD_INVALID | patient.brdy",
                "\"brdy\":\"1980-01-01\" | \"brdy\":null | FIELD_INVALID | patient.brdy",
                "\"gend\":\"1\" | \"gend\":\"9\" | FIELD_INVALID | patient.gend",
                "\"month\":\"2024-03\" | \"month\":\"2024-13\" | FIELD_INVALID | credit.month",
                "\"month\":\"2024-03\" | \"month\":\"2024-3\" | FIELD_INVALID | credit.month",
                "\"month\":\"2024-03\" | \"month\":\"+12024-03\" | FIELD_INVALID | credit.month",
                "\"month\":\"2024-03\" | \"month\":202403 | FIELD_INVALID | credit.month",
                "\"wage\":8000.00 | \"wage\":8000.001 | FIELD_INVALID | credit.wage",
                "\"wage\":8000.00 | \"wage\":-1 | FIELD_INVALID | credit.wage",
                "\"wage\":8000.00 | \"wage\":100000000000000 | FIELD_INVALID | credit.wage",
                "\"wage\":8000.00 | \"wage\":1e999999999 | FIELD_INVALID | credit.wage",
                "\"wage\":8000.00 | \"wage\":\"8000\" | FIELD_INVALID | credit.wage",
                "\"wage\":8000.00 | \"wage\":8000,\"wage\":1 | FIELD_INVALID | credit.wage",
                "\"retired_on\":\"2030-01-01\" | \"retired_on\":\"2030-1-1\" | FIELD_INVALID | credit.retired_on",
                "\"first\":true | \"first\":\"1\" | FIELD_INVALID | enrolment.first",
                "\"year\":2024 | \"year\":2023 | FIELD_INVALID | enrolment.year",
                "\"year\":2024 | \"year\":2026 | FIELD_INVALID | enrolment.year",
                "\"year\":2024 | \"year\":20240 | FIELD_INVALID | enrolment.year",
                "\"year\":2024 | \"year\":2024.5 | FIELD_INVALID | enrolment.year",
                "\"months\":12 | \"months\":10000 | FIELD_INVALID | contribution.months",
                "\"months\":12 | \"months\":1.5 | FIELD_INVALID | contribution.months",
                "\"months\":12 | \"months\":-1 | FIELD_INVALID | contribution.months",
                "\"for\":\"SELF\" | \"for\":\"\" | FIELD_INVALID | uses[0].for",
                "\"kind\":\"PHARMACY\" | \"kind\":\"\\u0000\" | FIELD_INVALID | uses[0].kind",
                "\"uses\":[ | \"uses\":[7, | FIELD_INVALID | uses[0]",
                "\"credit\":{ | \"credit\":[],\"x\":{ | FIELD_UNKNOWN | x",
            })
    void aFaultIsToldWithItsField(String old, String replacement, String code, String field) {
        assertTrue(GOOD.contains(old), old);
        assertRefused(code, field, answer(GOOD.replace(old, replacement == null ? "" : replacement)));
    }

    @Test
    void aQuestionAsksSomething() {
        String patient = GOOD.substring(0, GOOD.indexOf(",\"credit\"")) + "}";
        assertRefused("FIELD_MISSING", "credit", answer(patient));
        assertRefused("FIELD_MISSING", "patient", answer("{\"uses\":[" + USE + "]}"));
        assertRefused("FIELD_INVALID", "credit", answer(patient.replace("}}", "},\"credit\":null}")));
    }

    @Test
    void usesHaveALimit() {
        String most = IntStream.range(0, QuestionReader.USES_MAX)
                .mapToObj(index -> USE)
                .collect(Collectors.joining(","));
        assertEquals(
                QuestionReader.USES_MAX,
                JsonWords.items(answer(GOOD.replace(USE, most)), "uses").size());
        assertRefused("FIELD_INVALID", "uses", answer(GOOD.replace(USE, most + "," + USE)));
        assertRefused("FIELD_INVALID", "uses", answer(GOOD.replace(USE, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01", "9999-12-31"})
    void theEndsOfTimeAreNoFault(String day) {
        String question = GOOD.replace("\"on\":\"2024-03-01\"", "\"on\":\"" + day + "\"")
                .replace("\"paid_on\":\"2024-03-01\"", "\"paid_on\":\"" + day + "\"")
                .replace("\"year\":2024", "\"year\":" + Integer.parseInt(day.substring(0, 4)))
                .replace("2024-03\"", day.substring(0, 7) + "\"");
        assertTrue(answer(question).fields().containsKey("error"));
        assertTrue(answer(question.replace("\"brdy\":\"1980-01-01\"", "\"brdy\":\"" + day + "\""))
                .fields()
                .containsKey("error"));
    }

    @Test
    void anUnknownPolicyAnswersEveryQuestion() {
        EntitlementService unknown = EntitlementService.of(BuiltIn.library(), List.of("nowhere"));
        assertRefused(
                "POLICY_UNKNOWN",
                "nowhere",
                JsonWords.parse(unknown.answer(new byte[0]).json()));
    }

    @Test
    void tablesWithoutSuchRulesRefuse() {
        EntitlementService other = EntitlementService.of(
                org.yibao.benefit.policy.PolicyLibrary.of(List.of(BuiltIn.bundle("/policy-test/riverside.yaml"))),
                List.of("riverside"));
        String credit = "{\"patient\":{\"insutype\":\"310\",\"psn_type\":\"11\"},\"credit\":{\"month\":\"2024-03\"}}";
        assertRefused(
                "SCHEME_NOT_COVERED",
                "patient",
                JsonWords.parse(other.answer(credit.getBytes(UTF_8)).json()));
    }

    @Test
    void randomDamageIsAnsweredOrRefused() {
        Random random = new Random(8);
        byte[] good = GOOD.getBytes(UTF_8);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = good.clone();
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refused += answer(damaged).fields().containsKey("error") ? 1 : 0;
        }
        assertTrue(refused > 1000, "damage was noticed " + refused + " times");
    }
}
