package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.yibao.terminal.text.Sentences;

/** A day's reconciliation as a person reads it. */
final class ReconcileText {
    private ReconcileText() {}

    static void print(PrintStream out, JsonNode day) {
        out.println(Sentences.of(
                "day.heading", day.path("date").asText(), day.path("message").asText()));
        groups(out, day.path("groups"));
        differences(out, day.path("differences"));
        open(out, day.path("open"));
        repairs(out, day.path("repairs"));
    }

    private static AlignedTable table(String columns) {
        return new AlignedTable().row(List.of(Sentences.of(columns).split("\\|", -1)));
    }

    private static void groups(PrintStream out, JsonNode groups) {
        if (groups.isEmpty()) {
            return;
        }
        AlignedTable table = table("day.columns");
        for (JsonNode group : groups) {
            boolean all = group.path("insutype").asText().isEmpty();
            table.row(List.of(
                    all ? Sentences.of("day.all") : group.path("insutype").asText(),
                    group.path("clr_type").asText(),
                    group.path("setl_optins").asText(),
                    group.path("fixmedins_setl_cnt").asText(),
                    amount(group, "medfee_sumamt"),
                    amount(group, "fund_pay_sumamt"),
                    amount(group, "acct_pay"),
                    Sentences.of("day.standing." + group.path("standing").asText()),
                    group.path("stmt_rslt_dscr").asText()));
        }
        table.print(out);
    }

    private static void differences(PrintStream out, JsonNode differences) {
        if (differences.isEmpty()) {
            return;
        }
        out.println();
        out.println(Sentences.of("day.differences", differences.size()));
        for (JsonNode difference : differences) {
            out.println(AlignedTable.shown(difference.path("msgid").asText() + "  "
                    + Sentences.of("report.row." + difference.path("row").asText()) + "  "
                    + difference.path("message").asText()));
            side(out, "day.here", difference.path("here"));
            side(out, "day.there", difference.path("there"));
            List<String> fitting = new ArrayList<>();
            difference
                    .path("repairs")
                    .forEach(repair -> fitting.add(repair.path("repair").asText() + " "
                            + repair.path("message").asText()));
            out.println("  "
                    + (difference.path("repaired").asBoolean()
                            ? Sentences.of("day.repaired")
                            : Sentences.of("day.fitting", String.join("; ", fitting))));
        }
    }

    private static void side(PrintStream out, String key, JsonNode row) {
        if (!row.isMissingNode()) {
            out.println("  "
                    + Sentences.of(
                            key,
                            amount(row, "medfee_sumamt"),
                            amount(row, "fund_pay_sumamt"),
                            amount(row, "acct_pay"),
                            amount(row, "psn_cash_pay")));
        }
    }

    private static void open(PrintStream out, JsonNode open) {
        if (open.isEmpty()) {
            return;
        }
        out.println();
        out.println(Sentences.of("day.open", open.size()));
        for (JsonNode doubt : open) {
            out.println("  " + doubt.path("msgid").asText() + "  "
                    + doubt.path("message").asText());
        }
    }

    private static void repairs(PrintStream out, JsonNode repairs) {
        if (repairs.isEmpty()) {
            return;
        }
        out.println();
        AlignedTable table = table("day.repairs");
        for (JsonNode repair : repairs) {
            table.row(List.of(
                    repair.path("made_at").asText(),
                    repair.path("msgid").asText(),
                    repair.path("repair").asText(),
                    repair.path("opter").asText(),
                    repair.path("answer").asText(),
                    repair.path("note").asText()));
        }
        table.print(out);
    }

    private static String amount(JsonNode row, String field) {
        return row.path(field).decimalValue().setScale(2).toPlainString();
    }
}
