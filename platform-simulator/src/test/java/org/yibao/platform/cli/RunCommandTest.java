package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void unknownChoiceOfSuitesStartsNothing() {
        Path platform = folder.resolve("platform");
        assertEquals(1, PlatformMain.execute("run", "--dir", platform.toString(), "--tls", "sm"));
        assertFalse(Files.exists(platform.resolve("keys")));
    }
}
