package org.yibao.devices.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader.CardReading;

/**
 * Row 14 of the reliability list, QR codes: any bytes from a scanner are lines, however they are cut, and a line is a
 * person's e-voucher only when it is one from its first character to its last.
 */
final class ScanFuzzTest {
    private static final int VOUCHER_DIGITS = 28;

    @FuzzTest
    void anyBytesAreCodesOrNoise(byte[] bytes) {
        List<ScannedLine> whole = lines(bytes, bytes.length);
        assertEquals(whole, lines(bytes, 1));
        assertEquals(whole, lines(bytes, 7));
        for (ScannedLine line : whole) {
            readsAsItself(line, line.reading(false), 0);
            readsAsItself(line, line.reading(true), "]Q1".length());
        }
    }

    private static List<ScannedLine> lines(byte[] bytes, int piece) {
        ScanDecoder decoder = new ScanDecoder(ScannerSettings.USUAL);
        List<ScannedLine> lines = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += piece) {
            byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
            lines.addAll(decoder.received(Bytes.of(part), Duration.ZERO));
        }
        lines.addAll(decoder.received(Bytes.of(new byte[0]), ScannerSettings.USUAL.interCharacterTimeout()));
        return lines;
    }

    private static void readsAsItself(ScannedLine line, CardReading reading, int identifier) {
        if (!(reading instanceof CardReading.Presented presented)) {
            return;
        }
        String code = ((InsuredCard.ElectronicVoucher) presented.card()).code();
        String text = ((ScannedLine.Whole) line).text();
        assertTrue(text.equals(code) || text.length() == code.length() + identifier, "a part of a line as a code");
        assertTrue(text.endsWith(code));
        assertEquals(VOUCHER_DIGITS, code.getBytes(StandardCharsets.UTF_8).length);
        assertTrue(code.chars().allMatch(digit -> digit >= '0' && digit <= '9'));
        assertFalse(line.toString().contains(code) || presented.toString().contains(code), "a code in clear");
    }
}
