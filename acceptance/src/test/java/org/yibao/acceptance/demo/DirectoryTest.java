package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/** The directory from the platform's publication to a quote at the counter, over the line. */
final class DirectoryTest {
    private static final String BUYER = "370100000000001";
    private static final String NEW_CODE = "NEW-A-01";

    @TempDir
    private Path work;

    private Stage stage;
    private Site pharmacy;

    @BeforeEach
    void set() {
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        pharmacy = stage.pharmacy();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void whatIsPublishedIsQuotedAfterTheNextSignInAndAlsoOffLine() {
        awaitFirst();
        assertEquals("CATALOGUE_ITEM_UNKNOWN", quote(NEW_CODE).errorCode());

        DirectoryOffer offer = publish(DirectoryPart.CATALOGUE, "catalogue.txt", catalogue());
        signInAgain();
        awaitVersion("CATALOGUE", offer.version());
        assertEquals(200, quote(NEW_CODE).status());
        assertFalse(part("CATALOGUE").path("stale").asBoolean());

        publish(DirectoryPart.STOP_LIST, "stopped.txt", BUYER + "\t01\t2026-01-01\tnull\n");
        signInAgain();
        Patience.await(() -> part("STOP_LIST").path("rows").asInt() == 1, "the stop list did not come");
        assertEquals(200, quote(NEW_CODE).status());
        stage.platform().control().cut();
        pharmacy.awaitLine(false);
        assertEquals("PERSON_STOPPED_OFFLINE", stage.laid(BUYER).errorCode());
    }

    @Test
    void spoiledFileIsNotTakenAndATerminalKilledMeanwhileGoesOn() throws IOException {
        awaitFirst();
        String before = version("CATALOGUE");
        DirectoryOffer offer = publish(DirectoryPart.CATALOGUE, "catalogue.txt", catalogue());
        stage.platform().control().garble(1);
        signInAgain();
        Patience.await(() -> !part("CATALOGUE").path("refused").asText().isEmpty(), "the file was not refused");
        assertEquals(before, version("CATALOGUE"));
        assertEquals("CATALOGUE_ITEM_UNKNOWN", quote(NEW_CODE).errorCode());

        pharmacy.close();
        assertTrue(Files.exists(pharmacy.folder().resolve("store").resolve("directory.db")));
        stage.openPharmacy();
        awaitVersion("CATALOGUE", offer.version());
        assertEquals("", part("CATALOGUE").path("refused").asText());
        assertEquals(200, quote(NEW_CODE).status());
    }

    private DirectoryOffer publish(DirectoryPart part, String name, String rows) {
        return stage.platform()
                .publication()
                .publish(part, Map.of(name, Bytes.of(rows.getBytes(StandardCharsets.UTF_8))));
    }

    /** Of many pieces; the demo's own items stay. */
    private static String catalogue() {
        StringBuilder rows = new StringBuilder();
        for (String code : new String[] {"DEMO-A-01", "DEMO-A-02", NEW_CODE}) {
            rows.append(code).append("\t演示药品\t101\t01\t0\t0\t0\t2022-01-01\tnull\n");
        }
        Random random = new Random(1301);
        for (int row = 0; row < 8_000; row++) {
            String name = Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36);
            rows.append("X").append(row).append("\t").append(name).append("\t101\t01\t0\t0\t0\t2022-01-01\tnull\n");
        }
        return rows.toString();
    }

    private void signInAgain() {
        stage.platform().control().cut();
        pharmacy.awaitLine(false);
        stage.platform().control().restore();
        pharmacy.awaitLine(true);
    }

    private Reply quote(String code) {
        String credential = stage.laid(BUYER).body().path("credential").asText();
        return pharmacy.counter()
                .till()
                .post("/quotes", Counter.prescription(true, code + " 1 39.80").put("credential", credential));
    }

    private JsonNode part(String name) {
        for (JsonNode row : pharmacy.counter().till().get("/health").body().path("directory")) {
            if (row.path("part").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no part " + name);
    }

    private void awaitFirst() {
        Patience.await(() -> !version("CATALOGUE").equals("0"), "no catalogue came");
    }

    private void awaitVersion(String name, String version) {
        Patience.await(() -> version(name).equals(version), name + " did not come");
    }

    private String version(String name) {
        return part(name).path("version").asText();
    }
}
