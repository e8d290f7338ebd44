package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PolicyCreditCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "credit");
    private static final String DEMO = "jinan-in-force,demo-supplement";
    private static final String RETIRED =
            "{\"patient\":{\"insutype\":\"310\",\"psn_type\":\"12\",\"brdy\":\"1950-01-01\"},"
                    + "\"credit\":{\"month\":\"2024-03\"}}";

    @Test
    void aQuestionFromStandardInputIsAnsweredOnOneLine() throws IOException {
        Ended ended = Ended.of(RETIRED, "policy", "credit", "-", "--policy", DEMO);
        assertEquals(ExitCode.OK, ended.exit(), ended.err());
        assertEquals(1, ended.out().lines().count());
        assertEquals(
                "95.00",
                ended.answer(0).at("/credit/amount").decimalValue().setScale(2).toPlainString());
        assertEquals("DEMO_PARAMETER", ended.answer(0).at("/notices/0/code").asText());
    }

    @Test
    void withoutThePlaceholdersTheMissingFigureIsNamed() throws IOException {
        Ended ended = Ended.of(RETIRED, "policy", "credit", "-");
        assertEquals(ExitCode.REFUSED, ended.exit());
        assertEquals(
                "POLICY_PARAMETER_MISSING", ended.answer(0).at("/error/code").asText());
        assertEquals("credit-pension-base", ended.answer(0).at("/error/field").asText());
    }

    @Test
    void everyExampleIsAnswered() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(EXAMPLES)) {
            files = listed.sorted().toList();
        }
        assertTrue(files.size() >= 4, files::toString);
        for (Path file : files) {
            Ended ended = Ended.of("", "policy", "credit", file.toString(), "--policy", DEMO);
            assertEquals(ExitCode.OK, ended.exit(), file + ended.out() + ended.err());
        }
    }

    @Test
    void theUnknownIsRefusedAndAWrongCallIsSaid() throws IOException {
        Ended unknown = Ended.of(RETIRED, "policy", "credit", "-", "--policy", "none");
        assertEquals(ExitCode.REFUSED, unknown.exit());
        assertEquals("POLICY_UNKNOWN", unknown.answer(0).at("/error/code").asText());
        assertEquals(
                ExitCode.REFUSED, Ended.of("no json", "policy", "credit", "-").exit());
        assertEquals(
                ExitCode.REFUSED,
                Ended.of(RETIRED + " ".repeat(1024 * 1024), "policy", "credit", "-", "--policy", DEMO)
                        .exit());
        for (String[] wrong : new String[][] {
            {"policy", "credit"},
            {"policy", "credit", "/no/such/file"},
            {"policy", "credit", "-", "-"},
            {"policy", "credit", "-", "--bundle", "/no/such/file"},
            {"policy", "credit", "-", "--config", "/no/such/file"},
        }) {
            assertEquals(ExitCode.WRONG_CALL, Ended.of(RETIRED, wrong).exit(), String.join(" ", wrong));
        }
    }

    @Test
    void itsHelpIsInChinese() {
        Ended ended = Ended.of("", "policy", "credit", "--help");
        assertEquals(ExitCode.OK, ended.exit());
        assertTrue(ended.out().contains("个人账户划入"), ended.out());
        assertTrue(ended.out().contains("要合并的政策表编号"), ended.out());
    }
}
