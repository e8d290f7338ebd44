package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 3 of the reliability list: each call to the disk that opening a store and the steps of a sale make fails once, in
 * each of the ways in which disks fail.
 */
class DiskFaultTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("row 3: whichever call to the disk fails, a step is refused clearly or done")
    void whicheverCallToTheDiskFailsAStepIsRefusedClearlyOrDone() throws Exception {
        FaultyDisk disk = FaultyDisk.compiled(folder);
        Path control = FaultyDisk.control(folder.resolve("control"));
        Path watched = FaultyDisk.quickFolder(folder);
        List<String> said = disk.run(
                FaultyDiskProcess.class,
                Map.of("DISK_FOLDER", watched.toString(), "DISK_CONTROL", control.toString()),
                watched.toString(),
                control.toString());
        said.forEach(line -> System.out.println("row 3: " + line));
        assertEquals(
                List.of(),
                said.stream().filter(line -> line.startsWith("WRONG")).toList());
        assertTrue(said.size() > 1 && said.stream().noneMatch(line -> line.contains(": 0 calls")), said::toString);
    }
}
