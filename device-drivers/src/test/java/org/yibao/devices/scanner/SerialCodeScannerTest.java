package org.yibao.devices.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.ScriptedLine;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

class SerialCodeScannerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String FIRST = "9876543210987654321098370102";
    private static final String SECOND = "1111111111111111111111370102";

    @Test
    void voucherIsPresented() {
        assertEquals(voucher(FIRST), read(new ScriptedLine().after(500, FIRST + "\r")));
    }

    @Test
    void codeOfTheCustomerBeforeIsThrownAway() {
        ScriptedLine line = new ScriptedLine().waiting(FIRST + "\r").after(500, SECOND + "\r");
        assertEquals(voucher(SECOND), read(line));
        assertInstanceOf(CardReading.NothingPresented.class, read(new ScriptedLine().waiting(FIRST + "\r")));
    }

    @Test
    void restOfACodeBegunBeforeIsThrownAwayToo() {
        ScriptedLine line =
                new ScriptedLine().waiting("123456").after(1, FIRST + "\r").after(500, SECOND + "\r");
        assertEquals(voucher(SECOND), read(line));
    }

    @Test
    void codeThatRunsAcrossTheEndOfOneReadDoesNotReachTheNext() {
        CardReader scanner = scanner(new ScriptedLine()
                .after(1_999, "123456")
                .after(2, FIRST + "\r")
                .after(500, SECOND + "\r")
                .line());
        assertInstanceOf(CardReading.NothingPresented.class, scanner.read(TIMEOUT));
        assertEquals(voucher(SECOND), scanner.read(TIMEOUT));
    }

    @Test
    void secondCodeOfABurstDoesNotReachTheNextRead() {
        CardReader scanner = scanner(
                new ScriptedLine().after(1, FIRST + "\r" + SECOND + "\r").line());
        assertEquals(voucher(FIRST), scanner.read(TIMEOUT));
        assertInstanceOf(CardReading.NothingPresented.class, scanner.read(TIMEOUT));
    }

    @Test
    void gluedCodesAreNotTakenApart() {
        assertEquals(FaultCode.CREDENTIAL_NOT_RECOGNISED, fault(new ScriptedLine().after(1, FIRST + SECOND + "\r")));
    }

    @Test
    void halfACodeIsUnreadable() {
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, fault(new ScriptedLine().after(1, "98765")));
    }

    @Test
    void scannerPulledOutMidLineIsNotConnected() {
        assertEquals(
                FaultCode.READER_NOT_CONNECTED,
                fault(new ScriptedLine().after(1, "98765").lost()));
    }

    @Test
    void silenceIsNothingPresented() {
        assertInstanceOf(CardReading.NothingPresented.class, read(new ScriptedLine()));
    }

    @Test
    void settingsHaveLimits() {
        Duration timeout = Duration.ofMillis(10);
        new ScannerSettings(false, ScannerSettings.LINE_BYTES_LEAST, timeout);
        new ScannerSettings(false, ScannerSettings.LINE_BYTES_MOST, Duration.ofSeconds(5));
        refused(ScannerSettings.LINE_BYTES_LEAST - 1, timeout);
        refused(ScannerSettings.LINE_BYTES_MOST + 1, timeout);
        refused(ScannerSettings.LINE_BYTES_MOST, timeout.minusMillis(1));
        refused(ScannerSettings.LINE_BYTES_MOST, Duration.ofMillis(5_001));
    }

    private static void refused(int bytes, Duration timeout) {
        assertThrows(IllegalArgumentException.class, () -> new ScannerSettings(false, bytes, timeout));
    }

    private static CardReading read(ScriptedLine script) {
        return scanner(script.line()).read(TIMEOUT);
    }

    private static CardReader scanner(ByteLine line) {
        return new SerialCodeScanner("scanner", () -> line, ScannerSettings.USUAL);
    }

    private static CardReading voucher(String code) {
        return new CardReading.Presented(new InsuredCard.ElectronicVoucher(code));
    }

    private static FaultCode fault(ScriptedLine script) {
        return assertInstanceOf(CardReading.Unreadable.class, read(script)).code();
    }
}
