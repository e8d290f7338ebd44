package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.benefit.Amount;
import org.yibao.platform.PlatformControl;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Shifts;
import org.yibao.settlement.MessageId;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/**
 * A day on which the platform lost a sale and a void, changed a bill, took back a sale by itself and booked one that
 * nobody made: each is found, mended as proposed, and the day closes equal. Over the real process and the real line.
 */
final class ReconciliationTest {
    private static final String BUYER = "370100000000001";
    private static final String ANOTHER = "370100000000005";
    private static final ZoneId COUNTER = ZoneId.of("Asia/Shanghai");

    @TempDir
    private Path work;

    private Stage stage;
    private Site pharmacy;
    private PlatformControl platform;

    @BeforeEach
    void set() {
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        pharmacy = stage.pharmacy();
        platform = stage.platform().control();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void everyDifferenceIsFoundMendedAndTheDayClosesEqual() {
        String lost = sold(BUYER, "lost");
        String altered = sold(BUYER, "altered");
        String takenBack = sold(ANOTHER, "taken-back");
        String voided = sold(ANOTHER, "voided");
        String day = MessageId.parse(lost).second().toLocalDate().toString();
        assertEquals("EQUAL", reconciled(day).path("outcome").asText());

        String lostVoid = voidOf(voided);
        platform.forget(lost);
        platform.forget(lostVoid);
        platform.alter(altered, Amount.parse("1.00"));
        String foreignVoid = platform.takeBack(takenBack).msgid();
        String stray =
                platform.stray(pharmacy.key(), BUYER, Amount.parse("12.00")).msgid();

        JsonNode different = reconciled(day);
        assertEquals("DIFFERENT", different.path("outcome").asText(), different.toString());
        assertEquals(
                new TreeMap<>(Map.of(
                        lost, "ONLY_HERE UPLOAD_AGAIN",
                        lostVoid, "STATE_DIFFERS UPLOAD_AGAIN",
                        altered, "AMOUNTS_DIFFER ACCEPT",
                        foreignVoid, "STATE_DIFFERS ACCEPT",
                        stray, "ONLY_THERE REVERSE")),
                found(different));

        // What was found stands after a power cut.
        pharmacy.process().kill();
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        assertEquals(
                different,
                pharmacy.counter().till().get("/reconciliation/" + day).body());

        for (JsonNode difference : different.path("differences")) {
            repaired(day, difference);
        }
        Patience.await(() -> Outcome.queued(stage) == 0, "the queue did not drain");
        JsonNode equal = reconciled(day);
        assertEquals("EQUAL", equal.path("outcome").asText(), equal.toString());
        assertEquals(5, equal.path("repairs").size());
        assertEquals(ExitCode.OK, command("reconcile", "--date", day, "--operator", "K01"));
        assertEquals(ExitCode.OK, command("report", "reconciliation", "--date", day));
    }

    @Test
    void dayOverASaleThatWaitsIsNamedAndNotClosed() {
        Reply quote = quote(BUYER);
        platform.drop(1);
        String id = pharmacy.counter()
                .settle(quote, "waits")
                .body()
                .path("settlement")
                .asText();
        String day = MessageId.parse(id).second().toLocalDate().toString();
        Till till = pharmacy.counter().till();
        assertTrue(till.post("/queue/" + id + "/set-aside", Till.object().put("reason", "待查"))
                .isOk());
        assertEquals(ExitCode.REFUSED, command("reconcile", "--date", day, "--operator", "K01"));
        JsonNode open = till.get("/reconciliation/" + day).body();
        assertEquals("SET_ASIDE", open.path("open").path(0).path("kind").asText(), open.toString());
        assertEquals(Map.of(id, "ONLY_THERE UPLOAD_AGAIN"), found(open));

        repaired(day, open.path("differences").path(0));
        Patience.await(() -> Outcome.queued(stage) == 0, "the queue did not drain");
        assertEquals("EQUAL", reconciled(day).path("outcome").asText());
    }

    @Test
    void shiftThatEndedIsToldWhenTheTerminalSignsOut() {
        sold(BUYER, "one");
        LocalDateTime last = MessageId.parse(voidOf(sold(ANOTHER, "two"))).second();
        // A shift ends before the second in which it is ended.
        Patience.await(() -> LocalDateTime.now(COUNTER).isAfter(last.plusSeconds(1)), "the clock stands");
        Reply ended = pharmacy.counter().till().post("/shifts", Till.object());
        assertTrue(ended.isOk(), () -> "not ended: " + ended.body());
        assertEquals(2, ended.body().path("sales").path("count").asInt());
        assertEquals(1, ended.body().path("voids").path("count").asInt());
        pharmacy.close();
        Shifts.Shift told = platform.shifts().get(platform.shifts().size() - 1);
        assertEquals(2, told.sales());
        assertEquals(1, told.voids());
        assertEquals(
                Amount.ofYuan(ended.body().path("sales").path("medfee_sumamt").decimalValue()), told.soldMedfee());
    }

    private Reply quote(String person) {
        Reply presented = stage.laid(person);
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        return pharmacy.counter().quote(presented.body(), Counter.prescription(false, "DEMO-A-02 1 39.80"));
    }

    private String sold(String person, String key) {
        JsonNode settled = pharmacy.counter().settle(quote(person), key).body();
        assertEquals("DONE", settled.path("told").asText(), settled.toString());
        return settled.path("settlement").asText();
    }

    /** Takes a sale back, and waits until the platform booked that. */
    private String voidOf(String settlement) {
        ObjectNode body = Till.object().put("idempotency_key", "void-" + settlement);
        Reply taken = pharmacy.counter().till().post("/settlements/" + settlement + "/void", body);
        assertTrue(taken.isOk(), () -> "not voided: " + taken.body());
        Patience.await(() -> Outcome.queued(stage) == 0, "the void did not arrive");
        Entry sale = entry(settlement);
        return platform.entries().stream()
                .filter(entry -> sale.setlId().equals(entry.voids()))
                .findFirst()
                .orElseThrow()
                .msgid();
    }

    private Entry entry(String msgid) {
        return platform.entries().stream()
                .filter(entry -> entry.msgid().equals(msgid))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode reconciled(String day) {
        Reply reply = pharmacy.counter().till().post("/reconciliation/" + day, Till.object());
        assertTrue(reply.isOk(), () -> "not reconciled: " + reply.body());
        return reply.body();
    }

    /** Class and proposed repair of each difference, by its message. */
    private static Map<String, String> found(JsonNode day) {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode difference : day.path("differences")) {
            found.put(
                    difference.path("msgid").asText(),
                    difference.path("kind").asText() + " "
                            + difference.path("repairs").path(0).path("repair").asText());
        }
        return found;
    }

    private void repaired(String day, JsonNode difference) {
        ObjectNode body = Till.object()
                .put("msgid", difference.path("msgid").asText())
                .put("repair", difference.path("repairs").path(0).path("repair").asText())
                .put("note", "已核实");
        Reply reply = pharmacy.counter().till().post("/reconciliation/" + day + "/repairs", body);
        assertTrue(reply.isOk(), () -> "not repaired: " + reply.body());
    }

    private int command(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--config";
        all[words.length + 1] = pharmacy.configuration().toString();
        PrintStream said = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.of(new Console(InputStream.nullInputStream(), said, said))
                .execute(all);
    }
}
