package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.policy.Dimension;

/** Files within all limits of form that are made to keep the validation busy. */
final class HostileTablesTest {
    /** Of the judging thread on the processor, so that a busy machine does not matter. */
    private static final Duration JUDGED = Duration.ofSeconds(4);

    private static final Duration HANGING = Duration.ofSeconds(60);

    private static final String BUNDLE = """
            bundle: {id: t, version: "1", title: t, status: DEMO, region: "990900", publisher: p, effective: 2000-01-01, known_since: 2000-01-01}
            structure:
              funds: [{type: "990901", title: f, total: hifp}]
              accumulators: {PAY: {unit: yuan, title: a}}
              lines: [{id: a, title: a, when: {chrgitm_lv: ["01", "02"]}, selfpay: none, source: s}]
              layers:
            %s
              schemes:
            %s
              accounts: {own_when: {insutype: ["310"]}, family: [], source: s}
            parameters:
              part:
                title: t
                unit: ratio
            %s
              limit: {title: t, unit: cap, rows: [{values: [{from: 2000-01-01, until: none, value: 5.00, source: s}]}]}
            %s
            """;

    private static final String LAYER =
            "    %s: {kind: share, title: t, fund: \"990901\", ratio: {base: part}, cap: %s}";
    private static final String CAP = "{limit: limit, accumulator: PAY}";
    private static final String CARE = "    care: {title: s, when: {med_type: [\"11\"]}, layers: [%s]}";

    private static String times(int count, String between, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(between));
    }

    private static String part(String rows) {
        return BUNDLE.formatted(LAYER.formatted("pool", CAP), CARE.formatted("pool"), rows, "");
    }

    private static String rows(int count, IntFunction<String> row) {
        return "    rows:\n" + times(count, "\n", row);
    }

    /** A row with values of one day each that follow each other. */
    private static String row(String when, int firstDay, int count) {
        LocalDate first = LocalDate.of(2000, 1, 1).plusDays(firstDay);
        return "      - {when: {%s}, values: [%s]}"
                .formatted(
                        when,
                        times(
                                count,
                                ", ",
                                day -> "{from: %1$s, until: %1$s, value: 5%%, source: s}"
                                        .formatted(first.plusDays(day))));
    }

    static Stream<Named<String>> tables() {
        List<String> marks = Dimension.MARK.allowed().stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        String holes = "    not_given:\n"
                + times(
                        900,
                        "\n",
                        age -> "      - {when: {age: {from: %d}}, reason: r, source: s}".formatted(age % 90));
        String all = times(1000, ", ", index -> "l" + index);
        String layers = times(1000, "\n", index -> LAYER.formatted("l" + index, "[]"));
        String caps = "[" + times(1000, ", ", index -> CAP) + "]";
        return Stream.of(
                Named.of(
                        "ten rows whose thousand days follow each other, with holes by age",
                        part(holes + "\n" + rows(10, index -> row("place: [LOCAL]", index * 1000, 1000)))),
                Named.of(
                        "days of persons with any of eight marks",
                        part(rows(8, index -> row("mark: [%s]".formatted(marks.get(index)), index, 1000)))),
                Named.of(
                        "holes and rows that contradict each other",
                        part(holes + "\n" + rows(600, age -> row("age: {from: %d}".formatted(age % 80), age, 12)))),
                Named.of(
                        "a thousand rows of one condition",
                        part(rows(1000, index -> row("place: [LOCAL]", index * 14, 14)))),
                Named.of(
                        "a thousand schemes of layers with a thousand caps each",
                        BUNDLE.formatted(
                                times(20, "\n", index -> LAYER.formatted("l" + index, caps)),
                                times(
                                        1000,
                                        "\n",
                                        index -> "    s%1$d: {title: s, when: {month: {from: %1$d}}, layers: [%2$s]}"
                                                .formatted(index, times(20, ", ", layer -> "l" + layer))),
                                rows(1, index -> row("place: [LOCAL]", 0, 1)),
                                "")),
                Named.of(
                        "a thousand visits whose thousand layers ask for a value that is not there",
                        BUNDLE.formatted(
                                layers,
                                CARE.formatted(all),
                                rows(1000, age -> row("age: {from: %1$d, to: %1$d}".formatted(age + 150), 0, 1)),
                                "scenarios:\n" + times(1000, "\n", HostileTablesTest::scenario))));
    }

    private static String scenario(int index) {
        return """
                  - {name: n%d, refused: POLICY_PARAMETER_MISSING, request: {begntime: "2000-01-01 10:00:00", med_type: "11",
                     fixmedins: {fixmedins_code: H, fixmedins_type: "1", tier: "3"},
                     patient: {psn_no: "1", insutype: "310", psn_type: "11", brdy: 1960-01-01},
                     feedetail: [{feedetl_sn: "1", med_list_codg: X, list_type: "101", chrgitm_lv: "01", cnt: 1, pric: 1, det_item_fee_sumamt: 1}]}}""".formatted(index);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tableIsJudgedSoon(String text) {
        assertTrue(text.getBytes(UTF_8).length <= YamlText.FILE_BYTES_MAX);
        assertTimeoutPreemptively(HANGING, () -> {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PolicyValidation.Report report = DefectKindsTest.validate(text);
            Duration taken =
                    Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
            assertTrue(taken.compareTo(JUDGED) < 0, () -> taken + " " + Findings.of(report));
        });
    }
}
