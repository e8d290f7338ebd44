package org.yibao.benefit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.Scheme;

final class PolicyTablesTest {
    private static String shown(PolicyBook book) {
        return Corner.printed(PolicyTables.of(book, Optional.empty(), Optional.empty()));
    }

    private static String shown(PolicyBook book, String day, String scheme) {
        return Corner.printed(PolicyTables.of(book, Optional.of(LocalDate.parse(day)), Optional.of(scheme)));
    }

    @Test
    void aTownsTablesReadAsPrinted() {
        assertEquals(Corner.golden("corner-tables.txt"), shown(Corner.book()));
    }

    @Test
    void ofOneDayOnlyThatDaysValuesAreShown() {
        String day = shown(Corner.book(), "2025-03-01", "care");
        assertTrue(day.contains("三级      60%[3]  50%[3]"), day);
        assertTrue(day.contains("2025-01-01起  不限[4]"), day);
        assertFalse(day.contains("300.00元"), day);
        String early = shown(Corner.book(), "2023-12-31", "care");
        assertTrue(early.contains("支付比例（ratio，比例）：当日未给出"), early);
    }

    @Test
    void everyParameterOfEverySchemeAppearsWithEveryValueAndItsLaw() {
        PolicyBook book = BuiltIn.book(BuiltIn.ALL);
        String all = shown(book).replaceAll("\\s", "");
        for (Parameter parameter : book.parameters().values()) {
            assertTrue(all.contains("（" + parameter.name()), parameter.name());
            parameter.rows().forEach(row -> row.values().forEach(dated -> assertShown(all, dated)));
        }
        for (Scheme scheme : book.structure().schemes()) {
            String alone = shown(book, "2024-06-01", scheme.id()).replaceAll("\\s", "");
            for (String name : Names.parameters(scheme)) {
                assertTrue(alone.contains("（" + name), scheme.id() + " " + name);
            }
            scheme.layers()
                    .forEach(layer -> assertTrue(alone.contains(layer.label().id())));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"2018-12-31", "2022-01-01", "2022-12-31", "2023-06-30", "2024-01-01", "2027-12-31", "2028-01-01"
            })
    void everyFigureThatHoldsIsShownWithItsLawAndNoOther(@Nullable LocalDate day) {
        for (List<String> ids : List.of(List.of("jinan-in-force"), BuiltIn.ALL)) {
            PolicyBook book = BuiltIn.book(ids);
            TreeSet<String> holding = new TreeSet<>();
            for (Parameter parameter : book.parameters().values()) {
                parameter.rows().stream()
                        .flatMap(row -> row.values().stream())
                        .filter(dated -> day == null || dated.covers(day))
                        .forEach(dated -> holding.add(
                                parameter.name() + " " + Words.value(dated.value()) + " " + Laws.of(dated)));
            }
            assertEquals(holding, figures(book, PolicyTables.of(book, Optional.ofNullable(day), Optional.empty())));
        }
    }

    private static final Pattern FIGURE = Pattern.compile("(.+)(\\[\\d+])(（草案）|（演示）)?");

    /** Parameter, value and law of every cell of the tables. */
    private static Set<String> figures(PolicyBook book, Page page) {
        Map<String, String> laws = new HashMap<>();
        page.blocks().stream()
                .filter(Page.Item.class::isInstance)
                .map(Page.Item.class::cast)
                .forEach(item -> laws.put(item.mark(), item.text()));
        TreeSet<String> figures = new TreeSet<>();
        for (Page.Block block : page.blocks()) {
            if (!(block instanceof Page.Table table)) {
                continue;
            }
            book.parameters().keySet().stream()
                    .filter(name -> table.caption().contains("（" + name + "，"))
                    .forEach(name -> table.rows()
                            .forEach(row -> row.forEach(cell -> {
                                Matcher figure = FIGURE.matcher(cell);
                                if (figure.matches()) {
                                    figures.add(name + " " + figure.group(1) + " " + laws.get(figure.group(2)));
                                }
                            })));
        }
        return figures;
    }

