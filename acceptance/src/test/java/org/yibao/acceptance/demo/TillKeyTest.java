package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;

/** What a till's idempotency key is worth, and what happens at the limit of the queue. */
final class TillKeyTest {
    private static final String BUYER = "370100000000001";
    private static final int TILLS = 8;
    private static final int QUEUE_MAX = 2;

    @TempDir
    private static Path work;

    private static Stage stage;

    @BeforeAll
    static void set() {
        stage = Devices.pharmacy(work, new Site.Limits(8, 15, QUEUE_MAX));
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void keyWithAnotherBodyIsRefused() {
        Outcome outcome = Outcome.since(stage);
        Reply first = quote();
        Reply settled = counter().settle(first, "one-body");
        Reply second = quote();
        Reply refused = counter().settling(second, "one-body").join();
        assertRefused("IDEMPOTENCY_KEY_REUSED", refused);
        assertRefused("IDEMPOTENCY_KEY_REUSED", voiding(settled, "one-body"));
        assertEquals(settled.body(), counter().settle(first, "one-body").body());
        outcome.isOneSettlement(1);
    }

    @Test
    void keyOfAVoidMakesNoSaleAndNoOtherVoid() {
        Outcome outcome = Outcome.since(stage);
        Reply first = counter().settle(quote(), "sale-1");
        Reply second = counter().settle(quote(), "sale-2");
        assertTrue(voiding(first, "void-1").isOk());
        assertTrue(voiding(first, "void-1").isOk());
        assertRefused("IDEMPOTENCY_KEY_REUSED", voiding(second, "void-1"));
        assertRefused(
                "IDEMPOTENCY_KEY_REUSED", counter().settling(quote(), "void-1").join());
        assertRefused("SETTLEMENT_NOT_VOIDABLE", voiding(first, "void-2"));
        outcome.areSettlements(2, 3);
    }

    @Test
    void tillsWithOneKeyAtOnceMakeOneSettlement() {
        Outcome outcome = Outcome.since(stage);
        Reply quote = quote();
        List<CompletableFuture<Reply>> calls = IntStream.range(0, TILLS)
                .mapToObj(till -> counter().settling(quote, "at-once"))
                .toList();
        List<Reply> replies = calls.stream().map(CompletableFuture::join).toList();
        replies.forEach(reply -> assertTrue(reply.isOk(), () -> "refused: " + reply.body()));
        assertEquals(
                1,
                replies.stream()
                        .map(reply -> reply.body().path("settlement").asText())
                        .distinct()
                        .count());
        assertEquals(
                1,
                replies.stream()
                        .map(reply -> reply.body().path("told"))
                        .distinct()
                        .count());
        outcome.isOneSettlement(1);
    }

    @Test
    void tillsThatVoidAtOnceMakeOneVoid() {
        Outcome outcome = Outcome.since(stage);
        Reply settled = counter().settle(quote(), "void-at-once");
        List<CompletableFuture<Reply>> calls = IntStream.range(0, TILLS)
                .mapToObj(till -> till(settled, "voiding-" + till))
                .toList();
        List<Reply> replies = calls.stream().map(CompletableFuture::join).toList();
        assertEquals(1, replies.stream().filter(Reply::isOk).count(), () -> String.valueOf(replies));
        replies.stream()
                .filter(reply -> !reply.isOk())
                .forEach(reply -> assertRefused("SETTLEMENT_NOT_VOIDABLE", reply));
        outcome.isOneSettlement(2);
    }

    @Test
    void fullQueueRefusesInWordsAndLosesNothing() {
        Outcome outcome = Outcome.since(stage);
        Reply online = counter().settle(quote(), "before-the-cut");
        stage.platform().control().cut();
        stage.pharmacy().awaitLine(false);
        for (int sale = 0; sale < QUEUE_MAX; sale++) {
            counter().settle(quote(), "queued-" + sale);
        }
        Reply oneMore = quote();
        assertRefused("QUEUE_FULL", counter().settling(oneMore, "one-more").join());
        assertRefused("QUEUE_FULL", voiding(online, "void-one-more"));
        assertEquals(QUEUE_MAX, Outcome.queued(stage));
        stage.platform().control().restore();
        stage.pharmacy().awaitLine(true);
        outcome.areSettlements(1 + QUEUE_MAX, 1 + QUEUE_MAX);
        counter().settle(quote(), "one-more");
        assertTrue(voiding(online, "void-one-more").isOk());
        outcome.areSettlements(2 + QUEUE_MAX, 3 + QUEUE_MAX);
    }

    private static Counter counter() {
        return stage.pharmacy().counter();
    }

    private static Reply quote() {
        Reply presented = stage.laid(BUYER);
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        return counter().quote(presented.body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
    }

    private static Reply voiding(Reply settled, String key) {
        return till(settled, key).join();
    }

    private static CompletableFuture<Reply> till(Reply settled, String key) {
        ObjectNode call = Till.object().put("idempotency_key", key);
        return counter()
                .till()
                .posting("/settlements/" + settled.body().path("settlement").asText() + "/void", call);
    }

    /** With a code, and with a sentence that a cashier can read. */
    private static void assertRefused(String code, Reply reply) {
        assertEquals(code, reply.errorCode(), () -> String.valueOf(reply.body()));
        assertTrue(reply.errorMessage().codePoints().anyMatch(Character::isIdeographic), reply.errorMessage());
    }
}
