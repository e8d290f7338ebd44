package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.certs.Authorities;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.PolicySales;
import org.yibao.settlement.testing.PolicySales.Visit;
import org.yibao.settlement.testing.StorePorts;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.TestPublisher;

/** A table that pays 80 % in place of 70 % from 2023 on comes after three visits of 2024. */
final class PolicyRecalculateCommandTest {
    private static final String INSTITUTION = "P37010200001";
    private static final String PASSPHRASE = "correct horse";
    private static final String TABLES = "jinan-in-force,demo-supplement";
    private static final String RATIO = "2023-01-01, until: 2027-12-31, value: 70%";

    @TempDir
    Path folder;

    private final List<Sale> sold = new ArrayList<>();

    private record Ended(int exit, String out) {}

    @BeforeEach
    void sell() throws IOException {
        configure();
        sold.clear();
        inStore(store -> {
            PolicySales counter = new PolicySales(ports(store), PolicySales.builtIn());
            sold.add(counter.sell(Visit.outpatient("2024-02-01T09:00:00", "3600.00"))
                    .orElseThrow());
            sold.add(counter.sell(Visit.outpatient("2024-03-01T09:00:00", "4000.00"))
                    .orElseThrow());
            sold.add(counter.sell(Visit.outpatient("2024-04-01T09:00:00", "1000.00"))
                    .orElseThrow());
        });
    }

    private void configure() throws IOException {
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Instant now = Instant.now();
        Validity validity = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        certs("init");
        Path request = folder.resolve("request.der");
        certs("request", "--out", request.toString());
        byte[] answer = Authorities.create("test only", validity)
                .enrol(
                        EnrolmentRequest.decode(Files.readAllBytes(request)),
                        new TerminalName(INSTITUTION, 'A'),
                        validity)
                .encode();
        certs("install", Files.write(folder.resolve("answer.der"), answer).toString());
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.write(
                folder.resolve("publishers.pem"),
                TestPublisher.at(now, Duration.ofDays(2)).anchors().encodePem());
        Files.writeString(folder.resolve("terminal.yaml"), """
                terminal: {institution_code: P37010200001, institution_name: 试验药店, institution_type: "2", tier: "0", admdvs: "370102", letter: A}
                store: {folder: data, passphrase: {file: passphrase}}
                certificates: {folder: certs}
                platform: {host: 127.0.0.1, port: 9}
                policy: {directory: policy, publishers: [publishers.pem]}
                catalogue: {file: catalogue.yaml}
                api: {port: 0, token_file: token}
                offline: {allowed: false}
                """);
    }

    private void certs(String what, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "certs",
                what,
                "--folder",
                folder.resolve("certs").toString(),
                "--institution",
                INSTITUTION,
                "--passphrase-file",
                folder.resolve("passphrase").toString()));
        arguments.addAll(List.of(more));
        assertEquals(ExitCode.OK, run(arguments).exit());
    }

    private void inStore(Consumer<SqliteStore> work) {
        Map<String, String> environment = Map.of();
        Configuration configuration = Configuration.load(folder.resolve("terminal.yaml"), environment);
        try (SqliteStore store = Terminal.openStore(configuration, environment, Clock.system(configuration.zone()))) {
            work.accept(store);
        }
    }

    private static StorePorts ports(SqliteStore store) {
        return new StorePorts(store.ids(), store.settlements(), store.outbox(), store.persons(), store.journal());
    }

    private Ended recalculate(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "policy",
                "recalculate",
                "--config",
                folder.resolve("terminal.yaml").toString(),
                "--policy",
                TABLES));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private static Ended run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(arguments.toArray(String[]::new));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8));
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
        assertEquals(ExitCode.OK, ended.exit(), ended.out());
        assertTrue(ended.out().contains("有差额 0 笔，无差额 3 笔，不能重算 0 笔，不涉及 0 笔。"), ended.out());
    }

    @Test
    void betterTableGivesAVoucherALineAndTheSumOfEachFund() throws IOException {
        Ended ended = recalculate("--from", "2023-01-01", "--bundle", better());
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.out());
        String first = sold.get(0).id().value();
        assertTrue(
                ended.out().contains(first + "        2100.00        2400.00         300.00  职工基本医疗保险统筹基金\n"),
                ended.out());
        String third = sold.get(2).id().value();
        assertTrue(ended.out().contains(third + "         700.00         400.00        -300.00  "), ended.out());
        assertTrue(ended.out().contains("合计         400.00  职工基本医疗保险统筹基金\n"), ended.out());
        assertTrue(ended.out().contains("有差额 3 笔，无差额 0 笔，不能重算 0 笔，不涉及 0 笔。"), ended.out());
        assertNamesNobody(ended.out());
    }

    @Test
    void machinesReadTheSameAsJson() throws IOException {
        Ended ended = recalculate("--from", "2024-03-01", "--bundle", better(), "--json");
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.out());
        JsonNode document = new ObjectMapper().readTree(ended.out());
        assertEquals("2024-03-01", document.get("from").asText());
        assertEquals("jinan-in-force", document.at("/policy/0/id").asText());
        JsonNode voucher = document.at("/results/0");
        assertEquals("VOUCHER", voucher.get("kind").asText());
        assertEquals(sold.get(1).id().value(), voucher.get("settlement").asText());
        assertEquals("310100", voucher.at("/after/setldetail/0/fund_pay_type").asText());
        assertEquals(3200.00, voucher.at("/after/setldetail/0/fund_payamt").asDouble());
        assertEquals(40_000, voucher.at("/cum/OPT_PAY").asInt());
        assertEquals(1, document.at("/totals/not_affected").asInt());
        assertNamesNobody(ended.out());
    }

    @Test
    void visitThatTheTablesCannotSplitIsNamedWithItsCode() {
        Ended ended = run(List.of(
                "policy",
                "recalculate",
                "--config",
                folder.resolve("terminal.yaml").toString(),
                "--policy",
                "jinan-in-force",
                "--from",
                "2024-01-01"));
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.out());
        assertTrue(ended.out().contains(sold.get(0).id() + " 按新政策表不能计算，维持原结果：POLICY_PARAMETER_MISSING "), ended.out());
    }

    @Test
    void recalculationChangesNoRecord() throws IOException {
        List<String> heads = new ArrayList<>();
        inStore(store -> heads.add(store.journal().head().hash()));
        recalculate("--from", "2023-01-01", "--bundle", better());
        inStore(store -> heads.add(store.journal().head().hash()));
        assertEquals(heads.get(0), heads.get(1));
    }

    @Test
    void storeThatIsInUseAndADayThatIsNoneAreSaid() {
        inStore(store -> assertEquals(
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
