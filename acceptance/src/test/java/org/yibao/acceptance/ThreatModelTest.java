package org.yibao.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/threat-model.md} names a test for each threat, {@code docs/testing.md} for each row, and it is there. */
final class ThreatModelTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @ParameterizedTest
    @CsvSource({
        "threat-model.md, | threat | answer | test |",
        "testing.md, | row | classes | what passes |",
        "reliability.md, | row | tests | how much | failures |"
    })
    void everyTestNamedIsThere(String page, String head) throws IOException {
        Map<String, String> tests = tests();
        for (String row : rows(page, head)) {
            List<MatchResult> named = NAMED.matcher(row).results().toList();
            assertFalse(named.isEmpty(), "no test: " + row);
            for (MatchResult test : named) {
                String source = tests.getOrDefault(test.group(1), "");
                String wanted = test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
                assertTrue(source.contains(wanted), "no test " + test.group());
            }
        }
    }

    /** The rows of the table with this head. */
    private static List<String> rows(String page, String head) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs").resolve(page));
        int at = lines.indexOf(head);
        assertTrue(at >= 0, "no table " + head);
        return lines.stream()
                .skip(at + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** Sources by the name of their class; two of one name stand together. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src").resolve("test"))
                    .filter(Files::isDirectory)
                    .flatMap(ThreatModelTest::sources)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ThreatModelTest::text,
                            String::concat));
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
