package org.yibao.emulators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yibao.devices.SerialReaders;
import org.yibao.devices.line.SerialSettings;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

class ScannerOverDeviceFileTest extends CardReaderContract {
    private static final String VOUCHER = "9876543210987654321098370102";
    private static final String OTHER = "1111111111111111111111370102";

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private EmulatedScanner scanner;

    @Override
    void start(Path link) {
        scanner = EmulatedScanner.at(link);
    }

    @Override
    void stop() {
        scanner.close();
    }

    @Override
    CardReader reader(String name, Path link) {
        return SerialReaders.scanner(name, new SerialSettings(link.toString(), 9_600));
    }

    @Override
    void present() {
        scanner.scan(VOUCHER);
    }

    @Override
    InsuredCard credential() {
        return new InsuredCard.ElectronicVoucher(VOUCHER);
    }

    @Override
    void presentSpoilt() {
        scanner.scanHalf(VOUCHER);
    }

    /** What is scanned within the few microseconds between two looks at the line may still count as stale. */
    @Override
    Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Override
    EmulatedPort port() {
        return scanner.port();
    }

    /** An empty line means nothing to a driver, but one that listens takes it. */
    @Override
    void beforeReading() {
        scanner.send((byte) '\r');
        await(() -> scanner.port().unread(1));
    }

    @Override
    void awaitListening() {
        await(() -> !scanner.port().unread(0));
    }

    @Test
    void codeScannedBeforeTheReadIsNotTakenForTheNextCustomer() {
        scanner.scan(OTHER);
        await(() -> scanner.port().unread(1));
        assertEquals(new CardReading.Presented(credential()), readWhilePresenting(LONG));
    }

    @Test
    void codesGluedTogetherAndOtherCodesAreNotRecognised() {
        assertEquals(FaultCode.CREDENTIAL_NOT_RECOGNISED, faultOf(() -> scanner.scanGlued(VOUCHER, OTHER)));
        assertEquals(FaultCode.CREDENTIAL_NOT_RECOGNISED, faultOf(() -> scanner.scan("81234567890123456789")));
        assertEquals(FaultCode.CREDENTIAL_NOT_RECOGNISED, faultOf(() -> scanner.scan("6901234567892")));
    }

    @Test
    void noiseWithinACodeIsUnreadable() {
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, faultOf(() -> {
            scanner.scanHalf(VOUCHER);
            scanner.send((byte) 0xff, (byte) 0x00);
            scanner.scan(VOUCHER.substring(VOUCHER.length() / 2));
        }));
    }

    private FaultCode faultOf(Runnable action) {
        return fault(readWhile(action, LONG));
    }
}
