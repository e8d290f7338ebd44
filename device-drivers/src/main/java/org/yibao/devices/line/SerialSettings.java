package org.yibao.devices.line;

/**
 * A serial line with 8 data bits, no parity, 1 stop bit and no flow control.
 *
 * @param path device file or port name, such as {@code /dev/ttyUSB0} or {@code COM3}; a link is followed at each
 *     opening
 * @param baud {@value #BAUD_MIN} to {@value #BAUD_MAX} bits per second
 */
public record SerialSettings(String path, int baud) {
    public static final int BAUD_MIN = 1_200;
    public static final int BAUD_MAX = 921_600;

    public SerialSettings {
        if (path.isBlank()) {
            throw new IllegalArgumentException("a serial line has a path");
        }
        if (baud < BAUD_MIN || baud > BAUD_MAX) {
            throw new IllegalArgumentException("baud is " + BAUD_MIN + " to " + BAUD_MAX);
        }
    }
}
