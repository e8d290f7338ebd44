package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;

/** Bundle files, good and bad: every defect is told with file, line, path and a sentence, all at once. */
final class PolicyYamlTest {
    private static final String GOOD = """
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
              first:
                title: 第一
                unit: yuan
                rows:
                  - when: {tier: ["2"], IPT_COUNT: {from: 1, to: 2}}
                    values:
                      - {from: 2022-01-01, until: 2022-12-31, value: 100.00, source: 甲}
                      - {from: 2023-01-01, until: none, value: 200.00, source: 乙}
              second:
                title: 第二
                unit: bands
                rows:
                  - values:
                      - from: 2024-01-01
                        until: none
                        source: 丙
                        value:
                          - {to: 100.00, ratio: 60%}
                          - {to: none, ratio: 75.5%}
            """;

    private static PolicyBundle read(String text) {
        return PolicyYaml.read("city.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST);
    }

    private static List<PolicyDefect> defects(String text) {
        return assertThrows(InvalidPolicyException.class, () -> read(text)).defects();
    }

    @Test
    void goodFileIsRead() {
        PolicyBundle bundle = read(GOOD);
        assertEquals("city", bundle.id());
        assertEquals(
                List.of("first", "second"),
                bundle.parameters().stream().map(p -> p.name()).toList());
        assertEquals(2, bundle.parameters().get(0).rows().get(0).values().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: city | id: | 2 | bundle.id",
                "id: city | id: [a] | 2 | bundle.id",
                "status: DEMO | status: REAL | 5 | bundle.status",
                "effective: 2024-01-01 | effective: 2024-02-30 | 8 | bundle.effective",
                "extends: jinan-in-force | extent: jinan-in-force | 10 | bundle.extent",
                "unit: yuan | unit: euro | 14 | parameters.first.unit",
                "title: 第一 | titel: 第一 | 13 | parameters.first.titel",
                "first: | second: | 20 | parameters.second",
                "source: 甲 | sauce: 甲 | 18 | parameters.first.rows[0].values[0].source",
                "value: 100.00 | value: 100.001 | 18 | parameters.first.rows[0].values[0].value",
                "value: 100.00 | value: -1 | 18 | parameters.first.rows[0].values[0].value",
                "value: 100.00 | value: 1e9999999 | 18 | parameters.first.rows[0].values[0].value",
                "value: 100.00 | value: none | 18 | parameters.first.rows[0].values[0].value",
                "until: 2022-12-31 | until: 2023-01-01 | 19 | parameters.first.rows[0].values[1].from",
                "until: 2022-12-31 | until: 2022-12-30 | 19 | parameters.first.rows[0].values[1].from",
                "until: 2022-12-31 | until: none | 19 | parameters.first.rows[0].values[1].from",
                "until: 2022-12-31 | until: 2021-12-31 | 18 | parameters.first.rows[0].values[0].until",
                "from: 2023-01-01, until: none | from: 2023-01-01 | 19 | parameters.first.rows[0].values[1].until",
                "{from: 1, to: 2} | {from: 2, to: 1} | 16 | parameters.first.rows[0].when.IPT_COUNT",
                "{from: 1, to: 2} | {from: x} | 16 | parameters.first.rows[0].when.IPT_COUNT.from",
                "{from: 1, to: 2} | {to: 2} | 16 | parameters.first.rows[0].when.IPT_COUNT",
                "tier: [\"2\"] | tier: {a: 1} | 16 | parameters.first.rows[0].when.tier.a",
                "to: 100.00 | to: 0.00 | 29 | parameters.second.rows[0].values[0].value[0].to",
                "to: none | to: 100.00 | 30 | parameters.second.rows[0].values[0].value[1].to",
                "to: none | to: 200.00 | 29 | parameters.second.rows[0].values[0].value",
                "ratio: 60% | ratio: 60 | 29 | parameters.second.rows[0].values[0].value[0].ratio",
                "ratio: 60% | ratio: 100.01% | 29 | parameters.second.rows[0].values[0].value[0].ratio",
                "ratio: 60% | ratio: 6.0e1% | 29 | ok",
                "parameters: | parametres: | 12 | parametres",
            })
    void defectIsToldWithLineAndPath(String old, String replacement, int line, String path) {
        String text = GOOD.replace(old, replacement);
        if (path.equals("ok")) {
            assertEquals("city", read(text).id());
            return;
        }
        List<PolicyDefect> defects = defects(text);
        assertTrue(
                defects.stream()
                        .anyMatch(d ->
                                d.origin().line() == line && d.origin().path().equals(path)),
                () -> defects.toString());
        assertTrue(defects.stream()
                .allMatch(d ->
                        d.origin().file().equals("city.yaml") && !d.sentence().isEmpty()));
    }

    @Test
    void allDefectsAreToldAtOnce() {
        String text = GOOD.replace("status: DEMO", "status: REAL")
                .replace("unit: bands", "unit: stripes")
                .replace("value: 100.00", "value: ten")
                .replace(", source: 乙", "");
        List<Integer> lines = defects(text).stream().map(d -> d.origin().line()).toList();
        assertEquals(List.of(5, 18, 19, 22), lines.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "- a\n- b",
                "a: [",
                "a: b: c",
                "\t\t",
                "a: &x 1\nb: *x",
                "a: !!int 3",
                "---\na: 1\n---\nb: 2",
                "? [a]\n: 1",
                "a: *nobody",
                "%YAML 9.9\n---\na: 1",
                "\u0000"
            })
    void whatIsNoPlainTableIsRefused(String text) {
        assertTrue(!defects(text).isEmpty());
    }

    @Test
    void aliasBombAndDeepNestingAreRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }
        assertTimeout(Duration.ofSeconds(5), () -> defects(bomb.toString()));
        assertTimeout(Duration.ofSeconds(5), () -> defects("[".repeat(500_000)));
        assertTimeout(Duration.ofSeconds(5), () -> defects("a: ".repeat(200_000)));
    }

    @Test
    void fileHasALimit() {
        String padding = " ".repeat(YamlText.FILE_BYTES_MAX - GOOD.getBytes(UTF_8).length - 1) + "\n";
        assertEquals("city", read(GOOD + padding).id());
        assertEquals(1, defects(GOOD + padding + " ").size());
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] bytes = GOOD.getBytes(UTF_8);
        bytes[bytes.length - 2] = (byte) 0xFF;
        assertThrows(InvalidPolicyException.class, () -> PolicyYaml.read("x", bytes, BuiltIn.DIGEST));
    }

    @Test
    void randomDamageIsEitherReadOrRefused() {
        Random random = new Random(3);
        byte[] good = BuiltIn.bytes("/policy/demo-supplement.yaml");
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = good.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] = (byte) "{}[],:\n%&*!|>-\"' 0".charAt(random.nextInt(18));
            try {
                PolicyYaml.read("x", damaged, BuiltIn.DIGEST);
            } catch (InvalidPolicyException defects) {
                refused++;
            }
        }
        assertTrue(refused > 30, "damage was noticed " + refused + " times");
    }
}
