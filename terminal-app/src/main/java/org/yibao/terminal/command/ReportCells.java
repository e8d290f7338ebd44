package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yibao.terminal.text.Sentences;

/** The lines of a report's JSON as cells, for text and CSV alike. */
final class ReportCells {
    private static final List<String> AMOUNTS =
            List.of("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "acct_mulaid_pay", "psn_cash_pay");

    /** Name of a group in the JSON, and of its key. */
    private static final Map<String, String> GROUPS =
            Map.of("insurance_types", "insutype", "clearing_types", "clr_type", "cashiers", "opter");

    private ReportCells() {}

    static List<String> heading() {
        return List.of(Sentences.of("report.columns").split("\\|", -1));
    }

    /** The total, then by fund, insurance type, clearing type and cashier. */
    static List<List<String>> sums(JsonNode report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(sum(Sentences.of("report.total"), "", report.path("totals")));
        for (JsonNode fund : report.path("funds")) {
            lines.add(List.of(
                    Sentences.of("report.fund"),
                    fund.path("fund_pay_type").asText(),
                    fund.path("fund_pay_type_name").asText(),
                    "",
                    "",
                    "",
                    amount(fund, "fund_payamt"),
                    "",
                    "",
                    ""));
        }
        for (String group : List.of("insurance_types", "clearing_types", "cashiers")) {
            for (JsonNode row : report.path(group)) {
                String key = row.path(GROUPS.getOrDefault(group, "")).asText();
                lines.add(sum(Sentences.of("report." + group), key, row));
            }
        }
        return lines;
    }

    private static List<String> sum(String what, String key, JsonNode row) {
        return line(what, key, "", row.path("sales").asText(), row.path("voids").asText(), row);
    }

    /** One line for each sale and void that counts. */
    static List<List<String>> rows(JsonNode report) {
        List<List<String>> lines = new ArrayList<>();
        for (JsonNode row : report.path("rows")) {
            boolean sale = row.path("kind").asText().equals("SALE");
            lines.add(line(
                    Sentences.of("report.row." + row.path("kind").asText()),
                    row.path("msgid").asText(),
                    row.path("opter").asText() + " " + row.path("opter_name").asText(),
                    sale ? "1" : "0",
                    sale ? "0" : "1",
                    row));
        }
        return lines;
    }

    /** What is not final, or to be followed up. */
    static List<List<String>> open(JsonNode report) {
        List<List<String>> lines = new ArrayList<>();
        for (JsonNode item : report.path("open")) {
            lines.add(line(
                    Sentences.of("report.open." + item.path("kind").asText()),
                    item.path("settlement").asText(),
                    item.path("message").asText(),
                    "",
                    "",
                    item));
        }
        return lines;
    }

    private static List<String> line(
            String what, String key, String name, String sales, String voids, JsonNode amounts) {
        List<String> cells = new ArrayList<>(List.of(what, key, name, sales, voids));
        AMOUNTS.forEach(field -> cells.add(amount(amounts, field)));
        return cells;
    }

    private static String amount(JsonNode row, String field) {
        return row.path(field).decimalValue().setScale(2).toPlainString();
    }
}
