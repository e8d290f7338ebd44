package org.yibao.benefit.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.benefit.format.Persons.IN_FORCE;
import static org.yibao.benefit.format.Persons.IN_SERVICE;
import static org.yibao.benefit.format.Persons.RESIDENT;
import static org.yibao.benefit.format.Persons.RETIRED;
import static org.yibao.benefit.format.Persons.answered;
import static org.yibao.benefit.format.Persons.ask;
import static org.yibao.benefit.format.Persons.assertRefused;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.BuiltIn;

/** The monthly credit of the personal account by the built-in tables (R140 to R147, E29). */
final class CreditTest {
    private static final List<String> DEMO = BuiltIn.ALL;

    private static String retired(String birth) {
        return RETIRED + ",\"brdy\":\"" + birth + "\"";
    }

    private static String in(String month, String more) {
        return "\"credit\":{\"month\":\"" + month + "\"" + more + "}";
    }

    private static String amount(Json.Obj answer) {
        return JsonWords.number(JsonWords.object(answer, "credit"), "amount").toPlainString();
    }

    private static String rules(Json.Obj answer) {
        return JsonWords.items(JsonWords.object(answer, "credit"), "parts").stream()
                .map(part -> JsonWords.text((Json.Obj) part, "rule") + "="
                        + JsonWords.number((Json.Obj) part, "amount").toPlainString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void workedExampleE29() {
        assertEquals("76.00", amount(answered(DEMO, retired("1955-01-01"), in("2024-03", ""))));
        assertEquals("95.00", amount(answered(DEMO, retired("1953-01-01"), in("2024-03", ""))));
        assertEquals("160.00", amount(answered(DEMO, IN_SERVICE, in("2024-03", ",\"wage\":8000.00"))));
    }

    @Test
    void theOwnContributionIsCreditedAndTheUnitsIsNot() {
        Json.Obj answer = answered(IN_FORCE, IN_SERVICE, in("2024-01", ",\"wage\":8000.00"));
        assertEquals("own=160.00 unit=0.00", rules(answer));
        assertEquals("", Persons.noticeCodes(answer));
    }

    @ParameterizedTest
    @CsvSource({"8000.24, 160.00", "8000.25, 160.01", "0, 0.00", "0.24, 0.00", "0.25, 0.01"})
    void aPartIsRoundedOnceHalfUpToTheFen(String wage, String amount) {
        assertEquals(amount, amount(answered(IN_FORCE, IN_SERVICE, in("2024-01", ",\"wage\":" + wage))));
    }

    @ParameterizedTest
    @CsvSource({
        "1954-03-01, 2024-02, 76.00",
        "1954-03-01, 2024-03, 95.00",
        "1954-03-02, 2024-03, 76.00",
        "1954-03-02, 2024-04, 95.00",
        "1954-03-31, 2024-03, 76.00",
    })
    void theRateOfSeventyBeginsWithTheMonthOnWhoseFirstDayThatAgeIsReached(String birth, String month, String amount) {
        assertEquals(amount, amount(answered(DEMO, retired(birth), in(month, ""))));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 2024-01-15, 2024-01, own=160.00 unit=0.00",
        "12, 2024-01-31, 2024-01, own=160.00 unit=0.00",
        "12, 2024-01-31, 2024-02, retired=76.00",
        "11, 2024-01-31, 2024-02, retired=76.00",
        "12, 2024-02-01, 2024-01, own=160.00 unit=0.00",
        "11, 2024-02-01, 2024-02, own=160.00 unit=0.00",
        "12, 2023-12-31, 2024-01, retired=76.00",
    })
    void theNewlyRetiredAreCreditedAsSuchFromTheMonthAfterRetirement(
            String psnType, String retiredOn, String month, String rules) {
        String patient = "\"insutype\":\"310\",\"psn_type\":\"" + psnType + "\",\"brdy\":\"1964-01-15\"";
        String more = ",\"wage\":8000,\"retired_on\":\"" + retiredOn + "\"";
        assertEquals(rules, rules(answered(DEMO, patient, in(month, more))));
    }

    @Test
    void flexibleWorkersAreCreditedAlike() {
        String flexible = "\"insutype\":\"310\",\"psn_type\":\"1102\"";
        assertEquals("own=80.00 unit=0.00", rules(answered(IN_FORCE, flexible, in("2025-07", ",\"wage\":4000"))));
    }

    @Test
    void whatTheTextsDoNotGiveRefusesByName() {
        assertRefused(
                "POLICY_PARAMETER_MISSING",
                "credit-unit-standard",
                ask(DEMO, IN_SERVICE, in("2023-12", ",\"wage\":8000")));
        assertRefused(
                "POLICY_PARAMETER_MISSING",
                "credit-retired-standard",
                ask(DEMO, retired("1953-01-01"), in("2023-12", "")));
        assertRefused(
                "POLICY_PARAMETER_MISSING",
                "credit-pension-base",
                ask(IN_FORCE, retired("1953-01-01"), in("2024-01", "")));
    }

    @ParameterizedTest
    @CsvSource({"2022-12, own", "2028-01, own"})
    void outsideTheDaysOfTheTextNothingIsCredited(String month, String rule) {
        assertRefused("POLICY_NOT_IN_FORCE", rule, ask(DEMO, IN_SERVICE, in(month, ",\"wage\":8000")));
        assertRefused("POLICY_NOT_IN_FORCE", "retired", ask(DEMO, retired("1953-01-01"), in(month, "")));
    }

    @Test
    void theLastMonthOfTheTextIsCredited() {
        assertEquals("own=160.00 unit=0.00", rules(answered(DEMO, IN_SERVICE, in("2027-12", ",\"wage\":8000"))));
    }

    @Test
    void residentsHaveNoAccountToCredit() {
        assertRefused("SCHEME_NOT_COVERED", "patient", ask(DEMO, RESIDENT, in("2024-03", "")));
    }

    @Test
    void aFieldThatTheRuleNeedsIsMissedByName() {
        assertRefused("FIELD_MISSING", "credit.wage", ask(DEMO, IN_SERVICE, in("2024-03", "")));
        assertRefused("FIELD_MISSING", "patient.brdy", ask(DEMO, RETIRED, in("2024-03", "")));
        // The field counts for more than the parameter that is missing too.
        assertRefused("FIELD_MISSING", "patient.brdy", ask(IN_FORCE, RETIRED, in("2024-03", "")));
    }

    @Test
    void whoIsBornLaterHasNoAge() {
        assertRefused("FIELD_INVALID", "patient.brdy", ask(DEMO, retired("2024-03-02"), in("2024-03", "")));
    }

    @Test
    void aPlaceholderIsUsedOnlyWhenConfiguredAndSaysSo() {
        Json.Obj answer = answered(DEMO, retired("1953-01-01"), in("2024-03", ""));
        assertEquals("DEMO_PARAMETER", Persons.noticeCodes(answer));
        assertEquals("", Persons.noticeCodes(answered(DEMO, IN_SERVICE, in("2024-03", ",\"wage\":1"))));
    }

    @Test
    void theTraceShowsEachPartWithItsFiguresAndItsLaw() {
        Json.Obj answer = answered(DEMO, retired("1953-01-01"), in("2024-03", ""));
        Json.Obj step = (Json.Obj) JsonWords.items(answer, "trace").get(0);
        assertEquals("retired", JsonWords.text(step, "layer"));
        Json.Obj inputs = JsonWords.object(step, "inputs");
        assertEquals("2024-03", JsonWords.text(inputs, "month"));
        assertEquals("12", JsonWords.text(inputs, "psn_type"));
        assertEquals("2024-03-01", JsonWords.text(inputs, "age_at"));
        assertEquals("3800.00", JsonWords.text(inputs, "base"));
        assertEquals("2.5%", JsonWords.text(inputs, "ratio"));
        assertTrue(JsonWords.text(inputs, "source").startsWith("济政办发〔2022〕12号 四(十四)"));
        assertEquals("四舍五入到分", JsonWords.text(step, "rounding"));
        assertEquals("退休人员定额：3800.00元按2.5%计，划入95.00元", JsonWords.text(step, "text"));
        List<Json> used = JsonWords.items(step, "parameters");
        assertEquals(2, used.size());
        assertEquals("demo-supplement", JsonWords.text((Json.Obj) used.get(0), "bundle"));
        assertEquals("2024-01-01", JsonWords.text((Json.Obj) used.get(1), "from"));
        assertEquals("95.00", JsonWords.number(step, "amount").toPlainString());
        assertEquals(3, JsonWords.items(answer, "policy").size());
        assertFalse(answer.fields().containsKey("uses"));
        assertFalse(answer.fields().containsKey("entitlement"));
    }
}
