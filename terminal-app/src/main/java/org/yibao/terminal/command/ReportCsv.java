package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as a spreadsheet opens it: RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for the
 * machine's own code page. Sums, rows and what is open under one heading.
 */
final class ReportCsv {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String LINE_END = "\r\n";
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private ReportCsv() {}

    static byte[] of(JsonNode report) {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        line(text, ReportCells.heading());
        ReportCells.sums(report).forEach(cells -> line(text, cells));
        ReportCells.rows(report).forEach(cells -> line(text, cells));
        ReportCells.open(report).forEach(cells -> line(text, cells));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(ReportCsv::cell).collect(Collectors.joining(",")))
                .append(LINE_END);
    }

    /** Names come from the till and the platform: a spreadsheet must not run them. */
    static String cell(String value) {
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 && !value.matches(NUMBER);
        String harmless = formula ? "'" + value : value;
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
