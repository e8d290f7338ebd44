package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.testing.StatementRows;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/** The operator's commands against the real API, found by its address file as a till finds it. */
final class OperatorCommandsTest {
    @TempDir
    Path folder;

    private ApiCounter counter;

    private record Ended(int exit, String out, String err) {
        String all() {
            return out + err;
        }
    }

    @BeforeEach
    void configuredCounter() throws IOException {
        counter = new ApiCounter(folder);
        for (String name : List.of("passphrase", "publishers.pem", "catalogue.yaml")) {
            Files.writeString(folder.resolve(name), "x\n");
        }
        Files.createDirectory(folder.resolve("certs"));
        Files.writeString(folder.resolve("token"), ApiCounter.TOKEN + "\n");
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/address.json"),
                "{\"address\":\"%s\",\"token_file\":\"%s\",\"pid\":1}"
                        .formatted(
                                counter.api.address(),
                                folder.resolve("token").toString().replace("\\", "\\\\")));
        Files.writeString(folder.resolve("terminal.yaml"), """
                terminal: {institution_code: P37010200001, institution_name: 试验药店, institution_type: "2", tier: "0", admdvs: "370102", letter: A}
                store: {folder: data, passphrase: {file: passphrase}}
                certificates: {folder: certs}
                platform: {host: 127.0.0.1, port: 9}
                policy: {directory: policy, publishers: [publishers.pem]}
                api: {port: 0, token_file: token}
                offline: {allowed: false}
                """);
    }

    @AfterEach
    void closeCounter() {
        counter.close();
    }

    private Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("terminal.yaml").toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = CommandTree.of(new Console(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(all.toArray(String[]::new));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void unreadable() {
        counter.platform.script(
                message -> CompletableFuture.completedFuture(new Delivery.Unreadable("MESSAGE_MALFORMED", "不能识别")));
    }

    private JsonNode queue() throws Exception {
        return counter.get("/queue").body();
    }

    private void untilQueueIs(int size) throws Exception {
        while (queue().get("size").asInt() != size) {
            Thread.onSpinWait();
        }
    }

    private JsonNode untilFirstIsAside() throws Exception {
        JsonNode queue = queue();
        while (!queue.at("/entries/0/set_aside").asBoolean()) {
            Thread.onSpinWait();
            queue = queue();
        }
        return queue.at("/entries/0");
    }

    @Test
    void aSaleThatThePlatformCannotReadIsNotMadeAndItsReversalWaitsForAnOperator() throws Exception {
        unreadable();
        ApiCounter.Reply sale = counter.sell("k-1");
        assertEquals("OUTCOME_UNKNOWN", sale.code(), "the counter is not left waiting, and nothing is sold");
        JsonNode aside = untilFirstIsAside();
        assertEquals("2601", aside.get("infno").asText());
        JsonNode fault = counter.get("/health").body().at("/queue_faults/0");
        assertEquals("MESSAGE_SET_ASIDE", fault.get("code").asText());
        assertEquals("1", fault.get("detail").asText());

        String id = aside.get("msgid").asText();
        Ended list = run("queue", "list");
        assertEquals(ExitCode.OK, list.exit(), list.all());
        assertTrue(list.out().contains("冲正 2601"), list.out());
        assertTrue(list.out().contains("已搁置：MESSAGE_MALFORMED 不能识别"), list.out());
        assertTrue(list.out().contains("请勿收款"), list.out());
        assertEquals(
                queue(), ApiCounter.JSON.readTree(run("queue", "list", "--json").out()));
        assertEquals(ExitCode.OK, run("queue", "show", id).exit());
        assertEquals(
                ExitCode.REFUSED,
                run("queue", "show", id.substring(0, 27) + "999").exit());
        assertEquals(ExitCode.WRONG_CALL, run("queue", "show", "../health").exit());

        counter.platform.script(counter.platform::agreed);
        Ended retried = run("queue", "retry", id, "--operator", "C01");
        assertEquals(ExitCode.OK, retried.exit(), retried.all());
        untilQueueIs(0);
        Ended again = run("queue", "retry", id, "--operator", "C01");
        assertEquals(ExitCode.REFUSED, again.exit());
        assertTrue(again.err().startsWith("NOT_SET_ASIDE "), again.err());
        assertEquals(0, counter.get("/health").body().get("queue_faults").size());
    }

    @Test
    void whatAnOperatorSetsAsideStaysHereHoldsItsVoidBackAndGoesOnceReleased() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        ApiCounter.Reply sold = counter.sell("k-1");
        assertEquals("PROVISIONAL", sold.body().get("state").asText());
        String id = sold.body().get("settlement").asText();
        Ended aside = run("queue", "set-aside", id, "--operator", "C01", "--operator-name", "李收银", "--reason", "等技术人员");
        assertEquals(ExitCode.OK, aside.exit(), aside.all());
        assertTrue(aside.out().contains("没有压住别的报文"), aside.out());
        assertTrue(aside.out().contains("已按本机结果收款"), aside.out());
        Ended twice = run("queue", "set-aside", id, "--operator", "C01", "--reason", "again");
        assertTrue(twice.err().startsWith("MESSAGE_NOT_WAITING "), twice.err());

        counter.post("/settlements/" + id + "/void", "{\"idempotency_key\":\"v-1\"," + ApiCounter.TILL + "}");
        JsonNode held = counter.get("/queue/" + id).body();
        assertEquals(1, held.get("held_back").size());
        assertEquals("等技术人员", held.get("last_fault").asText());
        counter.platform.restoreLine();
        assertEquals(200, counter.sell("k-2").status());
        assertTrue(counter.platform.delivered().stream()
                .noneMatch(message -> message.id().value().equals(id)));

        assertEquals(
                ExitCode.OK,
                run("queue", "retry", id, "--operator", "C01", "--reason", "已修复")
                        .exit());
        untilQueueIs(0);
        assertTrue(counter.post("/journal/verification", "").body().get("sound").asBoolean());
    }

    @Test
    void aDoubtIsAskedForAndProvedAndTheCashierIsToldWhatToSay() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        String id = counter.sell("k-1").body().get("settlement").asText();
        assertEquals(
                "WAITING_SOLD",
                counter.get("/settlements/" + id).body().at("/patient/code").asText());
        Ended unheard = run("queue", "ask", id);
        assertTrue(unheard.err().startsWith("PLATFORM_UNREACHABLE "), unheard.all());
        counter.platform.script(message -> ScriptedPlatform.SILENCE);
        counter.platform.restoreLine();
        Ended open = run("queue", "ask", id);
        assertEquals(ExitCode.OK, open.exit(), open.all());
        assertTrue(open.out().contains("可以继续重发"), open.out());
        MessageId message = MessageId.parse(id);
        counter.platform.states(about -> new Statement.Decided(
                Sales.booked(counter.platform.sale(message)), Sales.evidence("signed statement")));
        Ended proved = run("queue", "ask", id);
        assertTrue(proved.out().contains("平台已确认"), proved.out());
        assertTrue(proved.out().contains("对参保人：医保中心已确认入账"), proved.out());
        assertEquals(
                "BOOKED",
                counter.get("/settlements/" + id).body().at("/patient/code").asText());
        assertEquals(0, queue().get("size").asInt());
        assertTrue(run("queue", "ask", id).err().startsWith("MESSAGE_UNKNOWN "));
    }

    @Test
    void aDoubtThatThePlatformCannotProveIsEndedByARecordedAct() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        String id = counter.sell("k-1").body().get("settlement").asText();
        counter.platform.script(
                message -> CompletableFuture.completedFuture(new Delivery.Conflict("MSGID_REUSED", "x")));
        Ended tooSoon = run("queue", "close", id, "--operator", "C01", "--note", "电话核实");
        assertTrue(tooSoon.err().startsWith("NOT_SET_ASIDE "), tooSoon.all());
        counter.platform.restoreLine();
        untilFirstIsAside();
        assertEquals(
                "ASIDE_SOLD",
                counter.get("/settlements/" + id).body().at("/patient/code").asText());
        Ended shown = run("queue", "show", id);
        assertTrue(shown.out().contains("对参保人：已按本机结果收款"), shown.out());
        Ended closed = run("queue", "close", id, "--operator", "C01", "--note", "电话核实：未入账");
        assertEquals(ExitCode.OK, closed.exit(), closed.all());
        JsonNode view = counter.get("/settlements/" + id).body();
        assertEquals("DECIDED_BY_HAND", view.at("/patient/code").asText());
        assertEquals("电话核实：未入账", view.at("/closure/note").asText());
        assertEquals(0, queue().get("size").asInt());
        assertTrue(counter.post("/journal/verification", "").body().get("sound").asBoolean());
    }

    @Test
    void aMessageThatWaitsTooLongIsPointedOutAndGoesOnBeingTried() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        String id = counter.sell("k-1").body().get("settlement").asText();
        assertEquals(0, counter.get("/health").body().get("queue_faults").size());
        counter.clock.move(Duration.ofHours(2).plusSeconds(1));
        JsonNode fault = counter.get("/health").body().at("/queue_faults/0");
        assertEquals("MESSAGE_OVERDUE", fault.get("code").asText());
        assertTrue(fault.get("detail").asText().startsWith(id), fault.toString());
        counter.platform.restoreLine();
        untilQueueIs(0);
        assertEquals(0, counter.get("/health").body().get("queue_faults").size());
    }

    @Test
    void theLastDayOfWhatWaitsIsShownBeforeItIsOver() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        String id = counter.sell("k-1").body().get("settlement").asText();
        JsonNode health = counter.get("/health").body();
        assertEquals(id, health.at("/first_deadline/msgid").asText());
        assertEquals(0, health.get("queue_faults").size());
        counter.clock.move(Duration.ofDays(1));
        assertTrue(faults().contains("MESSAGE_DEADLINE_NEAR"), faults()::toString);
        counter.clock.move(Duration.ofDays(1));
        assertTrue(faults().contains("MESSAGE_DEADLINE_PASSED"), faults()::toString);
    }

    private List<String> faults() {
        List<String> codes = new ArrayList<>();
        try {
            counter.get("/health")
                    .body()
                    .get("queue_faults")
                    .forEach(fault -> codes.add(fault.get("code").asText()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return codes;
    }

    @Test
    void aDifferenceIsListedUntilAnOperatorClosesIt() throws Exception {
        counter.credential();
        counter.platform.cutLine();
        String id = counter.sell("k-1").body().get("settlement").asText();
        counter.platform.script(
                message -> ScriptedPlatform.answer(Sales.bookedOtherwise(counter.platform.sale(message.id()))));
        counter.platform.restoreLine();
        untilQueueIs(0);
        Ended list = run("followup", "list");
        assertTrue(list.out().contains(id), list.all());
        assertTrue(list.out().contains("平台另行结算"), list.out());
        JsonNode due = counter.get("/follow-ups").body().at("/follow_ups/0");
        assertEquals("BOOKED_OTHERWISE", due.at("/patient/code").asText());
        assertTrue(due.path("due_from").isMissingNode(), "the account takes the difference: " + due);
        Ended slip = run("followup", "slip", id);
        assertEquals(ExitCode.OK, slip.exit(), slip.all());
        assertTrue(slip.out().contains("个人账户支付："), slip.out());
        assertTrue(slip.out().contains("应补收或退还：无"), slip.out());
        assertTrue(slip.out().contains("由经办人员核定并登记"), slip.out());
        assertTrue(slip.out().contains("处理：待处理"), slip.out());
        assertFalse(slip.out().contains(ApiCounter.BUYER.identityNumber()), slip.out());
        Ended closed = run("followup", "close", id, "--operator", "C01", "--note", "已补收现金");
        assertEquals(ExitCode.OK, closed.exit(), closed.all());
        JsonNode closure = counter.get("/settlements/" + id).body().get("closure");
        assertEquals("C01", closure.at("/operator/opter").asText());
        assertEquals("已补收现金", closure.get("note").asText());
        assertTrue(run("followup", "list").out().contains("共 0 笔"));
        Ended copy = run("followup", "slip", id, "--copy");
        assertTrue(copy.out().startsWith("医保结算更正单（补打）"), copy.all());
        assertTrue(copy.out().contains("经办 C01 已补收现金"), copy.out());
        String done = counter.sell("k-2").body().get("settlement").asText();
        assertTrue(run("followup", "slip", done).err().startsWith("SETTLEMENT_NOT_CORRECTED "));
        Ended again = run("followup", "close", id, "--operator", "C01", "--note", "twice");
        assertTrue(again.err().startsWith("SETTLEMENT_NOTHING_TO_CLOSE "), again.err());
    }

    @Test
    void aDayAndAShiftArePrintedAndWrittenForASpreadsheet() throws Exception {
        counter.sell("k-1");
        counter.sell("k-2");
        counter.platform.cutLine();
        counter.sell("k-3");
        Ended day = run("report", "day", "--date", "2026-03-02");
        assertEquals(ExitCode.OK, day.exit(), day.all());
        assertTrue(day.out().contains("未了结的 1 项"), day.out());
        JsonNode body = ApiCounter.JSON.readTree(
                run("report", "day", "--date", "2026-03-02", "--json").out());
        assertEquals(2, body.at("/totals/sales").asInt());
        assertEquals("200.00", body.at("/totals/medfee_sumamt").decimalValue().toPlainString());
        assertEquals("PROVISIONAL", body.at("/open/0/kind").asText());

        Path file = folder.resolve("day.csv");
        assertEquals(
                ExitCode.OK,
                run("report", "day", "--date", "2026-03-02", "--csv", file.toString())
                        .exit());
        String csv = Files.readString(file);
        assertTrue(csv.startsWith("\ufeff类别,代码,名称,结算笔数"), csv);
        assertTrue(csv.contains("\r\n合计,,,2,0,200.00,"), csv);
        assertEquals(2, csv.lines().filter(line -> line.startsWith("结算,")).count());
        assertTrue(csv.contains("\r\n暂按本机结算,"), csv);

        Ended shift =
                run("report", "shift", "--operator", "C001", "--from", "2026-03-02T00:00", "--to", "2026-03-03T00:00");
        assertEquals(ExitCode.OK, shift.exit(), shift.all());
        assertTrue(shift.out().startsWith("收款员 C001"), shift.out());
        Ended nobody = run(
                "report",
                "shift",
                "--operator",
                "无人&x",
                "--from",
                "2026-03-02T00:00",
                "--to",
                "2026-03-03T00:00",
                "--json");
        assertEquals(
                0, ApiCounter.JSON.readTree(nobody.out()).at("/totals/sales").asInt());
        assertEquals(
                ExitCode.WRONG_CALL,
                run("report", "shift", "--operator", "C1", "--from", "2026-03-02T00:00", "--to", "2026-05-03T00:00")
                        .exit());
    }

    @Test
    void reportsAreRefusedWithTheFieldThatIsWrong() throws Exception {
        assertEquals("date", counter.get("/reports/day?date=2026-02-30").field());
        assertEquals("opter", counter.get("/reports/shift").field());
        assertEquals("from", counter.get("/reports/shift?opter=C1&from=x").field());
        assertEquals(
                "REQUEST_INVALID",
                counter.get("/reports/shift?opter=C1&from=2020-01-01T00:00").code());
        assertEquals(
                0,
                counter.get("/totals?date=2026-03-01").body().get("settlements").asInt());
        assertFalse(counter.get("/queue/x").body().path("error").isMissingNode());
    }

    @Test
    void anActNeedsTheRunningTerminalAlsoWhereAKilledOneLeftItsAddress() throws IOException {
        Files.writeString(
                folder.resolve("data/address.json"),
                "{\"address\":\"http://127.0.0.1:1\",\"token_file\":\"%s\",\"pid\":1}"
                        .formatted(folder.resolve("token").toString().replace("\\", "\\\\")));
        Ended retried = run("queue", "retry", "P3701020000120260302090000A000", "--operator", "C01");
        assertEquals(ExitCode.NOT_REACHED, retried.exit());
        assertTrue(retried.err().contains("没有运行"), retried.err());
    }

    @Test
    void dayIsReconciledItsDifferenceMendedAndShownAgain() throws Exception {
        StatementRow stray = StatementRows.sale("P3701020000120260302090000A999", StatementRows.EMPLOYEES, 700);
        counter.day.holds(List.of(stray));
        Ended different = run("reconcile", "--date", "2026-03-02", "--operator", "K01");
        assertEquals(ExitCode.REFUSED, different.exit(), different.all());
        assertTrue(different.out().contains(stray.message()), different.out());
        Ended mended = run(
                "reconcile",
                "--date",
                "2026-03-02",
                "--operator",
                "K01",
                "--repair",
                stray.message(),
                "--as",
                "accept",
                "--note",
                "已核实");
        assertEquals(ExitCode.OK, mended.exit(), mended.all());
        assertEquals(
                ExitCode.OK,
                run("reconcile", "--date", "2026-03-02", "--operator", "K01").exit());
        Ended shown = run("report", "reconciliation", "--date", "2026-03-02");
        assertTrue(shown.out().contains("已核实"), shown.out());
    }

    @Test
    void repairNeedsItsKindAndItsNote() {
        Ended half = run("reconcile", "--date", "2026-03-02", "--operator", "K01", "--repair", "X");
        assertEquals(ExitCode.WRONG_CALL, half.exit(), half.all());
    }

    @Test
    void shiftEndsOnceAndNamesItsCashier() {
        Ended ended = run("shift", "end", "--operator", "C001");
        assertEquals(ExitCode.OK, ended.exit(), ended.all());
        assertTrue(ended.out().contains("C001"), ended.out());
        assertEquals(ExitCode.REFUSED, run("shift", "end", "--operator", "C001").exit());
    }
}
