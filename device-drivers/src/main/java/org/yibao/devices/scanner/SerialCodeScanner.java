package org.yibao.devices.scanner;

import java.time.Duration;
import java.util.List;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.DeviceLine;
import org.yibao.devices.line.LineEvent;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.CardReader;

/**
 * A scanner that reads e-vouchers (医保电子凭证). The first line that ends within a read is its result.
 *
 * <p>A code scanned before the read began is thrown away, and so is the rest of a line begun before: it belongs to
 * whoever stood there then, and taking it for the next customer would settle on the wrong person. The customer at
 * the counter scans when asked.
 */
public final class SerialCodeScanner implements CardReader {
    private final String name;
    private final DeviceLine device;
    private final ScannerSettings settings;
    private final ScanDecoder decoder;

    public SerialCodeScanner(String name, ByteLine.Opener opener, ScannerSettings settings) {
        this.name = name;
        this.device = new DeviceLine(opener);
        this.settings = settings;
        this.decoder = new ScanDecoder(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CardReading read(Duration timeout) {
        return device.read(timeout, this::scan);
    }

    private CardReading scan(ByteLine line, Bytes stale, Duration timeout) {
        decoder.received(stale, Duration.ZERO);
        decoder.skipBegunLine();
        Duration left = timeout;
        while (left.compareTo(Duration.ZERO) > 0) {
            LineEvent.Received received = line.read(left);
            List<ScannedLine> lines = decoder.received(received.bytes(), received.waited());
            if (!lines.isEmpty()) {
                return lines.get(0).reading(settings.aimIdentifiers());
            }
            left = left.minus(received.waited());
        }
        return new CardReading.NothingPresented();
    }

    @Override
    public void close() {
        device.close();
    }
}
