package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yibao.platform.ledger.Entry;

/** What must hold at a pharmacy and at the platform once the line is up and nothing waits. */
final class Outcome {
    private final Stage stage;
    private final int bookedBefore;
    private final int soldBefore;

    private Outcome(Stage stage, int bookedBefore, int soldBefore) {
        this.stage = stage;
        this.bookedBefore = bookedBefore;
        this.soldBefore = soldBefore;
    }

    /** To be asked before the sale; the rest after it. */
    static Outcome since(Stage stage) {
        return new Outcome(stage, entries(stage).size(), settlements(stage).size());
    }

    /** Everything the pharmacy's terminal booked, also what was reversed. */
    static List<Entry> entries(Stage stage) {
        return stage.platform().control().entries().stream()
                .filter(entry -> entry.terminal().equals(stage.pharmacy().key()))
                .toList();
    }

    private static JsonNode settlements(Stage stage) {
        return stage.pharmacy()
                .counter()
                .till()
                .get("/settlements?limit=1000")
                .body()
                .path("settlements");
    }

    static String state(Stage stage, String id) {
        return stage.pharmacy().counter().settlement(id).path("state").asText();
    }

    static void awaitState(Stage stage, String id, String expected) {
        try {
            Patience.await(() -> state(stage, id).equals(expected), "");
        } catch (DemoFailure late) {
            assertEquals(expected, state(stage, id));
        }
    }

    static int queued(Stage stage) {
        return stage.pharmacy()
                .counter()
                .till()
                .get("/queue")
                .body()
                .path("size")
                .asInt();
    }

    /** One settlement more at the terminal, {@code entries} ledger rows more, and the books agree. */
    void isOneSettlement(int entries) {
        areSettlements(1, entries);
    }

    void areSettlements(int settlements, int entries) {
        Patience.await(() -> queued(stage) == 0, "the queue did not drain");
        assertEquals(settlements, settlements(stage).size() - soldBefore, "settlements at the terminal");
        assertEquals(entries, entries(stage).size() - bookedBefore, "rows in the platform's ledger");
        booksAgree(stage);
    }

    /** Totals to the fen, and a journal without a fault. */
    static void booksAgree(Stage stage) {
        Books books = Books.of(stage.pharmacy(), stage.platform().control());
        assertTrue(books.agree(), () -> "the totals differ: " + books);
        JsonNode journal = stage.pharmacy()
                .counter()
                .till()
                .postNothing("/journal/verification")
                .body();
        assertTrue(journal.path("sound").asBoolean(), () -> "the journal is broken: " + journal);
        assertEquals(List.of(), stage.platform().control().alarms());
    }
}
