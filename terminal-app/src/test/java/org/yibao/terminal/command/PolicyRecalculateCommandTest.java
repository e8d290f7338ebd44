package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.PolicySales;
import org.yibao.settlement.testing.PolicySales.Visit;

/** A table that pays 80 % in place of 70 % from 2023 on comes after three visits of 2024. */
final class PolicyRecalculateCommandTest {
    private static final String TABLES = "jinan-in-force,demo-supplement";
    private static final String RATIO = "2023-01-01, until: 2027-12-31, value: 70%";

    @TempDir
    Path folder;

    private final List<Sale> sold = new ArrayList<>();

    private StoredTerminal terminal;

    @BeforeEach
    void sell() throws IOException {
        terminal = StoredTerminal.in(folder);
        sold.clear();
        terminal.inStore(store -> {
            PolicySales counter = new PolicySales(StoredTerminal.ports(store), PolicySales.builtIn());
            sold.add(counter.sell(Visit.outpatient("2024-02-01T09:00:00", "3600.00"))
                    .orElseThrow());
            sold.add(counter.sell(Visit.outpatient("2024-03-01T09:00:00", "4000.00"))
                    .orElseThrow());
            sold.add(counter.sell(Visit.outpatient("2024-04-01T09:00:00", "1000.00"))
                    .orElseThrow());
        });
    }

    private Ended recalculate(String... arguments) {
        return terminal.policy(Stream.concat(Stream.of("recalculate", "--policy", TABLES), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private String better() throws IOException {
        try (InputStream own =
                Objects.requireNonNull(PolicyYaml.class.getResourceAsStream("/policy/jinan-in-force.yaml"))) {
            String text = new String(own.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains(RATIO));
            return Files.writeString(folder.resolve("better.yaml"), text.replace(RATIO, RATIO.replace("70%", "80%")))
                    .toString();
        }
    }

    @Test
    void tablesThatWereUsedGiveNoVoucher() {
        Ended ended = recalculate("--from", "2022-01-01");
        assertEquals(ExitCode.OK, ended.exit(), ended.printed());
        assertTrue(ended.printed().contains("有差额 0 笔，无差额 3 笔，不能重算 0 笔，不涉及 0 笔。"), ended.printed());
    }

    @Test
    void betterTableGivesAVoucherALineAndTheSumOfEachFund() throws IOException {
        Ended ended = recalculate("--from", "2023-01-01", "--bundle", better());
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.printed());
        String first = sold.get(0).id().value();
        assertTrue(
                ended.printed().contains(first + "        2100.00        2400.00         300.00  职工基本医疗保险统筹基金\n"),
                ended.printed());
        String third = sold.get(2).id().value();
        assertTrue(
                ended.printed().contains(third + "         700.00         400.00        -300.00  "), ended.printed());
        assertTrue(ended.printed().contains("合计         400.00  职工基本医疗保险统筹基金\n"), ended.printed());
        assertTrue(ended.printed().contains("有差额 3 笔，无差额 0 笔，不能重算 0 笔，不涉及 0 笔。"), ended.printed());
        assertNamesNobody(ended.printed());
    }

    @Test
    void machinesReadTheSameAsJson() throws IOException {
        Ended ended = recalculate("--from", "2024-03-01", "--bundle", better(), "--json");
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.printed());
        JsonNode document = new ObjectMapper().readTree(ended.printed());
        assertEquals("2024-03-01", document.get("from").asText());
        assertEquals("jinan-in-force", document.at("/policy/0/id").asText());
        JsonNode voucher = document.at("/results/0");
        assertEquals("VOUCHER", voucher.get("kind").asText());
        assertEquals(sold.get(1).id().value(), voucher.get("settlement").asText());
        assertEquals("310100", voucher.at("/after/setldetail/0/fund_pay_type").asText());
        assertEquals(3200.00, voucher.at("/after/setldetail/0/fund_payamt").asDouble());
        assertEquals(40_000, voucher.at("/cum/OPT_PAY").asInt());
        assertEquals(1, document.at("/totals/not_affected").asInt());
        assertNamesNobody(ended.printed());
    }

    @Test
    void visitThatTheTablesCannotSplitIsNamedWithItsCode() {
        Ended ended = terminal.policy("recalculate", "--policy", "jinan-in-force", "--from", "2024-01-01");
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.printed());
        assertTrue(
                ended.printed().contains(sold.get(0).id() + " 按新政策表不能计算，维持原结果：POLICY_PARAMETER_MISSING "),
                ended.printed());
    }

    @Test
    void recalculationChangesNoRecord() throws IOException {
        List<String> heads = new ArrayList<>();
        terminal.inStore(store -> heads.add(store.journal().head().hash()));
        recalculate("--from", "2023-01-01", "--bundle", better());
        terminal.inStore(store -> heads.add(store.journal().head().hash()));
        assertEquals(heads.get(0), heads.get(1));
    }

    @Test
    void storeThatIsInUseAndADayThatIsNoneAreSaid() {
        terminal.inStore(store -> assertEquals(
                ExitCode.STORE_IN_USE, recalculate("--from", "2023-01-01").exit()));
        assertEquals(ExitCode.WRONG_CALL, recalculate("--from", "2023-02-30").exit());
        assertEquals(ExitCode.WRONG_CALL, recalculate().exit());
    }

    private void assertNamesNobody(String text) {
        Sale sale = sold.get(0);
        assertFalse(text.contains(sale.person().name()), text);
        assertFalse(text.contains(sale.person().identityNumber()), text);
        assertFalse(text.contains(sale.person().person().psnNo()), text);
    }
}
