package org.yibao.settlement.service;

import org.yibao.settlement.FaultCode;

/**
 * Why a call was not carried out; nothing was changed.
 *
 * @param detail for the technician, or the platform's own words; without personal data
 */
public record Fault(FaultCode code, String detail) {
    static Fault of(FaultCode code) {
        return new Fault(code, "");
    }
}
