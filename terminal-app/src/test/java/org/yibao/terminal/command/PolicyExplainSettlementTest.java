package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.PolicySales;
import org.yibao.settlement.testing.PolicySales.Visit;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.PolicyShelf;

/** {@code policy explain SETTLEMENT}: a sale from the terminal's own store, with the tables of its own shelf. */
final class PolicyExplainSettlementTest {
    private static final List<String> TABLES = List.of("jinan-in-force", "demo-supplement");

    @TempDir
    Path folder;

    private final List<Sale> sold = new ArrayList<>();
    private StoredTerminal terminal;

    @BeforeEach
    void sell() throws IOException {
        terminal = StoredTerminal.in(folder);
        PolicyShelf shelf = ShelfOptions.shelf(terminal.configuration());
        for (String id : TABLES) {
            BundleFile table = BundleFile.find(id);
            shelf.install(table, terminal.publisher().sign(table), "张技术", Instant.now());
        }
        Clock clock = ShelfOptions.clock(terminal.configuration());
        shelf.activate(TABLES, LocalDate.now(clock), "张技术", clock);
        PolicyBook active = new ActivePolicy(shelf).require(LocalDate.now(clock));
        terminal.inStore(store -> sold.add(new PolicySales(StoredTerminal.ports(store), active)
                .sell(Visit.outpatient("2024-02-01T09:00:00", "3600.00"))
                .orElseThrow()));
    }

    private String number() {
        return sold.get(0).id().value();
    }

    private Ended explain(String... more) {
        return terminal.policy(
                Stream.concat(Stream.of("explain", number()), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void aSaleIsExplainedWithTheTablesItWasMadeWithAndAgrees() {
        Ended page = explain();
        assertEquals(ExitCode.OK, page.exit(), page.printed());
        String text = page.printed().replaceAll("\n +", "");
        assertTrue(text.contains("结算 " + number()), text);
        assertTrue(text.contains("与保存的结果一致"), text);
        // (3600 − 600) × 70%
        assertTrue(text.contains("计算：3000.00 × 70% = 2100.000，四舍五入到分2100.00元"), text);
        assertTrue(text.contains("济政办发〔2022〕12号 一(二)"), text);
        assertTrue(text.contains("本次费用共3600.00元"), text);
        assertNamesNobody(text);
        Ended html = explain("--html");
        assertEquals(ExitCode.OK, html.exit());
        assertTrue(html.printed().startsWith("<!DOCTYPE html>"), html.printed());
        assertNamesNobody(html.printed());
    }

    @Test
    void whatIsActiveLaterDoesNotMatterAndALostTableLeavesTheStoredSteps() throws IOException {
        PolicyShelf shelf = ShelfOptions.shelf(terminal.configuration());
        Clock clock = ShelfOptions.clock(terminal.configuration());
        shelf.activate(List.of("jinan-in-force"), LocalDate.now(clock), "张技术", clock);
        assertTrue(explain().printed().contains("与保存的结果一致"));
        try (var files = Files.list(folder.resolve("policy"))) {
            for (Path table : files.filter(file -> file.toString().contains("demo-supplement-1-"))
                    .toList()) {
                Files.delete(table);
            }
        }
        Ended stored = explain();
        assertEquals(ExitCode.OK, stored.exit(), stored.printed());
        String text = stored.printed().replaceAll("\n +", "");
        assertTrue(text.contains("政策表已不在本机"), text);
        assertTrue(text.contains("按70%支付，支付2100.00元"), text);
        assertNamesNobody(text);
    }

    @Test
    void anotherNumberIsNoSettlementAndARunningTerminalIsSaid() {
        String other = number().substring(0, number().length() - 3) + "999";
        Ended none = terminal.policy("explain", other);
        assertEquals(ExitCode.REFUSED, none.exit(), none.printed());
        assertTrue(none.printed().contains("没有编号为 " + other + " 的结算"), none.printed());
        terminal.inStore(store -> assertEquals(ExitCode.STORE_IN_USE, explain().exit()));
    }

    private void assertNamesNobody(String text) {
        Sale sale = sold.get(0);
        assertFalse(text.contains(sale.person().name()), text);
        assertFalse(text.contains(sale.person().identityNumber()), text);
        assertFalse(text.contains(sale.person().person().psnNo()), text);
    }
}
