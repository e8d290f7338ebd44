package org.yibao.benefit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may not stand in this module's code, looked for in its sources. */
final class PurityTest {
    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void noFloatingPointNumberExists() throws IOException {
        assertNowhere(Pattern.compile("\\b(double|float|Double|Float)\\b|doubleValue|floatValue"));
    }

    @Test
    void noClockRandomThreadFileOrLogger() throws IOException {
        assertNowhere(Pattern.compile(
                "\\.now\\(|currentTimeMillis|nanoTime|java\\.util\\.Random|Math\\.random|ZoneId|java\\.nio\\.file"
                        + "|java\\.net|new Thread|Logger|System\\.(out|err|getenv|getProperty)"));
    }

    @Test
    void theSearchWouldFindOne() {
        assertTrue(
                Pattern.compile("\\b(double)\\b").matcher("private double x;").find());
    }

    private static void assertNowhere(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 30, "sources are found");
            List<String> hits = sources.stream()
                    .flatMap(PurityTest::lines)
                    .filter(line -> pattern.matcher(line).find())
                    .filter(line -> !line.contains("VALUE_NUMBER_FLOAT"))
                    .toList();
            assertEquals(List.of(), hits);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
