package org.yibao.benefit.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Visits;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.split.BenefitCalculator;

/** Bundles in combination. */
final class PolicyBookTest {
    private static final String HEAD = """
            bundle:
              id: city
              version: "1"
              title: 城市补充
              status: DEMO
              region: "370100"
              publisher: test
              effective: 2024-01-01
              known_since: 2024-01-01
              extends: jinan-in-force
            parameters:
            """;

    private static PolicyBundle bundle(String parameters) {
        return PolicyYaml.read("city.yaml", (HEAD + parameters).getBytes(UTF_8), BuiltIn.DIGEST);
    }

    private static PolicyLibrary libraryWith(PolicyBundle extra) {
        List<PolicyBundle> bundles = new ArrayList<>(BuiltIn.bundles());
        bundles.add(extra);
        return PolicyLibrary.of(bundles);
    }

    private static PolicyBook book(PolicyLibrary library, String... ids) {
        return assertInstanceOf(PolicyLibrary.Combined.class, library.book(List.of(ids)))
                .book();
    }

    private static QuoteResult outpatient(PolicyBook book) {
        return BenefitCalculator.calculate(
                Visits.employee().tier("2").drug("1000.00").request(), book);
    }

    private static Amount pool(PolicyBook book) {
        return assertInstanceOf(Quote.class, outpatient(book)).breakdown().hifpPay();
    }

    private static final String TIER_TWO = """
              emp-opt-deductible:
                title: 职工普通门诊起付标准
                unit: yuan
                rows:
                  - when: {tier: ["2"]}
                    values:
                      - {from: 2024-01-01, until: 2024-12-31, value: 100.00, source: 测试%s}
            """;

    @Test
    void laterBundleAddsAMissingValue() {
        String withRatio = TIER_TWO.formatted("") + """
                  emp-sec-ratio:
                    title: 二次支付比例
                    unit: ratio
                    rows:
                      - values:
                          - {from: 2024-01-01, until: none, value: 60%, source: 测试}
                """;
        PolicyBook book = book(libraryWith(bundle(withRatio)), "jinan-in-force", "city");
        assertEquals(Amount.parse("630.00"), pool(book));
    }

    @Test
    void twoBundlesMayNotBothSayItUnlessTheLaterDeclaresIt() {
        PolicyLibrary library = libraryWith(bundle(TIER_TWO.formatted("")));
        InvalidPolicyException conflict = assertThrows(
                InvalidPolicyException.class, () -> book(library, "jinan-in-force", "demo-supplement", "city"));
        assertEquals(1, conflict.defects().size());
        assertEquals("city.yaml", conflict.defects().get(0).origin().file());
        assertEquals(18, conflict.defects().get(0).origin().line());
    }

    @Test
    void declaredOverrideTakesItsDaysOnly() {
        PolicyLibrary library = libraryWith(bundle(TIER_TWO.formatted(", overrides: 试点")));
        PolicyBook book = book(library, "jinan-in-force", "demo-supplement", "city");
        assertEquals(Amount.parse("630.00"), pool(book));
        QuoteResult next = BenefitCalculator.calculate(
                Visits.employee()
                        .tier("2")
                        .at("2025-01-01T00:00:00")
                        .drug("1000.00")
                        .request(),
                book);
        assertEquals(
                Amount.parse("280.00"),
                assertInstanceOf(Quote.class, next).breakdown().hifpPay());
    }

    @Test
    void orderOfBundlesThatOverrideNothingDoesNotMatter() {
        List<String> turned = new ArrayList<>(BuiltIn.ALL);
        Collections.reverse(turned);
        PolicyLibrary library = BuiltIn.library();
        assertEquals(
                pool(book(library, BuiltIn.ALL.toArray(String[]::new))),
                pool(book(library, turned.toArray(String[]::new))));
    }

