package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.yibao.settlement.testing.Sales;

class SaleTest {
    private static final MessageId ID = MessageId.parse("P3701020000120260302090000A000");

    @Test
    void certificateIsTakenUpToItsLimit() {
        Bytes longest = Bytes.of(new byte[Sale.CERTIFICATE_BYTES_MAX]);
        assertEquals(longest, with(longest).certificate());
        Bytes onePast = Bytes.of(new byte[Sale.CERTIFICATE_BYTES_MAX + 1]);
        assertThrows(IllegalArgumentException.class, () -> with(onePast));
    }

    private static Sale with(Bytes certificate) {
        Sale sale = Sales.atPharmacy().made(ID, "key");
        return new Sale(
                sale.id(),
                sale.key(),
                sale.bodyDigest(),
                sale.operator(),
                sale.terminal(),
                sale.visitId(),
                sale.person(),
                sale.credential(),
                sale.familyPayers(),
                sale.diagnoses(),
                sale.request(),
                sale.quote(),
                certificate,
                sale.madeAt(),
                sale.offline());
    }
}
