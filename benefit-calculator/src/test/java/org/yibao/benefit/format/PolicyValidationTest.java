package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.Expectation;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;

/** Several files together, scenarios that do not hold, and tables made to keep the validation busy. */
final class PolicyValidationTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String EXTENSION = """
            bundle:
              id: %s
              version: "1"
              title: 补充
              status: DEMO
              region: "%s"
              publisher: test
              effective: 2024-01-01
              known_since: 2024-01-01
              extends: %s
            parameters:
              op-cap:
                title: %s
                unit: %s
                bound: {min: 1.00, source: 测试}
                rows:
                  - values:
                      - {from: 2025-01-01, until: none, value: %s, source: 测试%s}
            """;

    private static String extension(String id, String title, String unit, String value, String rest) {
        return EXTENSION.formatted(id, "990200", "seaport", title, unit, value, rest);
    }

    private static PolicyFile file(String name, String text) {
        return PolicyFile.of(name, text.getBytes(UTF_8), BuiltIn.DIGEST);
    }

    private static PolicyFile seaport() {
        return file("seaport.yaml", DefectKindsTest.city("seaport"));
    }

    private static List<String> told(PolicyFile... files) {
        return PolicyValidation.of(List.of(files), List.of()).defects().stream()
                .map(defect -> defect.code() + "@" + defect.origin().file() + ":"
                        + defect.origin().line())
                .toList();
    }

    @Test
    void declaredOverrideAfterWhatItOverridesIsNoDefect() {
        String later = extension("later", "门诊年度限额", "cap", "1600.00", ", overrides: 试点");
        assertEquals(List.of(), told(seaport(), file("later.yaml", later)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "门诊年度限额 | cap | 1600.00 | '' | rows-overlap@e.yaml:18",
                "门诊限额 | cap | 1600.00 | ', overrides: 试点' | title-differs@e.yaml:13",
                "门诊年度限额 | yuan | 1600.00 | '' | unit-differs@e.yaml:13",
                "门诊年度限额 | cap | 0.99 | ', overrides: 试点' | beyond-bound@e.yaml:18",
            })
    void conflictWithTheExtendedBundleIsTold(String title, String unit, String value, String rest, String expected) {
        List<String> told = told(seaport(), file("e.yaml", extension("e", title, unit, value, rest)));
        assertTrue(told.containsAll(List.of(expected.split(" "))), told::toString);
        assertTrue(told.stream().allMatch(t -> t.contains("@e.yaml")), told::toString);
    }

    @Test
    void overrideStandsAfterWhatItOverrides() {
        PolicyFile first = file("first.yaml", extension("first", "门诊年度限额", "cap", "1600.00", ", overrides: 试点"));
        PolicyFile second = file("second.yaml", extension("second", "门诊年度限额", "cap", "1700.00", ""));
        assertTrue(told(seaport(), first, second).contains("override-too-early@second.yaml:18"));
    }

    @Test
    void overrideOverridesSomething() {
        String nothing = extension("e", "门诊年度限额", "cap", "1600.00", ", overrides: 试点")
                .replace("- values:", "- when: {tier: [\"3\"]}\n        values:");
        List<String> told = told(seaport(), file("e.yaml", nothing));
        assertTrue(told.contains("overrides-nothing@e.yaml:19"), told::toString);
    }

    @Test
    void boundsOfOneConditionAreTheSame() {
        String bound = extension("a", "门诊年度限额", "cap", "1600.00", ", overrides: 试点");
        String other = extension("b", "门诊年度限额", "cap", "1700.00", ", overrides: 试点")
                .replace("bound: {min: 1.00", "bound: {min: 2.00");
        assertTrue(told(seaport(), file("a.yaml", bound), file("b.yaml", other)).contains("bound-differs@b.yaml:15"));
    }

    @Test
    void extensionIsForTheSameDivision() {
        String far = EXTENSION.formatted("e", "370100", "seaport", "门诊年度限额", "cap", "1600.00", ", overrides: 试点");
        assertEquals(List.of("region-differs@e.yaml:2"), told(seaport(), file("e.yaml", far)));
        String province = far.replace("370100", "990000");
        assertEquals(List.of(), told(seaport(), file("e.yaml", province)));
    }

    @Test
    void secondStructureSecondIdAndUnknownExtendedBundleAreTold() {
        List<String> both = told(seaport(), file("highland.yaml", DefectKindsTest.city("highland")));
        assertTrue(both.contains("second-structure@highland.yaml:4"), both::toString);
        List<String> twice = told(seaport(), file("again.yaml", DefectKindsTest.city("seaport")));
        assertEquals(List.of("bundle-twice@again.yaml:5"), twice);
        String alone = extension("e", "门诊年度限额", "cap", "1600.00", "");
        assertEquals(List.of("extends-unknown@e.yaml:2"), told(file("e.yaml", alone)));
    }

    @Test
    void otherBundlesAreUsedButNotJudged() {
        PolicyFile draft = PolicyFile.of("draft", BuiltIn.bytes(PolicyYaml.BUILT_IN.get(1)), BuiltIn.DIGEST);
        PolicyValidation.Report report = PolicyValidation.of(List.of(draft), BuiltIn.bundles());
        assertEquals("", Findings.of(report));
        assertTrue(report.scenarios() > 10, () -> report.scenarios() + " scenarios");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hifp_pay: 560.00 | hifp_pay: 560.01 | scenario-differs | hifp_pay 应为 560.01，实为 560.00",
                "OP_PAY: 560.00, ALL | OP_PAY: 1.00, ALL | scenario-differs | OP_PAY 应为 1，实为 560.00",
                "OP_PAY: 560.00, ALL | STAYS: 0, ALL | scenario-field-unknown | STAYS",
                "hifp_pay: 560.00, | hifp_paid: 560.00, | scenario-field-unknown | hifp_paid",
                "\"990202\": 780.00 | \"990202\": 780.01 | scenario-differs | 990202 应为 780.01，实为 780",
                "\"990202\": 780.00 | \"990299\": 0.00 | scenario-field-unknown | 990299",
                "'act_pay_dedc: 30.00, hifp' | 'notices: [DEMO_PARAMETER], hifp' | scenario-differs | [DEMO_PARAMETER]",
                "refused: POLICY_NOT_IN_FORCE | refused: POLICY_UNKNOWN | scenario-differs | POLICY_NOT_IN_FORCE",
                "field: op-fee | field: op-cap | scenario-differs | op-fee",
                "begntime: \"2022-12-31 | begntime: \"2023-12-31 | scenario-not-refused | 施行之前",
                "begntime: \"2024-05-06 | begntime: \"2022-05-06 | scenario-refused | POLICY_NOT_IN_FORCE",
                "med_type: \"11\" | med_type: 11 | scenario-refused | FIELD_INVALID",
                "request: | with: [nowhere]\\n    request: | scenario-bundle-unknown | nowhere",
            })
    void scenarioThatDoesNotHoldIsToldWithBothFigures(String old, String replacement, String code, String words) {
        String good = DefectKindsTest.city("seaport");
        int at = good.indexOf(old, good.indexOf("scenarios:"));
        assertTrue(at > 0, old);
        String text = good.substring(0, at) + replacement.replace("\\n", "\n") + good.substring(at + old.length());
        List<PolicyDefect> defects = DefectKindsTest.validate(text).defects();
        assertEquals(1, defects.size(), defects::toString);
        assertEquals(code, defects.get(0).code());
        assertTrue(defects.get(0).sentence().contains(words), defects::toString);
        assertTrue(defects.get(0).origin().path().startsWith("scenarios["), defects::toString);
        int line = defects.get(0).origin().line();
        assertTrue(line > text.substring(0, text.indexOf("scenarios:")).lines().count(), "line " + line);
    }

    @Test
    void everyFaultOfARequestIsToldAtItsField() {
        String text = DefectKindsTest.city("highland")
                .replace(
                        "      opsp_dise_code: M03900\n      cum: {YEAR_DEDC: 300.00, CHR_PAY: 1000.00}\n",
                        "      opsp_disease: M03900\n      cum:\n        YEAR_DEDC: 300.00\n        CHR_PAID: 1000.00\n")
                .replace(
                        "pric: 1150.00, det_item_fee_sumamt: 1150.00}", "pric: 1150.00, det_item_fee_sumamt: 1150.01}");
        PolicyValidation.Report report = DefectKindsTest.validate(text);
        List<String> told = report.defects().stream()
                .map(d -> d.code() + "@" + d.origin().line() + " " + d.origin().path())
                .toList();
        assertEquals(
                List.of(
                        "scenario-refused@" + line(text, "opsp_disease:") + " scenarios[3].request.opsp_disease",
                        "scenario-refused@" + line(text, "CHR_PAID:") + " scenarios[3].request.cum.CHR_PAID",
                        "scenario-refused@" + line(text, "1150.01}")
                                + " scenarios[6].request.feedetail[0].det_item_fee_sumamt"),
                told,
                () -> Findings.of(report));
        assertTrue(report.defects().get(2).sentence().contains("1150.01"), () -> Findings.of(report));
    }

    private static long line(String text, String words) {
        return text.substring(0, text.indexOf(words)).lines().count();
    }

    @Test
    void ofVeryManyScenariosThatDoNotHoldOnlySomeAreTold() {
        String faulty = "    request: {%s}\n    expect: {hifp_pay: 0.00}\n"
                .formatted(
                        IntStream.range(0, 100).mapToObj(i -> "x" + i + ": 1").collect(Collectors.joining(", ")));
        String scenarios = IntStream.range(0, 20)
                .mapToObj(i -> "  - name: n" + i + "\n" + faulty)
                .collect(Collectors.joining("", "\nscenarios:\n", ""));
        String good = DefectKindsTest.city("riverside");
        String text = good.substring(0, good.indexOf("\nscenarios:\n")) + scenarios;
        assertEquals(
                PolicyDefect.COUNT_MAX, DefectKindsTest.validate(text).defects().size());
        assertEquals(0, DefectKindsTest.validate(text).scenarios());
    }

    @Test
    void scenariosThatCanBeReadRunBesideOneThatCannot() {
        String text = DefectKindsTest.city("highland")
                .replace("hifp_pay: 280.00, cvlserv_pay: 360.00", "hifp_pay: much, cvlserv_pay: 360.01");
        PolicyValidation.Report report = DefectKindsTest.validate(text);
        assertEquals(
                List.of("number-invalid", "scenario-differs"),
                report.defects().stream().map(PolicyDefect::code).toList(),
                () -> Findings.of(report));
    }

    @Test
    void overrideWithinOneBundleTakesNoRowOfItsOwn() {
        String own =
                "- values:\n          - {from: 2025-01-01, until: none, value: 1700.00, source: 甲, overrides: 试点}\n";
        String twice = extension("e", "门诊年度限额", "cap", "1600.00", ", overrides: 试点") + "      " + own;
        List<String> told = told(seaport(), file("e.yaml", twice));
        assertEquals(List.of("rows-overlap@e.yaml:20"), told);
    }

    @Test
    void boundForAnotherClassOfVisitsDoesNotBind() {
        String bounds = "bound: [{when: {tier: [\"1\", \"2\"]}, min: -20, max: 5, source: 甲},"
                + " {when: {place: [LOCAL]}, min: -10, source: 乙}]";
        String free = DefectKindsTest.city("highland")
                .replace("    unit: points\n", "    unit: points\n    " + bounds + "\n");
        assertEquals(
                "", Findings.of(DefectKindsTest.validate(free)), "a top institution, and nobody far away is local");
        String bound =
                free.replace("{when: {place: [LOCAL]}, min: -10", "{when: {tier: [\"3\"], place: [LOCAL]}, min: -9");
        PolicyValidation.Report report = DefectKindsTest.validate(bound);
        assertEquals(
                List.of("beyond-bound"),
                report.defects().stream().map(PolicyDefect::code).toList(),
                () -> Findings.of(report));
    }

    @Test
    void lineParameterNeedsRowsOnlyForTheLinesOfItsRule() {
        String text = DefectKindsTest.city("highland")
                .replace(
                        "{list_type: [\"101\", \"102\", \"103\", \"104\", \"105\"], chrgitm_lv: [\"02\"]}, selfpay",
                        "{list_type: [\"101\", \"102\", \"103\", \"104\", \"105\"], chrgitm_lv: [\"02\"], insutype: [\"310\"]}, selfpay")
                .replace(
                        "- values:\n          - {from: 2024-01-01, until: none, value: 10%, source: 高原一}",
                        "- when: {insutype: [\"310\"]}\n        values:\n          - {from: 2024-01-01, until: none, value: 10%, source: 高原一}");
        assertEquals("", Findings.of(DefectKindsTest.validate(text)));
        String residents = text.replace(
                "- when: {insutype: [\"310\"]}\n        values:\n          - {from: 2024-01-01, until: none, value: 10%",
                "- when: {insutype: [\"390\"]}\n        values:\n          - {from: 2024-01-01, until: none, value: 10%");
        PolicyValidation.Report report = DefectKindsTest.validate(residents);
        assertEquals(
                List.of("not-exhaustive", "row-never", "scenario-refused"),
                report.defects().stream().map(PolicyDefect::code).toList(),
                () -> Findings.of(report));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "      - when: {band: [YOUNG]} |       - when: {band: [YOUNG], psn_type: [\"11\"]} | not-exhaustive+row-never | 年龄部分",
                "when: {psn_type: [\"12\"], band: [OLD]}, from: 2024-01-01 | when: {psn_type: [\"12\"], band: [YOUNG], month: {from: 13}}, from: 2024-01-01 | condition-never | parts[2]",
                "title: 年限\\n    unit: count | title: 年限\\n    unit: count\\n    bound: {when: {first_payment: [\"1\"]}, max: 20, source: 甲} | not-of-person | years.bound",
                "{id: new, title: 新参保, when: {welcome: [\"YES\"]} | {id: new, title: 新参保, when: {welcome: [\"YES\", \"NO\"]} | never-first+row-never | starts[1]",
            })
    void tablesAboutPersonsAreJudgedLikeThoseOfVisits(String old, String replacement, String codes, String words) {
        String good = new String(BuiltIn.bytes("/policy-credit/hillside.yaml"), UTF_8);
        assertEquals("", Findings.of(DefectKindsTest.validate(good)));
        String before = old.replace("\\n", "\n");
        assertTrue(good.contains(before), before);
        PolicyValidation.Report report =
                DefectKindsTest.validate(good.replace(before, replacement.replace("\\n", "\n")));
        assertEquals(
                List.of(codes.split("\\+")),
                report.defects().stream().map(PolicyDefect::code).sorted().toList(),
                () -> Findings.of(report));
        assertTrue(Findings.of(report).contains(words), () -> Findings.of(report));
    }

    @Test
    void rowOfACreditBeginsWithItsPart() {
        String good = new String(BuiltIn.bytes("/policy-credit/hillside.yaml"), UTF_8);
        String later = good.replace(
                        "when: {psn_type: [\"12\"]}, from: 2024-01-01", "when: {psn_type: [\"12\"]}, from: 2025-01-01")
                .replace("amount: monthly", "amount: monthly-all")
                .replace("""
                              - when: {band: [YOUNG]}
                                values:
                                  - {from: 2024-01-01, until: none, value: 100.00, source: 山前四}
                        """, "")
                .replace("  wait:\n", """
                          monthly-all:
                            title: 定额
                            unit: yuan
                            bound: {max: 500.00, source: 甲}
                            rows:
                              - when: {psn_type: ["12"]}
                                values:
                                  - {from: 2025-01-01, until: none, value: 100.00, source: 山前四}
                          wait:
                        """)
                .replace(
                        "    - {id: age, title",
                        "    - {id: young, title: 在职定额, when: {psn_type: [\"11\"]}, from: 2024-01-01, until: 2024-12-31,"
                                + " kind: fixed, amount: monthly-all, source: 山前四}\n    - {id: age, title");
        assertEquals(
                List.of("not-exhaustive"),
                codes(later.replace("from: 2024-01-01, until: 2024-12-31", "from: 2025-01-01, until: none")));
        String inService = """
                      - when: {psn_type: ["11"]}
                        values:
                          - {from: 2024-01-01, until: 2024-12-31, value: 90.00, source: 山前四}
                """;
        String retired = "      - when: {psn_type: [\"12\"]}\n";
        assertEquals(List.of(), codes(later.replace(retired, inService + retired)));
    }

    private static List<String> codes(String text) {
        return DefectKindsTest.validate(text).defects().stream()
                .map(PolicyDefect::code)
                .toList();
    }

    @Test
    void expectationsAreRead() {
        PolicyBundle highland = BuiltIn.bundle("/policy-test/highland.yaml");
        Expectation first = highland.expectations().get(0);
        assertEquals("2024-07-01", String.valueOf(first.before()));
        assertEquals(0, first.changesMax());
        Expectation second = highland.expectations().get(1);
        assertEquals("outpatient", second.scheme());
        assertEquals(
                "100.00",
                second.fundChange() == null ? "" : second.fundChange().max().toString());
    }

    @Test
    void conditionsThatMultiplyBeyondTheLimitAreADefectAndNoHang() {
        String good = DefectKindsTest.city("seaport");
        StringBuilder rows = new StringBuilder();
        List<String> numbers = List.of("ALL_PAY", "OP_PAY", "EXTRA_DEDC", "EXTRA_PAY", "LARGE_BASE", "STAYS");
        for (int edge = 0; edge < 60; edge++) {
            int from = edge;
            String when = numbers.stream()
                    .map(number -> "%s: {from: %d, to: %d}".formatted(number, from, from))
                    .collect(Collectors.joining(", ", "{", "}"));
            rows.append("      - when: ").append(when).append("\n        values:\n");
            rows.append("          - {from: 2023-01-01, until: none, value: 1.00, source: 甲}\n");
        }
        String text = good.replaceFirst(
                "(?s)(  op-cap:\n    title: 门诊年度限额\n    unit: cap\n    rows:\n).*?(  ip-fee:)", "$1" + rows + "$2");
        assertTimeoutPreemptively(SOON, () -> {
            List<PolicyDefect> defects = DefectKindsTest.validate(text).defects();
            assertTrue(defects.stream().anyMatch(d -> d.code().equals("too-many-combinations")), defects::toString);
        });
    }

    @Test
    void tablesAndListsHaveALimit() {
        String notices = IntStream.range(0, YamlTable.ENTRIES_MAX)
                .mapToObj(index -> "    - {code: N%d, when: {place: [LOCAL]}, text: 提示}".formatted(index))
                .collect(Collectors.joining("\n", "  notices:\n", "\n"));
        String good = DefectKindsTest.city("seaport");
        String full = good.replace("\nparameters:\n", "\n" + notices + "\nparameters:\n");
        assertEquals("", Findings.of(DefectKindsTest.validate(full)));
        String over = full.replace("  notices:\n", "  notices:\n    - {code: ONE, when: {place: [LOCAL]}, text: 提示}\n");
        assertEquals(
                List.of("too-many"),
                DefectKindsTest.validate(over).defects().stream()
                        .map(PolicyDefect::code)
                        .toList());
    }

    @Test
    void hugeTablesThatContradictThemselvesAreToldWithinTheLimit() {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < YamlTable.ENTRIES_MAX; row++) {
            rows.append("      - values:\n");
            for (int value = 0; value < 12; value++) {
                rows.append("          - {from: 2024-01-01, until: none, value: 1.00, source: 甲}\n");
            }
        }
        String text = DefectKindsTest.city("seaport").replaceFirst("(?s)(unit: cap\n    rows:\n)", "$1" + rows);
        assertTimeoutPreemptively(
                SOON, () -> assertTrue(DefectKindsTest.validate(text).defects().size() <= 3 * PolicyDefect.COUNT_MAX));
    }

    @Test
    void noDamageBreaksTheValidation() {
        Random random = new Random(11);
        byte[] good = BuiltIn.bytes("/policy-test/highland.yaml");
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] damaged = good.clone();
            for (int damage = 0; damage < 3; damage++) {
                damaged[random.nextInt(damaged.length)] = (byte) "{}[],:\n%&*!|>-\"' 0".charAt(random.nextInt(18));
            }
            PolicyFile file = PolicyFile.of("x", damaged, BuiltIn.DIGEST);
            refused += PolicyValidation.of(List.of(file), List.of()).defects().isEmpty() ? 0 : 1;
        }
        assertTrue(refused > 100, "damage was noticed " + refused + " times");
    }

    @Test
    void validatingTheBuiltInBundlesAgainAndAgainTellsTheSame() {
        List<PolicyFile> files = new ArrayList<>();
        PolicyYaml.BUILT_IN.forEach(
                resource -> files.add(PolicyFile.of(resource, BuiltIn.bytes(resource), BuiltIn.DIGEST)));
        int scenarios = PolicyValidation.of(files, List.of()).scenarios();
        for (int round = 0; round < 5; round++) {
            assertEquals(scenarios, PolicyValidation.of(files, List.of()).scenarios());
        }
    }
}
