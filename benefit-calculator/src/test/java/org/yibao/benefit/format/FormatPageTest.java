package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.benefit.policy.Structure.Total;
import org.yibao.benefit.policy.Unit;

/** The page from which bundles are written says what the reader reads. */
final class FormatPageTest {
    private static final Path PAGE = Path.of("..", "docs", "policy-format.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\\n(.*?)```");

    /** What a fragment cannot help: the rest of the bundle is not there. */
    private static final Set<String> OF_FRAGMENTS = Set.of("key-missing", "layer-unknown");

    private static String page() throws IOException {
        return Files.readString(PAGE, UTF_8);
    }

    static Stream<String> blocks() throws IOException {
        return BLOCK.matcher(page()).results().map(block -> block.group(1)).toList().stream();
    }

    static Stream<String> fragments() throws IOException {
        return blocks().filter(block -> !block.startsWith("# complete"));
    }

    @Test
    void completeCityIsWholeAndHoldsItsScenarios() throws IOException {
        List<String> complete =
                blocks().filter(block -> block.startsWith("# complete")).toList();
        assertEquals(1, complete.size());
        PolicyFile file = PolicyFile.of("lakeside.yaml", complete.get(0).getBytes(UTF_8), BuiltIn.DIGEST);
        PolicyValidation.Report report = PolicyValidation.of(List.of(file), List.of());
        assertEquals("", Findings.of(report));
        assertEquals(2, report.scenarios());
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void fragmentIsUnderstood(String fragment) {
        Defects defects = new Defects("page");
        YamlTable table = new YamlTable(
                new YamlText("page", defects)
                        .parse(fragment.getBytes(UTF_8))
                        .orElseThrow(() -> new AssertionError(defects.found().toString())),
                "",
                defects);
        read(table);
        List<PolicyDefect> found = defects.found().stream()
                .filter(defect -> !OF_FRAGMENTS.contains(defect.code()))
                .toList();
        assertEquals(List.of(), found);
    }

    private static void read(YamlTable table) {
        String first = table.names().iterator().next();
        switch (first) {
            case "not_given" -> assertEquals(1, BoundYaml.notGiven(table).size());
            case "bound" -> assertEquals(2, BoundYaml.bounds(table, Unit.RATIO).size());
            case "when" ->
                assertEquals(4, ConditionYaml.read(table, "when").tests().size());
            case "expectations" -> assertEquals(2, ExpectationYaml.read(table).size());
            case "classes", "lines", "schemes" -> new StructureYaml(table).read();
            default ->
                assertEquals(
                        first, LayerYaml.read(first, table.table(first)).label().id());
        }
    }

    @Test
    void pageNamesEveryUnitDimensionValueTotalAndKind() throws IOException {
        String page = page();
        for (Unit unit : Unit.values()) {
            assertNamed(page, unit.code());
        }
        for (Dimension dimension : Dimension.values()) {
            assertNamed(page, dimension.code());
        }
        Dimension.MARK.allowed().forEach(mark -> assertNamed(page, mark));
        Dimension.MED_TYPE.allowed().forEach(type -> assertNamed(page, "\"" + type + "\""));
        for (Total total : Total.values()) {
            assertNamed(page, total.name().toLowerCase(Locale.ROOT));
        }
        Matcher kinds = Pattern.compile("kind: (\\w+)").matcher(page);
        assertTrue(kinds.results()
                .map(kind -> kind.group(1))
                .toList()
                .containsAll(List.of("share", "beyond_cap", "increment", "count")));
        assertTrue(page.contains(Integer.toString(YamlTable.ENTRIES_MAX)));
        assertTrue(page.contains(Integer.toString(PolicyDefect.COUNT_MAX)));
    }

    private static void assertNamed(String page, String word) {
        assertTrue(page.contains("`" + word + "`"), word);
    }
}
