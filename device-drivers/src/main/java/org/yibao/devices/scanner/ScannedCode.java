package org.yibao.devices.scanner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.devices.number.DivisionCode;
import org.yibao.devices.number.Gtin;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader.CardReading;

/**
 * A whole scanned line, told apart by its form alone. No text shows a code: what is not recognised may be anything,
 * a damaged e-voucher included.
 */
sealed interface ScannedCode {
    /** What a reader of credentials makes of it. */
    CardReading reading();

    /** @param aimIdentifiers whether the scanner sends them; without the setting they are part of the code */
    static ScannedCode parse(String line, boolean aimIdentifiers) {
        Matcher aim = Forms.AIM.matcher(line);
        if (!aimIdentifiers || !aim.matches()) {
            return classified(line);
        }
        String code = aim.group("code");
        return Forms.GS1_SYMBOLOGIES.matcher(aim.group("symbology")).matches() ? new Gs1(code) : classified(code);
    }

    private static ScannedCode classified(String code) {
        if (Forms.gs1(code)) {
            return new Gs1(code);
        }
        if (Forms.VOUCHER.matcher(code).matches() && DivisionCode.ofInsurance(code.substring(Forms.VOUCHER_DIVISION))) {
            return new ElectronicVoucher(code);
        }
        if (Forms.TRACE.matcher(code).matches()) {
            return new DrugTraceCode(code);
        }
        if (Forms.EAN_13.matcher(code).matches() && Gtin.checks(code)) {
            return new ProductBarcode(code);
        }
        return new Other(code);
    }

    /** 医保电子凭证: 28 digits, the last six a division code. */
    record ElectronicVoucher(String code) implements ScannedCode {
        @Override
        public CardReading reading() {
            return new CardReading.Presented(new InsuredCard.ElectronicVoucher(code));
        }

        @Override
        public String toString() {
            return Forms.hidden("ElectronicVoucher", code);
        }
    }

    /** 药品追溯码: 20 digits; makers' own codes of other lengths are {@link Other}. */
    record DrugTraceCode(String code) implements ScannedCode {
        @Override
        public CardReading reading() {
            return Forms.notACredential("a drug trace code");
        }

        @Override
        public String toString() {
            return Forms.hidden("DrugTraceCode", code);
        }
    }

    /** EAN-13 with its check digit. */
    record ProductBarcode(String code) implements ScannedCode {
        @Override
        public CardReading reading() {
            return Forms.notACredential("a product bar code");
        }

        @Override
        public String toString() {
            return Forms.hidden("ProductBarcode", code);
        }
    }

    /** GS1 element string: application identifier 01, a GTIN-14 with its check digit, further elements. */
    record Gs1(String code) implements ScannedCode {
        @Override
        public CardReading reading() {
            return Forms.notACredential("a GS1 code");
        }

        @Override
        public String toString() {
            return Forms.hidden("Gs1", code);
        }
    }

    record Other(String code) implements ScannedCode {
        @Override
        public CardReading reading() {
            String hint = Forms.AIM.matcher(code).matches() ? "; it begins with an AIM identifier" : "";
            return Forms.notACredential("a code of " + code.length() + " characters" + hint);
        }

        @Override
        public String toString() {
            return Forms.hidden("Other", code);
        }
    }

    /** The forms of codes. */
    final class Forms {
        private static final Pattern AIM = Pattern.compile("](?<symbology>[A-Za-z][0-9A-Za-z])(?<code>.*)");
        private static final Pattern GS1_SYMBOLOGIES = Pattern.compile("C1|d2|Q3|e0");
        private static final Pattern VOUCHER = Pattern.compile("[0-9]{28}");
        private static final int VOUCHER_DIVISION = 22;
        private static final Pattern TRACE = Pattern.compile("[0-9]{20}");
        private static final Pattern EAN_13 = Pattern.compile("[0-9]{13}");
        /** After the GTIN: batch, dates, serial number, count, or nothing. */
        private static final Pattern GS1 = Pattern.compile("01(?<gtin>[0-9]{14})((10|1[1-7]|21|30|37).+)?");

        private Forms() {}

        /**
         * Some GS1 strings are 28 digits long and end like an e-voucher. They count as GS1: a person can show a
         * fresh code, a medicine must not become a person.
         */
        private static boolean gs1(String code) {
            Matcher parts = GS1.matcher(code);
            return !TRACE.matcher(code).matches() && parts.matches() && Gtin.checks(parts.group("gtin"));
        }

        private static CardReading notACredential(String what) {
            return new CardReading.Unreadable(FaultCode.CREDENTIAL_NOT_RECOGNISED, what + " was scanned");
        }

        private static String hidden(String kind, String code) {
            return kind + "[" + code.length() + " characters]";
        }
    }
}
