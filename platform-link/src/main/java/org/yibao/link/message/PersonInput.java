package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDateTime;

/** 1101. */
public record PersonInput(Query data) implements RequestInput {
    /**
     * @param mdtrtCertType 01 e-voucher, 02 identity number
     * @param mdtrtCertNo the identity number for 02, empty for 01
     * @param cardSn empty
     * @param psnCertType 01 resident identity card, empty for an e-voucher
     * @param certno as {@code mdtrtCertNo} for 02
     * @param psnName as printed on the card, may be empty
     * @param ecQrCode text of the e-voucher's QR code for 01, else empty; the name of the decode service's field
     */
    public record Query(
            String mdtrtCertType,
            String mdtrtCertNo,
            String cardSn,
            LocalDateTime begntime,
            String psnCertType,
            String certno,
            String psnName,
            @JsonProperty("ecQrCode") String ecQrCode) {
        @Override
        public String toString() {
            return "Query[" + mdtrtCertType + "]";
        }
    }
}
