package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.Sales;

/** What an operator reads of a terminal that is stopped. */
final class CounterCommandsTest {
    @TempDir
    private Path folder;

    private Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("terminal.yaml").toString()));
        return Ended.of("", all.toArray(String[]::new));
    }

    @Test
    void theStoppedTerminalShowsItsQueueItsFollowUpsAndItsDayAndIsNotActedOn() throws IOException {
        StoredTerminal terminal = StoredTerminal.in(folder);
        List<String> ids = new ArrayList<>();
        terminal.inStore(store -> {
            for (int number = 1; number <= 3; number++) {
                Sale sale = Sales.atPharmacy().made(store.ids().next(Sales.MORNING), "sale-" + number);
                store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
                ids.add(sale.id().value());
                store.settlements().told(sale.id(), Told.PROVISIONAL);
                if (number == 1) {
                    store.settlements().setAside(sale.id(), "MSGID_REUSED 重复");
                } else if (number == 2) {
                    store.settlements().answered(sale.id(), Sales.bookedOtherwise(sale), Sales.evidence("word"), null);
                }
            }
        });
        Ended list = run("queue", "list");
        assertEquals(ExitCode.OK, list.exit(), list.printed());
        assertTrue(list.out().contains("共 2 条"), list.out());
        assertTrue(list.out().contains("报文 " + ids.get(0) + " 已搁置：MSGID_REUSED 重复"), list.out());
        assertTrue(run("queue", "show", ids.get(2)).out().contains("随时"));
        assertEquals(ExitCode.REFUSED, run("queue", "show", ids.get(1)).exit());
        Ended followups = run("followup", "list");
        assertTrue(followups.out().contains(ids.get(1)), followups.printed());
        Ended day = run("report", "day", "--date", "2026-03-02");
        assertTrue(day.out().contains("未了结的 3 项"), day.printed());
        assertTrue(day.out().contains("100.00"), day.printed());
        assertEquals(
                ExitCode.NOT_REACHED,
                run("followup", "close", ids.get(1), "--operator", "C01", "--note", "x")
                        .exit());
        for (String group : List.of("queue", "followup", "report")) {
            assertEquals(ExitCode.OK, Ended.of("", "help", group).exit());
        }
    }

    @Test
    void chineseColumnsLineUp() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new AlignedTable()
                .row(List.of("合计", "", "1.00"))
                .row(List.of("a", "收银员", "-120.00"))
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertEquals(
                List.of("合计" + " ".repeat(13) + "1.00", "a" + " ".repeat(5) + "收银员  -120.00"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void aSpreadsheetRunsNothingThatATillOrAPlatformWrote() {
        assertEquals("'=HYPERLINK(1)", ReportCsv.cell("=HYPERLINK(1)"));
        assertEquals("'+1+1", ReportCsv.cell("+1+1"));
        assertEquals("'@x", ReportCsv.cell("@x"));
        assertEquals("'-1+cmd", ReportCsv.cell("-1+cmd"));
        assertEquals("'\tx", ReportCsv.cell("\tx"));
        assertEquals("-12.30", ReportCsv.cell("-12.30"));
        assertEquals("\"a,\"\"b\"\"\"", ReportCsv.cell("a,\"b\""));
        assertEquals("\"'=a,b\"", ReportCsv.cell("=a,b"));
        assertEquals("李收银", ReportCsv.cell("李收银"));
    }
}
