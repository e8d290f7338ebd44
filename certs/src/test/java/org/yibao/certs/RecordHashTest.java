package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordHashTest {
    private static final byte[] PREVIOUS = filled((byte) 1);
    private static final byte[] CONTENT = filled((byte) 2);

    @Test
    void itIsSm3OverNamePreviousAndContent() {
        byte[] name = "yibao journal record 2".getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(name, name.length + 64);
        System.arraycopy(PREVIOUS, 0, message, name.length, 32);
        System.arraycopy(CONTENT, 0, message, name.length + 32, 32);
        assertEquals(Sm3.digest(message), RecordHash.of(PREVIOUS, CONTENT));
    }

    @Test
    void bytesOfAnotherLengthAreNoHashes() {
        assertThrows(IllegalArgumentException.class, () -> RecordHash.of(new byte[31], CONTENT));
        assertThrows(IllegalArgumentException.class, () -> RecordHash.of(PREVIOUS, new byte[33]));
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
