package org.yibao.terminal.configuration;

import java.time.Duration;

/**
 * One device at the counter.
 *
 * @param name as the local API calls it
 * @param device file or port name, such as {@code /dev/ttyUSB0} or {@code COM3}
 * @param baud bits per second
 * @param aimIdentifiers whether a scanner puts an AIM identifier before each code
 * @param lineBytesMax longest code of a scanner in bytes
 * @param interCharacterTimeout silence after which a scanner's line counts as cut off
 */
public record ReaderSettings(
        String name,
        Kind kind,
        String device,
        int baud,
        boolean aimIdentifiers,
        int lineBytesMax,
        Duration interCharacterTimeout) {
    public enum Kind {
        SCANNER,
        IDENTITY_CARD
    }
}
