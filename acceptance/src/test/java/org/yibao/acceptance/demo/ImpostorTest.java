package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;

/** A platform whose certificates come from other authorities gets nothing, and what waited goes to the true one. */
final class ImpostorTest {
    private static final String BUYER = "370100000000001";
    private static final int TRIES = 3;

    @TempDir
    private Path work;

    @Test
    void terminalStaysOfflineAndKeepsItsQueue() throws IOException {
        try (Stage stage = Devices.pharmacy(work, Site.Limits.USUAL);
                ReferencePlatform impostor = impostor()) {
            Site pharmacy = stage.pharmacy();
            Outcome outcome = Outcome.since(stage);
            String id = soldOffline(stage);
            pharmacy.close();
            long before = tries(pharmacy);
            pharmacy.pointAt(impostor.address());
            stage.openPharmacy();
            Patience.await(() -> tries(pharmacy) >= before + TRIES, "the terminal did not try");
            assertFalse(pharmacy.isOnline());
            assertEquals(1, Outcome.queued(stage));
            assertEquals(
                    "PROVISIONAL",
                    pharmacy.counter().settlement(id).path("state").asText());
            assertEquals(List.of(), impostor.control().entries());
            assertEquals(0, attempts(pharmacy));
            pharmacy.close();
            pharmacy.pointAt(stage.platform().address());
            stage.platform().control().restore();
            stage.openPharmacy();
            Outcome.awaitState(stage, id, "ACKNOWLEDGED");
            outcome.isOneSettlement(1);
        }
    }

    private ReferencePlatform impostor() throws IOException {
        Path folder = Files.createDirectories(work.resolve("impostor"));
        return ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.loadOrDraw(folder), InstantSource.system()));
    }

    private static String soldOffline(Stage stage) {
        assertTrue(stage.laid(BUYER).isOk());
        stage.platform().control().cut();
        stage.pharmacy().awaitLine(false);
        Counter counter = stage.pharmacy().counter();
        Reply quote = counter.quote(stage.laid(BUYER).body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
        return counter.settle(quote, "offline").body().path("settlement").asText();
    }

    /** How often a message's bytes left. */
    private static int attempts(Site site) {
        return site.counter()
                .till()
                .get("/queue")
                .body()
                .at("/entries/0/attempts")
                .asInt(-1);
    }

    /** How often the terminal's log says that a connection ended. */
    private static long tries(Site site) {
        try {
            return Files.readAllLines(site.folder().resolve("terminal.log"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.contains("line OFFLINE") || line.contains("line WAITING"))
                    .count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
