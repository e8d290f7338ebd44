package org.yibao.devices.scanner;

import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader.CardReading;

/** What came between two line ends. */
sealed interface ScannedLine {
    CardReading reading(boolean aimIdentifiers);

    record Whole(String text) implements ScannedLine {
        @Override
        public CardReading reading(boolean aimIdentifiers) {
            return ScannedCode.parse(text, aimIdentifiers).reading();
        }

        @Override
        public String toString() {
            return "Whole[" + text.length() + " characters]";
        }
    }

    /** @param detail why it is none, without its content */
    record Broken(String detail) implements ScannedLine {
        @Override
        public CardReading reading(boolean aimIdentifiers) {
            return new CardReading.Unreadable(FaultCode.CREDENTIAL_UNREADABLE, detail);
        }
    }
}
