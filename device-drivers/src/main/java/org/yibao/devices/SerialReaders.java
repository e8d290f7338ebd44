package org.yibao.devices;

import java.time.InstantSource;
import org.yibao.devices.identity.SerialIdentityCardReader;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.SerialByteLine;
import org.yibao.devices.line.SerialSettings;
import org.yibao.devices.scanner.ScannerSettings;
import org.yibao.devices.scanner.SerialCodeScanner;
import org.yibao.settlement.port.CardReader;

/**
 * Readers as the configuration describes them. Nothing is opened before the first read, so a device that is not
 * plugged in does not keep the terminal from starting.
 */
public final class SerialReaders {
    /**
     * System property with the folder of the serial library's native part, unpacked beforehand; read once, before
     * the first port is opened. Without it the native part goes to {@code java.io.tmpdir}.
     */
    public static final String NATIVE_FOLDER = "jSerialComm.library.path";

    private SerialReaders() {}

    /** A scanner with the usual settings. */
    public static CardReader scanner(String name, SerialSettings settings) {
        return scanner(name, settings, ScannerSettings.USUAL);
    }

    public static CardReader scanner(String name, SerialSettings settings, ScannerSettings scanner) {
        return new SerialCodeScanner(name, line(settings), scanner);
    }

    /** @param clock tells the day on which a card's validity is judged */
    public static CardReader identityCardReader(String name, SerialSettings settings, InstantSource clock) {
        return new SerialIdentityCardReader(name, line(settings), clock);
    }

    private static ByteLine.Opener line(SerialSettings settings) {
        return () -> SerialByteLine.open(settings);
    }
}
