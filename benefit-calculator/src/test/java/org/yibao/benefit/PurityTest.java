package org.yibao.benefit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may not stand in this module's code, looked for in its sources and in its byte code. */
final class PurityTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path CLASSES = Path.of("target", "classes");

    /** An instruction that makes, moves or computes a number with a floating point. */
    private static final Pattern INSTRUCTION = Pattern.compile(
            "\\d+: ([df]\\w*(load|store|const|add|sub|mul|div|rem|neg|cmp|return)\\w*|[ilfd]2[df]|[df]2[il]|newarray +(double|float))\\b.*");

    /** The type of a field or method, of ours or of one that is called. */
    private static final Pattern TYPE =
            Pattern.compile("descriptor: (\\S+)|.*// (?:Field|Method|InterfaceMethod|InvokeDynamic) \\S+:(\\S+)");

    private static final Pattern CONSTANT = Pattern.compile(".*// (double|float) .*");

    @Test
    void noFloatingPointNumberExists() throws IOException {
        assertNowhere(Pattern.compile("\\b(double|float|Double|Float)\\b|doubleValue|floatValue"));
    }

    @Test
    void noFieldMethodOrInstructionIsOfAFloatingPointType() throws IOException {
        List<Path> classes = classesIn(CLASSES);
        assertTrue(classes.size() > 100, "classes are found");
        assertEquals(List.of(), floating(classes));
    }

    @Test
    void theSearchOfByteCodeWouldFindEachKind() throws IOException {
        Path own = Path.of("target", "test-classes", "org", "yibao", "benefit", "PurityTest$Floating.class");
        String found = String.join("\n", floating(List.of(own)));
        for (String kind : List.of("descriptor: D", "descriptor: (J)F", "l2f", "Math.sqrt:(D)D", "newarray", "dmul")) {
            assertTrue(found.contains(kind), kind + " in " + found);
        }
    }

    /** Everything that is looked for. */
    static final class Floating {
        double field;

        float converted(long value) {
            return value;
        }

        void computed() {
            field = Math.sqrt(field) * new double[] {field}[0];
        }
    }

    private static List<Path> classesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".class")).toList();
        }
    }

    private static List<String> floating(List<Path> classes) {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        List<String> arguments = new ArrayList<>(List.of("-p", "-c", "-s"));
        classes.forEach(each -> arguments.add(each.toString()));
        StringWriter listing = new StringWriter();
        PrintWriter out = new PrintWriter(listing);
        assertEquals(0, javap.run(out, out, arguments.toArray(String[]::new)));
        return listing.toString()
                .lines()
                .map(String::strip)
                .filter(PurityTest::isFloating)
                .toList();
    }

    private static boolean isFloating(String line) {
        Matcher type = TYPE.matcher(line);
        return INSTRUCTION.matcher(line).matches()
                || CONSTANT.matcher(line).matches()
                || (type.matches() && hasPrimitive(type.group(1) == null ? type.group(2) : type.group(1)));
    }

    private static boolean hasPrimitive(String descriptor) {
        String primitives = descriptor.replaceAll("L[^;]+;", "");
        return primitives.contains("D") || primitives.contains("F");
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
