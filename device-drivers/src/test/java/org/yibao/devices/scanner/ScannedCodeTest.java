package org.yibao.devices.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader.CardReading;

class ScannedCodeTest {
    private static final String VOUCHER = "9876543210987654321098370102";

    @ParameterizedTest
    @CsvSource({
        "9876543210987654321098370102, ElectronicVoucher",
        "9876543210987654321098660100, ElectronicVoucher",
        "9876543210987654321098000102, Other",
        "987654321098765432109370102, Other",
        "98765432109876543210981370102, Other",
        "9876543210987654321098370102 , ElectronicVoucher",
        "987654321098765432109837010X, Other",
        "81234567890123456789, DrugTraceCode",
        "8123456789012345678, Other",
        "6901234567892, ProductBarcode",
        "6901234567893, Other",
        "01069012345678921725123110AB12, Gs1",
        "0106901234567892, Gs1",
        "01069012345678931725123110AB12, Other",
        "https://example.org/rx/1, Other",
        "01069012345678921726123110AB, Gs1"
    })
    void kindIsToldByForm(String code, String kind) {
        assertEquals(kind, ScannedCode.parse(code, false).getClass().getSimpleName());
    }

    /** 28 digits that end in a province: a GS1 string all the same. */
    @Test
    void medicineThatLooksLikeAVoucherIsAMedicine() {
        String code = "01069012345678921725123710" + "12";
        assertEquals(VOUCHER.length(), code.length());
        assertInstanceOf(ScannedCode.Gs1.class, ScannedCode.parse(code, false));
    }

    @Test
    void fullWidthDigitsAreNoDigits() {
        String wide = VOUCHER.replace('9', '９');
        assertInstanceOf(ScannedCode.Other.class, ScannedCode.parse(wide, false));
    }

    @Test
    void aimIdentifierCountsOnlyWhenConfigured() {
        assertInstanceOf(ScannedCode.ElectronicVoucher.class, ScannedCode.parse("]Q1" + VOUCHER, true));
        assertInstanceOf(ScannedCode.ElectronicVoucher.class, ScannedCode.parse(VOUCHER, true));
        assertInstanceOf(ScannedCode.Gs1.class, ScannedCode.parse("]d2" + VOUCHER, true));
        assertInstanceOf(ScannedCode.Gs1.class, ScannedCode.parse("]C1" + VOUCHER, true));
        ScannedCode unexpected = ScannedCode.parse("]Q1" + VOUCHER, false);
        assertTrue(assertInstanceOf(CardReading.Unreadable.class, unexpected.reading())
                .detail()
                .contains("AIM"));
    }

    @Test
    void onlyAVoucherIsACredential() {
        assertEquals(
                new CardReading.Presented(new InsuredCard.ElectronicVoucher(VOUCHER)),
                ScannedCode.parse(VOUCHER, false).reading());
        for (String other : List.of("81234567890123456789", "6901234567892", "0106901234567892", VOUCHER + VOUCHER)) {
            CardReading.Unreadable reading = assertInstanceOf(
                    CardReading.Unreadable.class,
                    ScannedCode.parse(other, false).reading());
            assertEquals(FaultCode.CREDENTIAL_NOT_RECOGNISED, reading.code());
        }
    }

    @Test
    void noTextShowsACode() {
        for (String code :
                List.of(VOUCHER, VOUCHER + "1", "81234567890123456789", "6901234567892", "0106901234567892")) {
            ScannedCode scanned = ScannedCode.parse(code, false);
            String shown = scanned + " " + scanned.reading();
            assertFalse(shown.contains(code.substring(0, 6)), shown);
        }
    }
}
