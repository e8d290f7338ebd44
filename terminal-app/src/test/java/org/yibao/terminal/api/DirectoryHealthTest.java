package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.Upkeep;

final class DirectoryHealthTest {
    @TempDir
    private Path folder;

    @Test
    void healthShowsEachPartAndWarnsOfWhatIsStaleRefusedOrWaits() throws Exception {
        Instant then = Instant.parse("2026-03-02T01:00:00Z");
        DirectoryOffer offer = new DirectoryOffer(DirectoryPart.CATALOGUE, "q", "f", "v2", 9, 5_000, "0".repeat(64));
        PartStanding catalogue = new PartStanding(DirectoryPart.CATALOGUE, "v1", 7, then, then, offer, 4_096, "");
        PartStanding stopList =
                new PartStanding(DirectoryPart.STOP_LIST, "v1", 0, then, then, null, 0, "line 2 column 1: missing");
        PartStanding tables = new PartStanding(DirectoryPart.POLICY_TABLES, "v1", 2, then, then, null, 0, "");
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.directory = new DirectoryStanding(
                    List.of(
                            new Upkeep(catalogue, true, ""),
                            new Upkeep(stopList, false, "the line is down"),
                            new Upkeep(tables, false, ""),
                            new Upkeep(PartStanding.nothing(DirectoryPart.TRUST), true, "")),
                    List.of("jinan-in-force@2"));
            JsonNode parts = counter.get("/health").body().get("directory");
            assertEquals("CATALOGUE", parts.at("/0/part").asText());
            assertEquals("v1", parts.at("/0/version").asText());
            assertEquals("2026-03-02 09:00:00", parts.at("/0/fetched").asText());
            assertEquals("2026-03-02 09:00:00", parts.at("/0/confirmed").asText());
            assertTrue(parts.at("/0/stale").asBoolean());
            assertEquals(4_096, parts.at("/0/fetching/bytes").asInt());
            assertEquals(5_000, parts.at("/0/fetching/of").asInt());
            assertTrue(parts.at("/0/message").asText().startsWith("医保目录"));
            assertEquals("line 2 column 1: missing", parts.at("/1/refused").asText());
            assertEquals("the line is down", parts.at("/1/trouble").asText());
            assertTrue(parts.at("/1/message").asText().contains("停用名单"));
            assertEquals("jinan-in-force@2", parts.at("/2/waiting/0").asText());
            assertTrue(parts.at("/2/message").asText().contains("policy activate"));
            assertEquals("0", parts.at("/3/version").asText());
            assertFalse(parts.get(3).has("fetched"));
            assertTrue(parts.at("/3/message").asText().startsWith("吊销名单"));
        }
    }
}
