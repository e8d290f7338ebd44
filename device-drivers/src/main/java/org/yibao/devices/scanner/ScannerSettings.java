package org.yibao.devices.scanner;

import java.time.Duration;

/**
 * How a scanner is set. Start and end marks (STX, ETX) and line ends (CR, LF, CR LF) need no setting.
 *
 * @param aimIdentifiers whether it sends an AIM identifier such as {@code ]Q1} before each code (ISO/IEC 15424)
 * @param lineBytesMax longest code it may send, {@value #LINE_BYTES_LEAST} to {@value #LINE_BYTES_MOST} bytes
 * @param interCharacterTimeout silence after which a line that was begun counts as cut off; 10 ms to 5 s
 */
public record ScannerSettings(boolean aimIdentifiers, int lineBytesMax, Duration interCharacterTimeout) {
    public static final int LINE_BYTES_LEAST = 32;
    /** A QR code of version 40 holds 7 089 digits. */
    public static final int LINE_BYTES_MOST = 7_089;

    private static final Duration TIMEOUT_LEAST = Duration.ofMillis(10);
    private static final Duration TIMEOUT_MOST = Duration.ofSeconds(5);

    public static final ScannerSettings USUAL = new ScannerSettings(false, 4_096, Duration.ofMillis(200));

    public ScannerSettings {
        if (lineBytesMax < LINE_BYTES_LEAST || lineBytesMax > LINE_BYTES_MOST) {
            throw new IllegalArgumentException("a scanned line has at most " + LINE_BYTES_MOST + " bytes");
        }
        if (interCharacterTimeout.compareTo(TIMEOUT_LEAST) < 0 || interCharacterTimeout.compareTo(TIMEOUT_MOST) > 0) {
            throw new IllegalArgumentException("the inter-character timeout is 10 ms to 5 s");
        }
    }
}
