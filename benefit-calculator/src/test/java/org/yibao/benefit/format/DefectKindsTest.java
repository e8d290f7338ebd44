package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.PolicyDefect;

/** Every kind of defect, made by one change to a bundle that has none. */
final class DefectKindsTest {
    record Mutation(String city, String old, String replacement, String codes, String words, String path) {
        static Mutation parse(String line) {
            String[] parts = line.split(" \\| ?", -1);
            return new Mutation(
                    parts[0],
                    parts[1].replace("\\n", "\n"),
                    parts[2].replace("\\n", "\n"),
                    parts[3].strip(),
                    parts[4].strip(),
                    parts[5].strip());
        }

        String text() {
            String good = DefectKindsTest.city(city);
            assertTrue(good.contains(old), old);
            int at = good.indexOf(old);
            return good.substring(0, at) + replacement + good.substring(at + old.length());
        }
    }

    static Stream<Mutation> mutations() {
        return new String(BuiltIn.bytes("/defects.txt"), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Mutation::parse);
    }

    static String city(String name) {
        return new String(BuiltIn.bytes("/policy-test/" + name + ".yaml"), UTF_8);
    }

    static PolicyValidation.Report validate(String text) {
        PolicyFile file = PolicyFile.of("city.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST);
        return PolicyValidation.of(List.of(file), List.of());
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void defectIsToldWithCodeLineAndPathAndNothingFollowsFromIt(Mutation mutation) {
        String text = mutation.text();
        PolicyValidation.Report report = validate(text);
        List<String> expected = List.of(mutation.codes().split("\\+"));
        Set<String> found = report.defects().stream()
                .map(PolicyDefect::code)
                .filter(code -> !code.startsWith("scenario-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(expected), found, () -> Findings.of(report));
        assertTrue(
                report.defects().stream()
                        .anyMatch(defect -> defect.code().equals(expected.get(0))
                                && defect.origin().path().equals(mutation.path())
                                && standsAt(defect.origin().line(), mutation.words(), text)),
                () -> Findings.of(report));
        assertTrue(report.defects().stream()
                .allMatch(defect -> defect.origin().file().equals("city.yaml")
                        && !defect.sentence().isBlank()));
    }

    /** A table in block style begins on the line after its key. */
    private static boolean standsAt(int line, String words, String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        return lines.get(line - 1).contains(words)
                || (line > 1 && lines.get(line - 2).strip().equals(words));
    }

    @Test
    void tenDefectsOfAllKindsAreToldAtOnce() {
        String text = city("seaport")
                .replace("version: \"3\"", "version: \" \"")
                .replace("total: oth", "total: other")
                .replace("sale: {title", "sold: {titel: 卖, title")
                .replace("{from: 2023-01-01, until: none, value: 20%", "{from: 2023-02-30, until: none, value: 20%")
                .replace(
                        "  b-selfpay:\n    title: 乙类自付\n    unit: ratio",
                        "  b-selfpay:\n    title: 乙类自付\n    unit: rate")
                .replace(", beyond_bound: 市政府批准的过渡期", "")
                .replace("{to: 20000.00, ratio: 50%}", "{to: 0.00, ratio: 50%}")
                .replace("value: 5000.00, source: 海门七", "value: 5000.00, source: \"\"")
                .replace(
                        "- when: {tier: [\"2\"]}\n        values:\n          - {from: 2023-01-01, until: none, value: 70%",
                        "- when: {tier: [\"3\"]}\n        values:\n          - {from: 2023-01-01, until: none, value: 70%")
                .replace("name: 过渡期的起付", "name: 三级门诊分段");
        List<String> codes =
                validate(text).defects().stream().map(PolicyDefect::code).toList();
        assertEquals(
                List.of(
                        "text-empty",
                        "total-unknown",
                        "key-unknown",
                        "date-invalid",
                        "unit-unknown",
                        "beyond-bound",
                        "rows-overlap",
                        "text-empty",
                        "band-edge",
                        "key-twice"),
                codes,
                () -> Findings.of(validate(text)));
    }

    @Test
    void uncoveredCombinationIsNamedInWords() {
        String text = city("seaport").replace("when: {STAYS: {above: 0}}", "when: {STAYS: {above: 1}}");
        String sentence = validate(text).defects().get(0).sentence();
        assertTrue(sentence.contains("住院次数 1") && sentence.contains("2023-01-01"), sentence);
    }
}
