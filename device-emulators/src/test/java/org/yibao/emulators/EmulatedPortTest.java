package org.yibao.emulators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsPseudoTerminals
@Timeout(20)
class EmulatedPortTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test.
    private Path folder;

    @Test
    void everyByteValuePassesUnchangedBothWays() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (EmulatedPort port = new EmulatedPort(folder.resolve("port"))) {
            port.write(all);
            try (InputStream far = Files.newInputStream(port.link())) {
                assertArrayEquals(all, far.readNBytes(all.length));
            }
            try (OutputStream far = Files.newOutputStream(port.link())) {
                far.write(all);
            }
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            while (seen.size() < all.length) {
                seen.writeBytes(port.read());
            }
            assertArrayEquals(all, seen.toByteArray());
        }
    }

    @Test
    void replugIsAnotherDeviceBehindTheSamePath() throws Exception {
        Path link = folder.resolve("made").resolve("port");
        try (EmulatedPort port = new EmulatedPort(link);
                InputStream held = Files.newInputStream(link)) {
            Path before = Files.readSymbolicLink(link);
            port.unplug();
            assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
            assertThrows(EmulatorException.class, () -> port.write(new byte[1]));
            port.plug();
            assertFalse(before.equals(Files.readSymbolicLink(link)), "the held descriptor keeps the old one taken");
            assertThrows(IOException.class, () -> {
                if (held.read() < 0) {
                    throw new IOException("hung up");
                }
            });
        }
    }

    @Test
    void linkLeftBehindByAKilledProcessIsReplaced() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("port"), folder.resolve("gone"));
        try (EmulatedPort port = new EmulatedPort(link)) {
            assertTrue(Files.exists(port.link()));
        }
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void fileThatIsNoLinkIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("port"), "precious");
        assertThrows(EmulatorException.class, () -> new EmulatedPort(file));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void fullPortRefusesInsteadOfBlocking() {
        byte[] much = "x".repeat(4_000).getBytes(StandardCharsets.US_ASCII);
        try (EmulatedPort port = new EmulatedPort(folder.resolve("port"))) {
            assertThrows(EmulatorException.class, () -> {
                for (int i = 0; i < 1_000; i++) {
                    port.write(much);
                }
            });
        }
    }
}