    @Test
    void unknownIdIsRefusedByName() {
        var unknown = assertInstanceOf(
                PolicyLibrary.Unknown.class, BuiltIn.library().book(List.of("jinan-in-force", "nowhere")));
        assertEquals(Refusal.Code.POLICY_UNKNOWN, unknown.refusal().code());
        assertEquals("nowhere", unknown.refusal().field());
        assertInstanceOf(PolicyLibrary.Unknown.class, BuiltIn.library().book(List.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyReference.Status.class,
            names = {"DRAFT", "DEMO"})
    void structureOfADraftIsNotUsedUntold(PolicyReference.Status status) {
        String table = new String(BuiltIn.bytes("/policy-test/highland.yaml"), UTF_8)
                .replace("status: IN_FORCE", "status: " + status);
        PolicyBundle lender = PolicyYaml.read("highland.yaml", table.getBytes(UTF_8), BuiltIn.DIGEST);
        String own = HEAD.replace("status: DEMO", "status: IN_FORCE").replace("jinan-in-force", "highland") + """
                  chr-ratio:
                    title: 慢特病比例
                    unit: ratio
                    rows:
                      - when: {disease: [OTHER]}
                        values:
                          - {from: 2024-01-01, until: none, value: 10%, source: 测试}
                """;
        PolicyBundle city = PolicyYaml.read("city.yaml", own.getBytes(UTF_8), BuiltIn.DIGEST);
        PolicyLibrary library = PolicyLibrary.of(List.of(lender, city));
        var untold = assertInstanceOf(PolicyLibrary.Unknown.class, library.book(List.of("city")));
        assertEquals(Refusal.Code.POLICY_UNKNOWN, untold.refusal().code());
        assertEquals("highland", untold.refusal().field());
        assertTrue(untold.refusal().message().contains("草案或演示"), untold::toString);
        assertEquals(
                List.of("highland", "city"),
                book(library, "highland", "city").references().stream()
                        .map(PolicyReference::id)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "jinan-in-force, emp-opt-deductible",
        "demo-supplement, emp-opt-ratio",
        "shandong-employee-draft-2024, emp-opt-deductible"
    })
    void bundleAloneRefusesTheSchemeByItsFirstMissingParameter(String id, String parameter) {
        Refusal refusal = assertInstanceOf(Refusal.class, outpatient(book(BuiltIn.library(), id)));
        assertEquals(Refusal.Code.POLICY_PARAMETER_MISSING, refusal.code());
        assertEquals(parameter, refusal.field());
    }

    @Test
    void missingParameterRefusesOnlyItsScheme() {
        PolicyBook book = book(BuiltIn.library(), "jinan-in-force");
        QuoteResult pharmacy = BenefitCalculator.calculate(
                Visits.employee().medType("41").drug("10.00").request(), book);
        assertInstanceOf(Quote.class, pharmacy);
        assertInstanceOf(Refusal.class, outpatient(book));
    }

    @Test
    void draftAndDemoAreSaidToBeSo() {
        assertEquals(
                List.of(
                        org.yibao.benefit.PolicyReference.Status.IN_FORCE,
                        org.yibao.benefit.PolicyReference.Status.DRAFT,
                        org.yibao.benefit.PolicyReference.Status.DEMO),
                BuiltIn.bundles().stream().map(b -> b.reference().status()).toList());
    }

    @Test
    void valueBeyondItsLegalBoundNeedsAReason() {
        String tooHigh = TIER_TWO.replace("100.00", "1498.13");
        InvalidPolicyException refused = assertThrows(
                InvalidPolicyException.class,
                () -> book(libraryWith(bundle(tooHigh.formatted(""))), "city", "jinan-in-force"));
        assertEquals(1, refused.defects().size());
        assertTrue(refused.defects().toString().contains("1498.13"), refused.defects()::toString);
        PolicyLibrary atTheBound =
                libraryWith(bundle(TIER_TWO.replace("100.00", "1498.12").formatted("")));
        assertInstanceOf(Refusal.class, outpatient(book(atTheBound, "jinan-in-force", "city")));
        PolicyLibrary excused = libraryWith(bundle(tooHigh.formatted(", beyond_bound: 市政府特批")));
        assertInstanceOf(Refusal.class, outpatient(book(excused, "jinan-in-force", "city")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yuan | {tier: [\"9\"]} | 100.00 | 16",
                "yuan | {tear: [\"2\"]} | 100.00 | 16",
                "yuan | {tier: {from: 2}} | 100.00 | 16",
                "yuan | {worker: [NOBODY]} | 100.00 | 16",
                "yuan | {IPT_COUNT: [\"2\"]} | 100.00 | 16",
                "yuan | {list_type: [\"101\"]} | 100.00 | 16",
                "cap | {tier: [\"2\"]} | 100.00 | 13",
            })
    void whatDoesNotFitTheStructureIsADefectWithItsLine(String unit, String when, String value, int line) {
        String parameters = TIER_TWO.formatted("")
                .replace("unit: yuan", "unit: " + unit)
                .replace("{tier: [\"2\"]}", when)
                .replace("100.00", value);
        PolicyBundle bundle = bundle(parameters);
        InvalidPolicyException refused = assertThrows(InvalidPolicyException.class, () -> libraryWith(bundle));
        assertTrue(
                refused.defects().stream()
                        .anyMatch(d ->
                                d.origin().line() == line && d.origin().file().equals("city.yaml")),
                refused.defects()::toString);
    }

    @Test
    void parameterThatNobodyReadsIsADefect() {
        PolicyBundle bundle =
                bundle(TIER_TWO.formatted(", overrides: 高原").replace("emp-opt-deductible", "emp-opt-deductable"));
        assertThrows(InvalidPolicyException.class, () -> libraryWith(bundle));
    }

    @Test
    void extendedBundleMustBeThere() {
        assertThrows(InvalidPolicyException.class, () -> PolicyLibrary.of(List.of(bundle(TIER_TWO.formatted("")))));
    }

    @Test
    void oneIdMayNotComeTwice() {
        PolicyBundle first = BuiltIn.bundles().get(0);
        assertThrows(InvalidPolicyException.class, () -> PolicyLibrary.of(List.of(first, first)));
    }
}
