package org.yibao.devices.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    /** The worked example of GB 11643. */
    private static final String STANDARD_EXAMPLE = "11010519491231002X";

    @Test
    void theStandardsOwnExampleIsAnIdentityNumber() {
        Optional<LocalDate> birth = IdentityNumber.parse(STANDARD_EXAMPLE).map(IdentityNumber::birth);
        assertEquals(Optional.of(LocalDate.of(1949, 12, 31)), birth);
    }

    @Test
    void everyWrongCharacterIsCaughtByTheCheckCharacter() {
        for (int at = 0; at < STANDARD_EXAMPLE.length(); at++) {
            for (char c : "0123456789X".toCharArray()) {
                if (c != STANDARD_EXAMPLE.charAt(at)) {
                    String wrong = STANDARD_EXAMPLE.substring(0, at) + c + STANDARD_EXAMPLE.substring(at + 1);
                    assertTrue(IdentityNumber.parse(wrong).isEmpty(), wrong);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "11010519491231002x",
                "11010519491231002",
                "11010519491231002X0",
                " 1010519491231002X",
                "１１0105194912310021"
            })
    void otherFormsAreNotIdentityNumbers(String text) {
        assertTrue(IdentityNumber.parse(text).isEmpty());
    }

    @Test
    void aNumberMayNotNameADayThatDoesNotExistNorAnUnknownProvince() {
        assertTrue(IdentityNumber.parse(checked("11010519490229001")).isEmpty());
        assertTrue(IdentityNumber.parse(checked("11010519491301001")).isEmpty());
        assertTrue(IdentityNumber.parse(checked("99010519491231001")).isEmpty());
        assertTrue(IdentityNumber.parse(checked("11010519480229001")).isPresent());
    }

    @Test
    void identityNumberIsMaskedInText() {
        assertEquals(
                "1101**********002X",
                IdentityNumber.parse(STANDARD_EXAMPLE).orElseThrow().toString());
    }

    @Test
    void tradeItemNumbersAreCheckedByTheirLastDigit() {
        assertTrue(Gtin.checks("6901234567892"));
        assertFalse(Gtin.checks("6901234567893"));
        assertFalse(Gtin.checks("6901234567829"));
        assertTrue(Gtin.checks("06901234567892"));
    }

    @Test
    void datesAreStrict() {
        assertTrue(CompactDate.parse("20240229").isPresent());
        assertTrue(CompactDate.parse("20230229").isEmpty());
        assertTrue(CompactDate.parse("+2024022").isEmpty());
        assertTrue(CompactDate.parse("2024022").isEmpty());
        assertTrue(CompactDate.parse("２０２４0229").isEmpty());
    }

    @Test
    void insuranceKnowsTheXinjiangCorpsAndResidenceDoesNot() {
        assertTrue(DivisionCode.ofInsurance("660100"));
        assertFalse(DivisionCode.ofResidence("660100"));
        assertTrue(DivisionCode.ofInsurance("370100"));
        assertFalse(DivisionCode.ofInsurance("000000"));
    }

    private static String checked(String digits) {
        for (char check : "0123456789X".toCharArray()) {
            int sum = check == 'X' ? 10 : check - '0';
            for (int i = 0; i < digits.length(); i++) {
                sum += (1 << (17 - i)) % 11 * (digits.charAt(i) - '0');
            }
            if (sum % 11 == 1) {
                return digits + check;
            }
        }
        throw new AssertionError("no check character");
    }
}
