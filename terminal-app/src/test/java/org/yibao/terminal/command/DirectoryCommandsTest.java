package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.testing.PartFiles;
import org.yibao.store.SqliteDirectory;

final class DirectoryCommandsTest {
    @TempDir
    private Path folder;

    private Ended directory(String... arguments) {
        List<String> all = new ArrayList<>(List.of("directory"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("terminal.yaml").toString()));
        return Ended.of("", all.toArray(String[]::new));
    }

    private static void activate(SqliteDirectory directory, DirectoryPart part, Bytes file) {
        String digest = Sm3.digest(file.toArray()).hex();
        String version = "v-" + part;
        directory.offered(new DirectoryOffer(part, "q", "f", version, 1, file.length(), digest), Instant.now());
        directory.kept(part, 0, file);
        directory.activated(part, Instant.now());
    }

    @Test
    void aTechnicianSeesVersionsAndWhatACodeWouldCost() throws IOException {
        StoredTerminal terminal = StoredTerminal.in(folder);
        Files.writeString(
                folder.resolve("catalogue.yaml"),
                "items: [{code: X9, name: 旧, list_type: \"101\", chrgitm_lv: \"01\", from: 2020-01-01}]\n");
        Ended nothing = directory("list");
        assertEquals(ExitCode.REFUSED, nothing.exit());
        assertTrue(nothing.out().contains("还没有"), nothing.printed());
        assertTrue(directory("show", "X9").out().contains("catalogue.yaml"));

        terminal.inStore(store -> {
            try (SqliteDirectory directory =
                    SqliteDirectory.open(folder.resolve("data").resolve("directory.db"), store)) {
                activate(
                        directory,
                        DirectoryPart.CATALOGUE,
                        PartFiles.zip("catalogue.txt", PartFiles.item("X1", "阿司匹林", "2020-01-01", "null")));
                activate(
                        directory,
                        DirectoryPart.PRICE_CEILINGS,
                        PartFiles.zip("ceilings.txt", "X1\t1\t12.5\t2020-01-01\tnull\t1\n"));
                directory.refused(DirectoryPart.STOP_LIST, "line 2 column 1: missing");
            }
        });
        Ended shown = directory("show", "X1", "--on", "2026-03-02");
        assertEquals(ExitCode.OK, shown.exit(), shown.printed());
        assertEquals(
                "X1 阿司匹林：目录类别 101，甲乙丙类 02，先行自付比例 无，限价 12.50 元，2026-03-02 有效。",
                shown.lines().get(0));
        assertTrue(shown.lines().get(1).contains("v-CATALOGUE"), shown.printed());
        assertEquals(ExitCode.REFUSED, directory("show", "X9").exit());
        assertEquals(
                ExitCode.REFUSED, directory("show", "X1", "--on", "2019-12-31").exit());
        Ended list = directory("list");
        assertEquals(ExitCode.REFUSED, list.exit());
        assertTrue(list.out().contains("医保目录：版本 v-CATALOGUE，1 行"), list.printed());
        assertTrue(list.out().contains("新版本没有启用：line 2 column 1: missing"), list.printed());
        assertEquals(ExitCode.OK, Ended.of("", "help", "directory").exit());
    }
}
