package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.benefit.policy.PolicyLibrary;

/** A city that credits accounts and begins benefits by other rules, written without a line of Java. */
final class InventedCreditTest {
    private static final String TEXT = new String(BuiltIn.bytes("/policy-test/hillside.yaml"), UTF_8);

    private static PolicyLibrary library(String text) {
        return PolicyLibrary.of(List.of(PolicyYaml.read("hillside.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST)));
    }

    private static List<PolicyDefect> defects(String text) {
        return assertThrows(InvalidPolicyException.class, () -> library(text)).defects();
    }

    private static Json.Obj ask(String psnType, String birth, String asked) {
        String question = "{\"patient\":{\"insutype\":\"310\",\"psn_type\":\"%s\",\"brdy\":\"%s\"},%s}"
                .formatted(psnType, birth, asked);
        return JsonWords.parse(EntitlementService.of(library(TEXT), List.of("hillside"))
                .answer(question.getBytes(UTF_8))
                .json());
    }

    private static String credit(String psnType, String birth, String more) {
        Json.Obj answer = ask(psnType, birth, "\"credit\":{\"month\":\"2024-06\"" + more + "}");
        assertTrue(answer.fields().containsKey("credit"), answer::toString);
        return JsonWords.number(JsonWords.object(answer, "credit"), "amount").toPlainString();
    }

    @Test
    void partsAreRoundedEachAndAdded() {
        // 200.10 and 200.10 × 3.3 % = 6.6033.
        assertEquals("206.70", credit("12", "1940-01-01", ""));
        assertEquals("100.00", credit("12", "1950-01-01", ""));
        // 1000.00 × 3.3 % × 50 %.
        assertEquals("16.50", credit("11", "1990-01-01", ",\"wage\":1000"));
    }

    @Test
    void ageCountsAtTheEndOfTheMonthWhereTheTableSaysSo() {
        assertEquals("206.70", credit("12", "1944-06-30", ""));
        assertEquals("100.00", credit("12", "1944-07-01", ""));
    }

    @Test
    void theMonthOfRetirementIsOneOfTheRetiredWhereTheTableSaysSo() {
        assertEquals("100.00", credit("12", "1964-01-01", ",\"retired_on\":\"2024-06-30\""));
        assertEquals("33.00", credit("12", "1964-01-01", ",\"wage\":2000,\"retired_on\":\"2024-07-01\""));
    }

    @Test
    void aKnownWaitingPeriodGivesTheDay() {
        Json.Obj again = ask("11", "1990-01-01", "\"enrolment\":{\"paid_on\":\"2024-11-30\",\"first\":false}");
        assertEquals("2025-02-28", JsonWords.text(JsonWords.object(again, "entitlement"), "benefits_from"));
        assertEquals(new Json.Bool(true), JsonWords.field(JsonWords.object(again, "entitlement"), "waiting"));
        Json.Obj first = ask("11", "1990-01-01", "\"enrolment\":{\"paid_on\":\"2024-11-30\",\"first\":true}");
        assertEquals("2024-11-30", JsonWords.text(JsonWords.object(first, "entitlement"), "benefits_from"));
    }

    @Test
    void aFactThatAClassAsksForIsMissedByName() {
        Json.Obj answer = ask("11", "1990-01-01", "\"enrolment\":{\"paid_on\":\"2024-11-30\"}");
        Persons.assertRefused("FIELD_MISSING", "enrolment.first", answer);
    }

    @Test
    void itsUsesAndYearsAreItsOwn() {
        Json.Obj answer = ask(
                "11",
                "1990-01-01",
                "\"contribution\":{\"on\":\"2024-06-01\",\"months\":0},"
                        + "\"uses\":[{\"kind\":\"GLASSES\",\"for\":\"GRANDCHILD\",\"on\":\"2024-06-01\"}]");
        assertEquals(
                "180",
                JsonWords.number(JsonWords.object(answer, "contribution"), "lacking_months")
                        .toPlainString());
        assertEquals(
                new Json.Bool(true),
                JsonWords.field((Json.Obj) JsonWords.items(answer, "uses").get(0), "permitted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day: month_end | day: month_middle | crediting.age_at.day",
                "month: same_month | month: never | crediting.retired_from.month",
                "{month: same_month, source: 山前一} | {month: same_month} | crediting.retired_from.source",
                "  age_at: {day: month_end, source: 山前一} | | crediting.age_at",
                "kind: fixed | kind: formula | crediting.parts[1].kind",
                "kind: fixed, amount: monthly | kind: fixed | crediting.parts[1].amount",
                "kind: fixed, amount: monthly | kind: fixed, amount: monthly, ratio: share | crediting.parts[1].ratio",
                "kind: fixed, amount: monthly | kind: nothing, amount: monthly | crediting.parts[1].amount",
                "kind: fixed, amount: monthly | kind: fixed, amount: nowhere | crediting.parts[1]",
                "kind: fixed, amount: monthly | kind: fixed, amount: share | parameters.share",
                "base: wage | base: share | parameters.share",
                "kind: fixed, amount: monthly, source: 山前四 | kind: fixed, amount: monthly | crediting.parts[1].source",
                "band: [OLD]}, from | tier: [\"3\"]}, from | crediting.parts[2]",
                "band: [OLD]}, from | band: [OLDER]}, from | crediting.parts[2]",
                "band: [OLD]}, from | first_payment: [\"1\"]}, from | crediting.parts[2]",
                "band: [OLD]}, from | welcome: [\"YES\"]}, from | crediting.parts[2]",
                "id: extra | id: age | crediting.parts[2]",
                "begins: payment_day | begins: soon | entitlement.starts[0].begins",
                "begins: payment_day | begins: payment_day, waiting: wait | entitlement.starts[0].waiting",
                "waiting: wait | begin: x | entitlement.starts[1].waiting",
                "waiting: wait | waiting: share | parameters.share",
                "years: years | years: monthly | parameters.monthly",
                "for: [SELF, GRANDCHILD] | for: anyone | entitlement.uses[0].for",
                "for: [SELF, GRANDCHILD] | for: [] | entitlement.uses[0].for",
                "for: [SELF, GRANDCHILD] | whom: [SELF] | entitlement.uses[0].for",
                "value: 15 | value: 15.5 | parameters.years.rows[0].values[0].value",
                "value: 15 | value: 10000 | parameters.years.rows[0].values[0].value",
                "value: 15 | value: -1 | parameters.years.rows[0].values[0].value",
                "med_type: [\"41\"] | first_payment: [\"1\"] | structure.schemes.pharmacy",
                "med_type: [\"41\"] | gend: [\"1\"] | structure.schemes.pharmacy",
            })
    void aDefectIsToldWithItsPath(String old, String replacement, String path) {
        assertTrue(TEXT.contains(old), old);
        List<PolicyDefect> defects =
                defects(TEXT.replaceFirst(java.util.regex.Pattern.quote(old), replacement == null ? "" : replacement));
        assertTrue(
                defects.stream().anyMatch(d -> d.origin().path().equals(path)),
                () -> defects.stream().map(PolicyDefect::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void rulesStandOnlyBesideAStructure() {
        String without = TEXT.substring(0, TEXT.indexOf("structure:"))
                        .replace("known_since: 2024-01-01", "known_since: 2024-01-01\n  extends: jinan-in-force")
                + TEXT.substring(TEXT.indexOf("crediting:"));
        assertTrue(defects(without).stream().anyMatch(d -> d.origin().path().equals("crediting")));
        String onlyEntitlement = without.substring(0, without.indexOf("crediting:"))
                + without.substring(without.indexOf("entitlement:"));
        assertTrue(defects(onlyEntitlement).stream()
                .anyMatch(d -> d.origin().path().equals("entitlement")));
    }

    @Test
    void aListOfRulesHasALimit() {
        String rule = "    - {id: USE%d, title: 某, from: 2024-01-01, until: none, for: none, source: 山前七}\n";
        String most = IntStream.range(1, ClauseYaml.RULES_MAX)
                .mapToObj(rule::formatted)
                .collect(Collectors.joining());
        String full = TEXT.replace("\nparameters:", most + "\nparameters:");
        assertEquals(1, library(full).bundles().size());
        String over = TEXT.replace("\nparameters:", most + rule.formatted(0) + "\nparameters:");
        assertTrue(defects(over).stream().anyMatch(d -> d.origin().path().equals("entitlement.uses")));
    }
}
