package org.yibao.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;

/** {@code docs/threat-model.md} names a test for each threat, and the test is there. */
final class ThreatModelTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestNamedIsThere() throws IOException {
        Map<String, String> tests = tests();
        for (String row : rows()) {
            List<MatchResult> named = NAMED.matcher(row).results().toList();
            assertFalse(named.isEmpty(), "no test: " + row);
            for (MatchResult test : named) {
                String source = tests.getOrDefault(test.group(1), "");
                String wanted = test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
                assertTrue(source.contains(wanted), "no test " + test.group());
            }
        }
    }

    /** The table's rows, without its head. */
    private static List<String> rows() throws IOException {
        List<String> table = Files.readAllLines(ROOT.resolve("docs").resolve("threat-model.md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        assertEquals("| threat | answer | test |", table.get(0));
        return table.subList(2, table.size());
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
