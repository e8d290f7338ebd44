package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.benefit.Amount;
import org.yibao.platform.PlatformControl;

/** The line loses, repeats and delays answers, is cut, and the platform goes away and comes back. */
final class LineFaultTest {
    private static final String BUYER = "370100000000001";
    private static final String ANOTHER = "370100000000005";
    private static final Site.Limits QUICK = new Site.Limits(1, 2, 100);
    private static final Duration BEYOND_THE_DEADLINE = Duration.ofMillis(1_500);

    @TempDir
    private static Path work;

    private static Stage stage;
    private static int keys;

    private Outcome outcome;

    @BeforeAll
    static void set() {
        stage = Devices.pharmacy(work, QUICK);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @BeforeEach
    void begin() {
        outcome = Outcome.since(stage);
    }

    @AfterEach
    void lineIsSound() {
        control().drop(0);
        control().duplicate(0);
        control().delay(Duration.ZERO);
        control().restore();
        stage.pharmacy().awaitLine(true);
    }

    @Test
    void lostAnswerToACardSaleIsFetchedByTheRetry() {
        Reply quote = quote(stage.laid(BUYER));
        control().drop(1);
        Reply settled = settle(quote);
        assertEquals("PROVISIONAL", settled.body().path("told").asText());
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
        assertEquals("PROVISIONAL", view(id(settled)).path("told").asText());
    }

    @Test
    void severalLostAnswersStillBookOnce() {
        Reply quote = quote(stage.laid(BUYER));
        control().drop(2);
        Reply settled = settle(quote);
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @Test
    void lostAnswerToAVoucherSaleIsReversed() {
        Reply quote = quote(stage.scanned(BUYER));
        control().drop(1);
        String id = notMade(settling(quote).join());
        Outcome.awaitState(stage, id, "REVERSED");
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    @Test
    void lostAnswerToTheReversalToo() {
        Reply quote = quote(stage.scanned(BUYER));
        control().drop(2);
        String id = notMade(settling(quote).join());
        Outcome.awaitState(stage, id, "REVERSED");
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    @Test
    void lostAnswerToAVoidIsFetchedByTheRetry() {
        String id = id(settle(quote(stage.laid(BUYER))));
        control().drop(1);
        Reply voided = stage.pharmacy()
                .counter()
                .till()
                .post("/settlements/" + id + "/void", Till.object().put("idempotency_key", "void-" + id));
        assertTrue(voided.isOk(), () -> "not voided: " + voided.body());
        outcome.isOneSettlement(2);
        assertEquals("BOOKED", view(id).path("void").path("platform").asText());
    }

    @Test
    void whileEveryAnswerIsLostAnInquiryProvesTheSaleAndTheCashierKnowsWhatToSay() {
        Reply quote = quote(stage.laid(BUYER));
        control().drop(1_000);
        String id = id(settle(quote));
        assertEquals("WAITING_SOLD", patient(id));
        JsonNode said = decided(id);
        assertEquals("ACKNOWLEDGED", said.path("settlement").path("state").asText());
        assertEquals("BOOKED", patient(id));
        assertTrue(view(id).path("patient").path("message").asText().contains("已确认入账"));
        outcome.isOneSettlement(1);
    }

    @Test
    void whileEveryAnswerIsLostAnInquiryProvesTheReversalAndTheCashierKnowsWhatToSay() {
        Reply quote = quote(stage.scanned(BUYER));
        control().drop(1_000);
        String id = notMade(settling(quote).join());
        assertEquals("WAITING_NOT_MADE", patient(id));
        JsonNode said = decided(view(id).path("reversal").path("msgid").asText());
        assertEquals("REVERSED", said.path("settlement").path("state").asText());
        assertEquals("REVERSED", patient(id));
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    /** What the platform states of a message, asked until it has come there. */
    private static JsonNode decided(String message) {
        AtomicReference<JsonNode> said = new AtomicReference<>(Till.object());
        Patience.await(
                () -> {
                    Reply asked = stage.pharmacy().counter().till().postNothing("/queue/" + message + "/inquiry");
                    assertTrue(asked.isOk(), () -> "not asked: " + asked.body());
                    said.set(asked.body());
                    return asked.body().path("statement").asText().equals("DECIDED");
                },
                "the platform stated nothing of " + message);
        return Objects.requireNonNull(said.get());
    }

    private static String patient(String id) {
        return view(id).path("patient").path("code").asText();
    }

    @Test
    void repeatedAnswersChangeNothing() {
        Reply quote = quote(stage.laid(BUYER));
        control().duplicate(1);
        Reply settled = settle(quote);
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
        assertTrue(stage.pharmacy().isOnline());
    }

    @Test
    void lateAnswerFindsTheCardSaleProvisional() {
        Reply quote = quote(stage.laid(BUYER));
        control().delay(BEYOND_THE_DEADLINE);
        Reply settled = settle(quote);
        assertEquals("PROVISIONAL", settled.body().path("told").asText());
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        control().delay(Duration.ZERO);
        outcome.isOneSettlement(1);
    }

    @Test
    void lateAnswerDoesNotMakeAVoucherSaleThatTheCounterWasToldIsNotMade() {
        Reply quote = quote(stage.scanned(BUYER));
        control().delay(BEYOND_THE_DEADLINE);
        String id = notMade(settling(quote).join());
        Outcome.awaitState(stage, id, "REVERSED");
        control().delay(Duration.ZERO);
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    @Test
    void cutWhileACardSaleIsInFlight() {
        String id = id(cutInFlight(quote(stage.laid(BUYER))));
        control().restore();
        Outcome.awaitState(stage, id, "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @Test
    void cutWhileAVoucherSaleIsInFlight() {
        String id = notMade(cutInFlight(quote(stage.scanned(BUYER))));
        control().restore();
        Outcome.awaitState(stage, id, "REVERSED");
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    /** The cut comes after the platform booked and before its answer. */
    private Reply cutInFlight(Reply quote) {
        int before = Outcome.entries(stage).size();
        control().delay(BEYOND_THE_DEADLINE);
        CompletableFuture<Reply> settling = settling(quote);
        Patience.await(() -> Outcome.entries(stage).size() > before, "the platform did not book");
        control().cut();
        control().delay(Duration.ZERO);
        return settling.join();
    }

    @Test
    void platformRestartsWhileSalesWait() {
        assertTrue(stage.laid(ANOTHER).isOk());
        assertTrue(stage.laid(BUYER).isOk());
        control().cut();
        stage.pharmacy().awaitLine(false);
        List<String> waiting = new ArrayList<>();
        for (String person : List.of(BUYER, ANOTHER, BUYER)) {
            waiting.add(id(settle(quote(stage.laid(person)))));
        }
        assertEquals(3, Outcome.queued(stage));
        stage.restartPlatform();
        waiting.forEach(id -> Outcome.awaitState(stage, id, "ACKNOWLEDGED"));
        outcome.areSettlements(3, 3);
    }

    @Test
    void platformRestartsWhileAnAnswerIsLostAndAReversalWaits() {
        Reply quote = quote(stage.scanned(BUYER));
        String id = notMade(cutInFlight(quote));
        stage.restartPlatform();
        Outcome.awaitState(stage, id, "REVERSED");
        outcome.isOneSettlement(1);
        assertNothingStands(id);
    }

    /** The rest of the morning must not notice: the reversed sale is given back to the person at both sides. */
    @Test
    void reversedSaleLeavesThePersonAsBefore() {
        int year = control().localNow().getYear();
        var before = control().cum(ANOTHER, year);
        Reply quote = quote(stage.scanned(ANOTHER));
        control().drop(1);
        Outcome.awaitState(stage, notMade(settling(quote).join()), "REVERSED");
        assertEquals(before, control().cum(ANOTHER, year));
        Reply renewed = quote(stage.laid(ANOTHER));
        assertEquals(quote.body().at("/split/setlinfo"), renewed.body().at("/split/setlinfo"));
    }

    /** A sale elsewhere came between: the difference is confirmed, and both sides hold the platform's split. */
    @Test
    void retriedSaleThatThePlatformSplitsOtherwiseIsAdjusted() {
        Reply quote = quote(stage.laid(ANOTHER));
        control().sellElsewhere(ANOTHER, Amount.parse("1500.00"));
        control().drop(1);
        String id = id(settle(quote));
        Patience.await(() -> Outcome.queued(stage) == 0, "the queue did not drain");
        JsonNode view = view(id);
        boolean differs = !view.path("differences").isEmpty();
        assertEquals(differs ? "ADJUSTED" : "ACKNOWLEDGED", view.path("state").asText());
        outcome.isOneSettlement(1);
    }

    private static PlatformControl control() {
        return stage.platform().control();
    }

    private static Reply quote(Reply presented) {
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        ObjectNode bill = Counter.prescription(false, "DEMO-A-02 1 39.80");
        return stage.pharmacy().counter().quote(presented.body(), bill);
    }

    private static CompletableFuture<Reply> settling(Reply quote) {
        return stage.pharmacy().counter().settling(quote, "line-" + ++keys);
    }

    private static Reply settle(Reply quote) {
        return stage.pharmacy().counter().settle(quote, "line-" + ++keys);
    }

    private static String id(Reply settled) {
        return settled.body().path("settlement").asText();
    }

    /** @return the settlement that the counter was told is not made */
    private static String notMade(Reply reply) {
        assertEquals("OUTCOME_UNKNOWN", reply.errorCode(), () -> String.valueOf(reply.body()));
        assertEquals("NOT_MADE", reply.body().at("/settlement/told").asText());
        return reply.body().at("/settlement/settlement").asText();
    }

    private static void assertNothingStands(String id) {
        assertEquals(
                List.of(),
                Outcome.entries(stage).stream()
                        .filter(entry -> entry.msgid().equals(id) && entry.stands())
                        .toList());
    }

    private static JsonNode view(String id) {
        return stage.pharmacy().counter().settlement(id);
    }
}
