package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.directory.DirectoryPart;

class PublishCommandTest {
    private static final String ITEM = "X-1\t片\t101\t01\t0\t0\t0\t2022-01-01\tnull\n";

    @TempDir
    Path folder;

    private int publish(String part, String... files) {
        String[] arguments = new String[4 + files.length];
        arguments[0] = "publish";
        arguments[1] = "--dir";
        arguments[2] = folder.resolve("platform").toString();
        arguments[3] = part;
        for (int i = 0; i < files.length; i++) {
            arguments[4 + i] = folder.resolve(files[i]).toString();
        }
        return PlatformMain.execute(arguments);
    }

    private Map<DirectoryPart, Long> rows() {
        try (LedgerDatabase ledger =
                LedgerDatabase.open(folder.resolve("platform").resolve("ledger.db"))) {
            return ledger.inTransaction(tx -> new DirectoryVersions(tx)
                    .newest(DirectoryPart.CATALOGUE)
                    .map(version ->
                            Map.of(DirectoryPart.CATALOGUE, version.offer().rows()))
                    .orElse(Map.of()));
        }
    }

    @Test
    void fileBecomesTheNewestVersion() throws Exception {
        Files.writeString(folder.resolve("items.txt"), ITEM, StandardCharsets.UTF_8);

        assertEquals(0, publish("CATALOGUE", "items.txt"));

        assertEquals(Map.of(DirectoryPart.CATALOGUE, 1L), rows());
    }

    @Test
    void whatCannotBePublishedChangesNothing() throws Exception {
        Files.writeString(folder.resolve("items.txt"), ITEM + ITEM, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("bundle.yaml"), "bundle:\n", StandardCharsets.UTF_8);

        assertEquals(1, publish("CATALOGUE", "items.txt"));
        assertEquals(1, publish("CATALOGUE", "missing.txt"));
        assertEquals(1, publish("CATALOGUE", "items.txt", "items.txt"));
        assertEquals(1, publish("POLICY_TABLES", "bundle.yaml"));
        assertEquals(2, publish("CATALOGUE"));
        assertEquals(2, publish("PRICES", "items.txt"));

        assertEquals(Map.of(DirectoryPart.CATALOGUE, 5L), rows());
    }
}
