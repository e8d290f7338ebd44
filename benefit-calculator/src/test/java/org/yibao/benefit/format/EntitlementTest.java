package org.yibao.benefit.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.benefit.format.Persons.IN_FORCE;
import static org.yibao.benefit.format.Persons.IN_SERVICE;
import static org.yibao.benefit.format.Persons.RESIDENT;
import static org.yibao.benefit.format.Persons.answered;
import static org.yibao.benefit.format.Persons.ask;
import static org.yibao.benefit.format.Persons.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Benefits, contributions and uses of the account by the built-in tables (R148 to R150, R163 to R166). */
final class EntitlementTest {
    private static final String ADULT = RESIDENT + ",\"brdy\":\"1980-01-01\"";

    private static String paid(String day, String more) {
        return "\"enrolment\":{\"paid_on\":\"" + day + "\"" + more + "}";
    }

    private static void assertStart(String rule, String from, boolean waits, String missing, Json.Obj answer) {
        Json.Obj start = JsonWords.object(answer, "entitlement");
        assertEquals(rule, JsonWords.text(start, "rule"));
        assertEquals(from, Persons.text(start, "benefits_from"));
        assertEquals(new Json.Bool(waits), JsonWords.field(start, "waiting"));
        assertEquals(missing, Persons.text(start, "missing"));
        assertTrue(JsonWords.text(start, "source").startsWith("济医保发〔2021〕16号 附件"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01, 2024-04-01",
        "2024-03-31, 2024-04-01",
        "2024-12-31, 2025-01-01",
        "2024-01-31, 2024-02-01",
    })
    void whoFirstEntersTheEmployeeSchemeHasBenefitsFromTheMonthAfterPayment(String day, String from) {
        assertStart("employee-first", from, false, "-", answered(IN_FORCE, IN_SERVICE, paid(day, ",\"first\":true")));
    }

    @Test
    void theTextsSayNothingOfALaterPaymentOfAnEmployee() {
        assertRefused(
                "SCHEME_NOT_COVERED", "patient", ask(IN_FORCE, IN_SERVICE, paid("2024-03-01", ",\"first\":false")));
        assertRefused("FIELD_MISSING", "enrolment.first", ask(IN_FORCE, IN_SERVICE, paid("2024-03-01", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-09-01", "2024-12-31"})
    void residentsWhoPayInTheWindowHaveTheComingYear(String day) {
        assertStart(
                "resident-window", "2025-01-01", false, "-", answered(IN_FORCE, ADULT, paid(day, ",\"year\":2025")));
    }

    @ParameterizedTest
    @CsvSource({"2024-08-31, 2024", "2025-01-01, 2025", "2024-12-31, 2024"})
    void residentsWhoPayLateWaitForALengthThatNoTextGives(String day, String year) {
        Json.Obj answer = answered(IN_FORCE, ADULT, paid(day, ",\"year\":" + year));
        assertStart("late", "-", true, "resident-waiting-months", answer);
        assertTrue(
                JsonWords.text(JsonWords.object(answer, "entitlement"), "text").contains("没有给出长度"));
    }

    @Test
    void theComingYearCannotBePaidOutsideTheWindow() {
        assertRefused("SCHEME_NOT_COVERED", "patient", ask(IN_FORCE, ADULT, paid("2024-08-31", ",\"year\":2025")));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15, 2024-01-15, newborn",
        "2024-01-15, 2024-07-14, newborn",
        "2024-01-15, 2024-07-15, newborn",
        "2024-01-15, 2024-07-16, late",
        "2023-08-31, 2024-02-29, newborn",
        "2023-08-31, 2024-03-01, late",
    })
    void newbornsEnrolledWithinSixMonthsOfBirthDoNotWait(String birth, String day, String rule) {
        String patient = RESIDENT + ",\"brdy\":\"" + birth + "\"";
        Json.Obj answer = answered(IN_FORCE, patient, paid(day, ",\"year\":2024"));
        boolean waits = rule.equals("late");
        assertStart(rule, waits ? "-" : day, waits, waits ? "resident-waiting-months" : "-", answer);
    }

    @Test
    void aNewbornIsBornBeforeThePayment() {
        String patient = RESIDENT + ",\"brdy\":\"2024-03-02\"";
        assertRefused("FIELD_INVALID", "patient.brdy", ask(IN_FORCE, patient, paid("2024-03-01", ",\"year\":2024")));
    }

    @ParameterizedTest
    @CsvSource({
        "TEKUN, hardship",
        "DIBAO, hardship",
        "FANPIN, hardship",
        "LOWINCOME, hardship",
        "SEVERE_DISABILITY, late",
        "POOR_REGISTERED, late",
        "ILLNESS_POOR, late",
    })
    void theGroupsThatTheTextNamesDoNotWait(String mark, String rule) {
        String patient = ADULT + ",\"psn_idet_type\":[\"" + mark + "\"]";
        Json.Obj answer = answered(IN_FORCE, patient, paid("2024-03-01", ",\"year\":2024"));
        assertEquals(rule, JsonWords.text(JsonWords.object(answer, "entitlement"), "rule"));
        assertEquals(
                rule.equals("hardship") ? "2024-03-01" : "-",
                Persons.text(JsonWords.object(answer, "entitlement"), "benefits_from"));
    }

    @Test
    void whatResidentsMustTellIsAskedByName() {
        assertRefused("FIELD_MISSING", "enrolment.year", ask(IN_FORCE, ADULT, paid("2024-10-01", "")));
        assertRefused("FIELD_MISSING", "patient.brdy", ask(IN_FORCE, RESIDENT, paid("2024-03-01", ",\"year\":2024")));
        assertStart(
                "resident-window",
                "2025-01-01",
                false,
                "-",
                answered(IN_FORCE, RESIDENT, paid("2024-10-01", ",\"year\":2025")));
    }

    @Test
    void beforeTheTextNothingIsSaid() {
        assertRefused("POLICY_NOT_IN_FORCE", "late", ask(IN_FORCE, ADULT, paid("2021-03-01", ",\"year\":2021")));
        assertRefused(
                "POLICY_NOT_IN_FORCE",
                "employee-first",
                ask(IN_FORCE, IN_SERVICE, paid("2021-12-23", ",\"first\":true")));
    }

    @ParameterizedTest
    @CsvSource({"1, 359, 360, 1", "1, 360, 360, 0", "1, 361, 360, 0", "2, 299, 300, 1", "2, 300, 300, 0"})
    void menPayThirtyYearsAndWomenTwentyFive(String gender, int paid, int due, int lacking) {
        String patient = IN_SERVICE + ",\"gend\":\"" + gender + "\"";
        Json.Obj answer =
                answered(IN_FORCE, patient, "\"contribution\":{\"on\":\"2024-06-30\",\"months\":" + paid + "}");
        Json.Obj standing = JsonWords.object(answer, "contribution");
        assertEquals(due, JsonWords.number(standing, "due_months").intValueExact());
        assertEquals(paid, JsonWords.number(standing, "paid_months").intValueExact());
        assertEquals(lacking, JsonWords.number(standing, "lacking_months").intValueExact());
        assertEquals("济医保发〔2021〕16号 附件 职工缴费年限", JsonWords.text(standing, "source"));
    }

    @Test
    void contributionsNeedTheGenderAndAnEmployee() {
        String asked = "\"contribution\":{\"on\":\"2024-06-30\",\"months\":1}";
        assertRefused("FIELD_MISSING", "patient.gend", ask(IN_FORCE, IN_SERVICE, asked));
        assertRefused("SCHEME_NOT_COVERED", "patient", ask(IN_FORCE, RESIDENT, asked));
    }

    private static Json.Obj use(String patient, String kind, String relation, String on) {
        String asked = "\"uses\":[{\"kind\":\"%s\",\"for\":\"%s\",\"on\":\"%s\"}]".formatted(kind, relation, on);
        return ask(IN_FORCE, patient, asked);
    }

    private static boolean permitted(Json.Obj answer) {
        Json.Obj use = (Json.Obj) JsonWords.items(answer, "uses").get(0);
        assertEquals("济政办发〔2022〕12号 四(十五)", JsonWords.text(use, "source"));
        return ((Json.Bool) JsonWords.field(use, "permitted")).value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"INSTITUTION", "PHARMACY", "RESIDENT_PREMIUM", "LONG_TERM_CARE_PREMIUM", "COMMERCIAL_PREMIUM"})
    void theAccountPaysForTheFamilyInsideTheInsurance(String kind) {
        for (String relation : new String[] {"SELF", "SPOUSE", "PARENT", "CHILD"}) {
            assertTrue(permitted(use(IN_SERVICE, kind, relation, "2023-01-01")), relation);
        }
        assertFalse(permitted(use(IN_SERVICE, kind, "SIBLING", "2023-01-01")));
        assertFalse(permitted(use(RESIDENT, kind, "SELF", "2023-01-01")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLIC_HEALTH", "WELLNESS", "OTHER"})
    void theAccountNeverPaysWhatLiesOutsideIt(String kind) {
        assertFalse(permitted(use(IN_SERVICE, kind, "SELF", "2024-06-01")));
    }

    @Test
    void usesHaveTheDaysOfTheTextAndItsNames() {
        assertRefused("POLICY_NOT_IN_FORCE", "PHARMACY", use(IN_SERVICE, "PHARMACY", "SELF", "2022-12-31"));
        assertTrue(permitted(use(IN_SERVICE, "PHARMACY", "SELF", "2027-12-31")));
        assertRefused("POLICY_NOT_IN_FORCE", "PHARMACY", use(IN_SERVICE, "PHARMACY", "SELF", "2028-01-01"));
        assertRefused("FIELD_INVALID", "uses[0].kind", use(IN_SERVICE, "HOLIDAY", "SELF", "2024-01-01"));
    }

    @Test
    void severalThingsAreAnsweredTogether() {
        Json.Obj answer = answered(
                IN_FORCE,
                IN_SERVICE,
                "\"credit\":{\"month\":\"2024-03\",\"wage\":100},"
                        + paid("2024-03-01", ",\"first\":true")
                        + ",\"uses\":[{\"kind\":\"WELLNESS\",\"for\":\"SELF\",\"on\":\"2024-03-01\"},"
                        + "{\"kind\":\"PHARMACY\",\"for\":\"CHILD\",\"on\":\"2024-03-01\"}]");
        assertEquals(
                "[credit, entitlement, uses, policy, notices, trace]",
                answer.fields().keySet().toString());
        assertEquals(2, JsonWords.items(answer, "uses").size());
    }
}
