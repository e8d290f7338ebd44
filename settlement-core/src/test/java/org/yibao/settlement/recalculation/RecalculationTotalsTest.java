package org.yibao.settlement.recalculation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Refusal;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Sales;

final class RecalculationTotalsTest {
    private static final MessageId ID = MessageId.of("P37010200001", Sales.MORNING, 'A', 1);

    @Test
    void eachResultCountsWhereItBelongsAndVouchersAddUp() {
        Sale sale = Sales.atPharmacy().made(ID, "key");
        Shares before = Shares.of(sale.quote().breakdown(), sale.quote().funds());
        Recalculated voucher = new Recalculated.Voucher(ID, false, before, Shares.NOTHING, Movement.NONE);
        Refusal refusal = new Refusal(Refusal.Code.SCHEME_NOT_COVERED, "试验", "med_type");
        RecalculationTotals totals = RecalculationTotals.NOTHING;
        for (Recalculated each : List.of(
                voucher,
                new Recalculated.Unchanged(ID),
                new Recalculated.NotAffected(ID),
                new Recalculated.Refused(ID, refusal),
                voucher)) {
            totals = totals.plus(each);
        }
        Shares more = Shares.NOTHING.minus(before);
        assertEquals(new RecalculationTotals(2, 1, 1, 1, more.plus(more)), totals);
        // 70 % of 100.00, twice
        assertEquals(Amount.parse("-140.00"), totals.more().fund("310300"));
        assertEquals(Amount.ZERO, totals.more().fund("390100"));
    }
}
