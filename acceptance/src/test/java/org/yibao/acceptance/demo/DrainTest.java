package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;

/**
 * The operating system asks the terminal's process to end while answers are on their way: they are awaited, the
 * terminal signs out, and nothing is lost or doubled. The platform's process: {@code PlatformProcessTest}.
 */
final class DrainTest {
    private static final String BUYER = "370100000000001";
    private static final String ANOTHER = "370100000000005";

    /** Long enough for the request to end to come before the answers. */
    private static final Duration LATE = Duration.ofSeconds(2);

    @TempDir
    private Path work;

    private Stage stage;
    private Site pharmacy;
    private Outcome outcome;

    @BeforeEach
    void set() {
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        pharmacy = stage.pharmacy();
        outcome = Outcome.since(stage);
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void salesInFlightAreAnsweredToTheTill() throws IOException {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        stage.platform().control().delay(LATE);
        List<CompletableFuture<Reply>> settling = Stream.of(one, other)
                .map(quote -> pharmacy.counter()
                        .settling(quote, quote.body().path("quote").asText()))
                .toList();
        awaitBooked(2);
        assertTrue(settling.stream().noneMatch(CompletableFuture::isDone));

        pharmacy.close();
        for (CompletableFuture<Reply> each : settling) {
            Reply settled = each.join();
            assertTrue(settled.isOk(), () -> "not settled: " + settled.body());
            assertEquals("DONE", settled.body().path("told").asText());
        }
        assertSignedOut();
        assertNothingLostOrDoubled();
    }

    @Test
    void storedSalesInFlightAreTakenInOrGoAgain() throws IOException {
        Reply one = quote(BUYER);
        Reply other = quote(ANOTHER);
        stage.platform().control().cut();
        pharmacy.awaitLine(false);
        pharmacy.counter().settle(one, "offline-1");
        pharmacy.counter().settle(other, "offline-2");
        stage.platform().control().delay(LATE);
        stage.platform().control().restore();
        awaitBooked(2);

        pharmacy.close();
        assertSignedOut();
        assertNothingLostOrDoubled();
    }

    private Reply quote(String person) {
        Reply presented = stage.laid(person);
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        return pharmacy.counter().quote(presented.body(), Counter.prescription(false, "DEMO-A-02 1 39.80"));
    }

    private void awaitBooked(int count) {
        Patience.await(() -> Outcome.entries(stage).size() == count, "the platform did not book");
    }

    private void assertSignedOut() throws IOException {
        String log = Files.readString(pharmacy.folder().resolve("terminal.log"));
        assertTrue(log.contains("line CLOSING"), log);
        assertFalse(log.contains("the line did not close in order"), log);
        Patience.await(() -> stage.platform().control().connections() == 0, "the connection was left open");
    }

    private void assertNothingLostOrDoubled() {
        stage.platform().control().delay(Duration.ZERO);
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        outcome.areSettlements(2, 2);
    }
}