    @Test
    void ofOneDayOnlyTheRulesBoundsAndGapsOfThatDayAreTold() {
        PolicyBook book = BuiltIn.book(List.of("jinan-in-force"));
        String early =
                Corner.printed(PolicyTables.of(book, Optional.of(LocalDate.parse("2022-06-01")), Optional.empty()));
        assertTrue(early.contains("省外未备案的减10个百分点"), early);
        assertTrue(early.contains("不低于250.00元"), early);
        assertFalse(early.contains("划入“"), early);
        String late =
                Corner.printed(PolicyTables.of(book, Optional.of(LocalDate.parse("2025-06-01")), Optional.empty()));
        assertFalse(late.contains("省外未备案的减10个百分点"), late);
        assertFalse(late.contains("不低于250.00元"), late);
        assertTrue(late.contains("不低于300.00元"), late);
        assertTrue(late.contains("2024-01-01至2027-12-31；按：不划入"), late);
        assertFalse(late.contains("2023-01-01至2023-12-31"), late);
        assertTrue(late.contains("为次年缴费为否"), late);
    }

    private static void assertShown(String page, DatedValue dated) {
        assertTrue(page.contains(dated.source().replaceAll("\\s", "")), dated.source());
        assertTrue(page.contains(dated.from().toString()), dated.toString());
    }

    @Test
    void missingParametersAreNamedAndDraftsAndDemonstrationsMarked() {
        String bare = shown(BuiltIn.book(List.of("jinan-in-force")));
        assertTrue(bare.contains("职工住院统筹支付比例（emp-ipt-ratio，比例）：未给出"), bare);
        assertFalse(bare.contains("（演示）"), bare);
        String all = shown(BuiltIn.book(BuiltIn.ALL));
        assertTrue(all.contains("600.00元[1]（演示）"), all);
        assertTrue(all.contains("（草案）"), all);
        assertTrue(all.contains("demo-supplement 第1版（演示值，非政策）"), all);
    }

    @Test
    void anUnknownSchemeIsAnError() {
        PolicyBook book = Corner.book();
        assertThrows(
                IllegalArgumentException.class, () -> PolicyTables.of(book, Optional.empty(), Optional.of("none")));
    }

    @Test
    void aTableOfVeryManyCellsIsToldRowByRow() {
        StringBuilder rows = new StringBuilder();
        for (String dimension : List.of("tier", "place", "cvlserv_flag", "referral_flag", "place_registered")) {
            rows.append(dimension).append(": [").append(values(dimension)).append("], ");
        }
        String condition = rows + "age: {from: %d, to: %d}, worker: [RETIRED, IN_SERVICE], "
                + "mark: [TEKUN, DIBAO, FANPIN, PRE1949]";
        StringBuilder many = new StringBuilder("    rows:\n");
        for (int age = 0; age < 60; age++) {
            many.append("      - when: {")
                    .append(String.format(condition, age, age))
                    .append("}\n        values:\n          - {from: 2024-01-01, until: none, value: ")
                    .append(age)
                    .append(".00, source: 街三}\n");
        }
        String text = Corner.printed(
                PolicyTables.of(Corner.book(DEDUCTIBLE, many.toString()), Optional.empty(), Optional.empty()));
        assertTrue(text.contains("年龄为59"), text);
        assertTrue(text.contains("59.00元"), text);
    }

    private static final String DEDUCTIBLE = """
                rows:
                  - when: {VISITS: {from: 0, to: 4}}
                    values:
                      - {from: 2024-01-01, until: none, value: 100.00, source: 街三}
                  - when: {VISITS: {from: 5}}
                    values:
                      - {from: 2024-01-01, until: none, value: 50.00, source: 街三}
            """;

    private static String values(String dimension) {
        return switch (dimension) {
            case "tier" -> "\"1\", \"2\", \"3\"";
            case "place" -> "LOCAL, PROVINCE, OUTSIDE";
            default -> "\"0\", \"1\"";
        };
    }
}
