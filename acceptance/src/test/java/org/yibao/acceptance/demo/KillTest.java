package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.acceptance.demo.StallingTerminal.Moment.AFTER;
import static org.yibao.acceptance.demo.StallingTerminal.Moment.BEFORE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.acceptance.demo.StallingTerminal.Moment;
import org.yibao.acceptance.demo.Till.Reply;

/**
 * Row 1 of the reliability list, at named points: the terminal's process is killed on either side of every durable step;
 * the till repeats its call after the restart.
 */
final class KillTest {
    private static final String BUYER = "370100000000001";
    private static final Site.Limits QUICK = new Site.Limits(1, 2, 100);

    @TempDir
    private static Path work;

    private static Stage stage;
    private static int keys;

    private Outcome outcome;
    private String key;

    @BeforeAll
    static void set() {
        stage = Devices.pharmacy(work, QUICK);
        // Known from here on, also offline.
        assertTrue(stage.laid(BUYER).isOk());
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @BeforeEach
    void newKey() {
        outcome = Outcome.since(stage);
        key = "kill-" + ++keys;
    }

    @AfterEach
    void lineIsUp() {
        stage.platform().control().drop(0);
        stage.platform().control().restore();
        stage.pharmacy().awaitLine(true);
    }

    static Stream<Arguments> stepsOfASale() {
        return Stream.of("accept", "attempted", "answered", "told")
                .flatMap(step -> Stream.of(Arguments.of(BEFORE, step), Arguments.of(AFTER, step)));
    }

    @ParameterizedTest
    @MethodSource("stepsOfASale")
    void onlineSaleIsMadeOnce(Moment moment, String step) {
        Reply quote = quote(stage.laid(BUYER));
        killAt(moment, step, () -> settling(quote));
        stage.openPharmacy();
        Reply settled = repeated(quote, moment == BEFORE && step.equals("accept"));
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, accept", "AFTER, accept", "BEFORE, told", "AFTER, told"})
    void offlineSaleIsMadeOnce(Moment moment, String step) {
        cut();
        Reply quote = quote(stage.laid(BUYER));
        killAt(moment, step, () -> settling(quote));
        stage.openPharmacy();
        Reply settled = repeated(quote, moment == BEFORE && step.equals("accept"));
        assertEquals("PROVISIONAL", settled.body().path("told").asText());
        stage.platform().control().restore();
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, attempted", "AFTER, attempted", "BEFORE, answered", "AFTER, answered"})
    void provisionalSaleIsDeliveredOnce(Moment moment, String step) {
        cut();
        Reply settled = settle(quote(stage.laid(BUYER)));
        Path stalled = stage.stall(moment, step);
        stage.platform().control().restore();
        kill(stalled);
        stage.openPharmacy();
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, voided", "AFTER, voided", "BEFORE, answered", "AFTER, answered"})
    void voidIsMadeOnce(Moment moment, String step) {
        String id = id(settle(quote(stage.laid(BUYER))));
        Outcome.awaitState(stage, id, "ACKNOWLEDGED");
        killAt(moment, step, () -> voiding(id));
        stage.openPharmacy();
        Reply voided = voiding(id).join();
        assertTrue(voided.isOk(), () -> "not voided: " + voided.body());
        Patience.await(
                () -> view(id).path("void").path("platform").asText().equals("BOOKED"), "the void was not booked");
        assertEquals("VOIDED", Outcome.state(stage, id));
        outcome.isOneSettlement(2);
    }

    /** The platform booked the voucher's sale, its answer was lost, and the counter is told "not made". */
    @ParameterizedTest
    @CsvSource({"BEFORE, reversing", "AFTER, reversing", "BEFORE, answered", "AFTER, answered"})
    void reversalEndsInOneWordOnBothSides(Moment moment, String step) {
        Reply quote = quote(stage.scanned(BUYER));
        stage.platform().control().drop(1);
        killAt(moment, step, () -> settling(quote));
        stage.openPharmacy();
        Reply repeated = settling(quote).join();
        String told = repeated.isOk()
                ? repeated.body().path("told").asText()
                : repeated.body().path("settlement").path("told").asText();
        boolean sold = told.equals("DONE");
        assertTrue(sold || told.equals("NOT_MADE"), () -> "told " + told + ": " + repeated.body());
        String id = sold
                ? id(repeated)
                : repeated.body().at("/settlement/settlement").asText();
        Outcome.awaitState(stage, id, sold ? "ACKNOWLEDGED" : "REVERSED");
        outcome.isOneSettlement(1);
        long standing = Outcome.entries(stage).stream()
                .filter(entry -> entry.msgid().equals(id) && entry.stands())
                .count();
        assertEquals(sold ? 1 : 0, standing);
    }

    private static void cut() {
        stage.platform().control().cut();
        stage.pharmacy().awaitLine(false);
    }

    private static Reply quote(Reply presented) {
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        ObjectNode bill = Counter.prescription(true, "DEMO-A-02 1 39.80");
        return stage.pharmacy().counter().quote(presented.body(), bill);
    }

    private CompletableFuture<Reply> settling(Reply quote) {
        return stage.pharmacy().counter().settling(quote, key);
    }

    private Reply settle(Reply quote) {
        return stage.pharmacy().counter().settle(quote, key);
    }

    private CompletableFuture<Reply> voiding(String id) {
        return stage.pharmacy()
                .counter()
                .till()
                .posting("/settlements/" + id + "/void", Till.object().put("idempotency_key", key + "-void"));
    }

    private static void killAt(Moment moment, String step, Supplier<CompletableFuture<Reply>> call) {
        Path stalled = stage.stall(moment, step);
        CompletableFuture<Reply> unanswered = call.get();
        kill(stalled);
        assertNotNull(unanswered);
    }

    private static void kill(Path stalled) {
        Patience.await(() -> Files.exists(stalled), "the terminal did not come to the step");
        stage.pharmacy().process().kill();
    }

    /** The till asks again; when nothing was recorded its quote died too, and it makes the sale anew with the same key. */
    private Reply repeated(Reply quote, boolean nothingRecorded) {
        Reply again = settling(quote).join();
        if (nothingRecorded) {
            assertEquals("QUOTE_UNKNOWN", again.errorCode());
            again = settle(quote(stage.laid(BUYER)));
        } else {
            assertTrue(again.isOk(), "not repeated: " + again.body());
            Reply third = settle(quote);
            assertEquals(id(again), id(third));
            assertEquals(again.body().path("told"), third.body().path("told"));
            assertEquals(again.body().path("cash_due"), third.body().path("cash_due"));
        }
        assertFalse(again.body().path("cash_due").isMissingNode());
        return again;
    }

    private static JsonNode view(String id) {
        return stage.pharmacy().counter().settlement(id);
    }

    private static String id(Reply settled) {
        return settled.body().path("settlement").asText();
    }
}
