package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import org.yibao.terminal.text.Sentences;

/** A report as a person reads it: the sums, then what is open. */
final class ReportText {
    private ReportText() {}

    static void print(PrintStream out, JsonNode report) {
        String from = report.path("from").asText();
        String until = report.path("until").asText();
        out.println(
                report.has("opter")
                        ? Sentences.of("report.of-shift", report.path("opter").asText(), from, until)
                        : Sentences.of("report.of-day", from, until));
        AlignedTable sums = new AlignedTable().row(ReportCells.heading());
        ReportCells.sums(report).forEach(sums::row);
        sums.print(out);
        out.println();
        out.println(Sentences.of("report.journal", report.path("journal").asText()));
        if (report.path("open").isEmpty()) {
            out.println(Sentences.of("report.nothing-open"));
            return;
        }
        out.println(Sentences.of("report.open", report.path("open").size()));
        AlignedTable open = new AlignedTable();
        ReportCells.open(report).forEach(open::row);
        open.print(out);
    }
}
