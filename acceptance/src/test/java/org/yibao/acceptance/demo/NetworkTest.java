package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.link.netty.LineProxy;
import org.yibao.platform.PlatformControl;

/**
 * Row 8 of the reliability list, with the terminal's own process at a bad cable: every doubt is resolved, and nobody
 * waits for somebody else's. What the platform itself does wrong is {@link LineFaultTest}'s.
 */
final class NetworkTest {
    private static final String BUYER = "370100000000001";
    private static final String ANOTHER = "370100000000005";
    private static final Site.Limits QUICK = new Site.Limits(1, 2, 100);
    private static final Duration BEYOND_THE_DEADLINE = Duration.ofMillis(1_500);

    /** A PING after 20 s, its PONG within 10 s, and what a busy machine needs. */
    private static final Duration HALF_OPEN_IS_NOTICED = Duration.ofSeconds(60);

    @TempDir
    private static Path work;

    private static Stage stage;
    private static Site pharmacy;
    private static LineProxy cable;
    private static int keys;

    private Outcome outcome;

    @BeforeAll
    static void set() throws IOException {
        stage = Devices.pharmacy(work, QUICK);
        pharmacy = stage.pharmacy();
        pharmacy.close();
        cable = new LineProxy(stage.platform().address().getPort());
        pharmacy.pointAt(new InetSocketAddress("127.0.0.1", cable.port()));
        stage.openPharmacy();
        pharmacy.awaitLine(true);
    }

    @AfterAll
    static void close() throws IOException {
        if (stage != null) {
            stage.close();
        }
        if (cable != null) {
            cable.close();
        }
    }

    @BeforeEach
    void begin() {
        outcome = Outcome.since(stage);
    }

    @AfterEach
    void lineIsSound() {
        cable.cable = LineProxy.Cable.GOOD;
        control().drop(0);
        control().delay(Duration.ZERO);
        pharmacy.awaitLine(true);
    }

    @ParameterizedTest
    @EnumSource(
            value = LineProxy.Cable.class,
            names = {"RESET_IN_MID_FRAME", "TRUNCATED"})
    void answerThatIsCutIsFetchedOnTheNextConnection(LineProxy.Cable cut) {
        Reply quote = quote(BUYER);
        cable.cable = cut;
        Reply settled = settle(quote);
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.isOneSettlement(1);
    }

    @Test
    void slowLineDeliversAll() {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        cable.cable = LineProxy.Cable.SLOW;
        CompletableFuture<Reply> first = settling(one);
        CompletableFuture<Reply> second = settling(other);
        Outcome.awaitState(stage, id(first.join()), "ACKNOWLEDGED");
        Outcome.awaitState(stage, id(second.join()), "ACKNOWLEDGED");
        outcome.areSettlements(2, 2);
    }

    /** Half-open: neither end hears of it, and the till is not kept waiting. */
    @ParameterizedTest
    @EnumSource(
            value = LineProxy.Cable.class,
            names = {"BLACK_HOLE", "TRICKLING"})
    void whatWasSentIntoNothingGoesAgainOnceTheLineIsMadeAnew(LineProxy.Cable bad) {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        cable.cable = bad;
        Reply first = settle(one);
        Reply second = settle(other);
        assertEquals("PROVISIONAL", first.body().path("told").asText());
        assertEquals("PROVISIONAL", second.body().path("told").asText());
        Patience.await(HALF_OPEN_IS_NOTICED, () -> !pharmacy.isOnline(), "the dead line was not noticed");
        cable.cable = LineProxy.Cable.GOOD;
        pharmacy.awaitLine(true);
        Outcome.awaitState(stage, id(first), "ACKNOWLEDGED");
        Outcome.awaitState(stage, id(second), "ACKNOWLEDGED");
        outcome.areSettlements(2, 2);
    }

    @Test
    void lostAnswerHoldsUpNobodyElse() {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        control().drop(1);
        CompletableFuture<Reply> doubted = afterBooking(one);
        Reply done = settle(other);
        assertEquals("DONE", done.body().path("told").asText());
        Reply settled = doubted.join();
        assertEquals("PROVISIONAL", settled.body().path("told").asText());
        Outcome.awaitState(stage, id(settled), "ACKNOWLEDGED");
        outcome.areSettlements(2, 2);
    }

    @Test
    void answersMayComeInAnotherOrder() {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        control().delay(BEYOND_THE_DEADLINE);
        CompletableFuture<Reply> late = afterBooking(one);
        control().delay(Duration.ZERO);
        Reply done = settle(other);
        assertEquals("DONE", done.body().path("told").asText());
        assertNotEquals(id(done), id(late.join()));
        Outcome.awaitState(stage, id(late.join()), "ACKNOWLEDGED");
        outcome.areSettlements(2, 2);
    }

    /** The sale is booked; what becomes of its answer was decided. */
    private static CompletableFuture<Reply> afterBooking(Reply quote) {
        int before = Outcome.entries(stage).size();
        CompletableFuture<Reply> settling = settling(quote);
        Patience.await(() -> Outcome.entries(stage).size() > before, "the platform did not book");
        return settling;
    }

    private static PlatformControl control() {
        return stage.platform().control();
    }

    private static Reply quote(String person) {
        Reply presented = stage.laid(person);
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        return pharmacy.counter().quote(presented.body(), Counter.prescription(false, "DEMO-A-02 1 39.80"));
    }

    private static CompletableFuture<Reply> settling(Reply quote) {
        return pharmacy.counter().settling(quote, "network-" + ++keys);
    }

    private static Reply settle(Reply quote) {
        return pharmacy.counter().settle(quote, "network-" + ++keys);
    }

    private static String id(Reply settled) {
        return settled.body().path("settlement").asText();
    }
}
