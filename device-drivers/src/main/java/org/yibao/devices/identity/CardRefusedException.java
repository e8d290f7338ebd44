package org.yibao.devices.identity;

import org.yibao.devices.line.DeviceException;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader.CardReading;

/** What the reader sent cannot be used; the driver makes a reading of it. */
final class CardRefusedException extends DeviceException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;

    CardRefusedException(FaultCode code, String detail) {
        super(detail);
        this.code = code;
    }

    static CardRefusedException unreadable(String detail) {
        return new CardRefusedException(FaultCode.CREDENTIAL_UNREADABLE, detail);
    }

    CardReading reading() {
        return new CardReading.Unreadable(code, String.valueOf(getMessage()));
    }
}
