package org.yibao.devices.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialByteLineTest {
    @Test
    void pathWithoutADeviceIsALostLine(@TempDir Path folder) {
        SerialSettings nowhere = new SerialSettings(folder.resolve("none").toString(), 9_600);
        assertThrows(LineLostException.class, () -> SerialByteLine.open(nowhere));
    }

    @Test
    void baudIsWithinItsLimits() {
        assertEquals(SerialSettings.BAUD_MIN, new SerialSettings("p", SerialSettings.BAUD_MIN).baud());
        assertEquals(SerialSettings.BAUD_MAX, new SerialSettings("p", SerialSettings.BAUD_MAX).baud());
        assertThrows(IllegalArgumentException.class, () -> new SerialSettings("p", SerialSettings.BAUD_MIN - 1));
        assertThrows(IllegalArgumentException.class, () -> new SerialSettings("p", SerialSettings.BAUD_MAX + 1));
        assertThrows(IllegalArgumentException.class, () -> new SerialSettings(" ", 9_600));
    }
}
