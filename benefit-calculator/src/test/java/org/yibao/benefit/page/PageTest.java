package org.yibao.benefit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTest {
    private static final String HOSTILE = "\u001b[2J\r\n\u0007\u202e\u2028\u0000\ud800<script>alert('x')</script>&\"";

    private static Page page(String text) {
        return new Page.Writer(text)
                .section(text)
                .part(text)
                .paragraph(text)
                .item(text)
                .table(text, List.of(text, "b"), List.of(List.of("c", text)))
                .page();
    }

    @Test
    void plainTextStandsInColumns() {
        Page page = new Page.Writer("表")
                .section("一")
                .paragraph("说明")
                .item("项目")
                .table("比例", List.of("级别", "值"), List.of(List.of("三级", "50%"), List.of("二", "70%")))
                .page();
        assertEquals(
                List.of(
                        "表",
                        "==",
                        "",
                        "一",
                        "--",
                        "说明",
                        "  - 项目",
                        "",
                        "比例",
                        "  级别  值",
                        "  ----  ---",
                        "  三级  50%",
                        "  二    70%"),
                PlainText.lines(page));
    }

    @Test
    void cellsThatDoNotFitAreBrokenWithinTheirColumn() {
        Page page = new Page.Writer("表")
                .table("宽", List.of("a", "b"), List.of(List.of("短", "很长".repeat(60))))
                .page();
        List<String> lines = PlainText.lines(page);
        assertTrue(lines.stream().allMatch(line -> Columns.of(line) <= PlainText.COLUMNS), lines::toString);
        assertTrue(lines.size() > 6, lines::toString);
    }

    @Test
    void tablesOfVeryManyColumnsEnd() {
        List<String> header = java.util.Collections.nCopies(200, "一二三四五六七八九十");
        assertFalse(PlainText.lines(
                        new Page.Writer("表").table("宽", header, List.of(header)).page())
                .isEmpty());
    }

    @Test
    void nothingOnAPageActsOnATerminal() {
        String printed = String.join("\n", PlainText.lines(page(HOSTILE)));
        assertTrue(
                printed.codePoints().allMatch(point -> point == '\n' || Character.getType(point) != Character.CONTROL),
                printed);
        assertFalse(printed.contains("\u202e") || printed.contains("\u2028"), printed);
        assertTrue(printed.contains("\uFFFD[2J"), printed);
    }

    @Test
    void htmlHasNoMarkupButItsOwn() {
        String html = HtmlText.of(page(HOSTILE));
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("\u001b"), html);
        assertEquals(9, html.split("&lt;script&gt;alert\\(&#39;x&#39;\\)&lt;/script&gt;&amp;&quot;", -1).length - 1);
        assertTrue(html.contains("default-src 'none'"), html);
        assertFalse(html.contains("http:") || html.contains("https:") || html.contains("src="), html);
    }
}
