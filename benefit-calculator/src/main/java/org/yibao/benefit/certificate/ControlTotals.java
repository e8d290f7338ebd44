package org.yibao.benefit.certificate;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.FeeLine;

/**
 * Sums of figures, each times its place, as batches of vouchers are guarded: a figure that is multiplied by 0, or is
 * only compared, still takes part in the arithmetic.
 */
final class ControlTotals {
    private BigDecimal numbers = BigDecimal.ZERO;
    private int place;
    private BigDecimal counts = BigDecimal.ZERO;
    private BigDecimal prices = BigDecimal.ZERO;
    private BigDecimal proportions = BigDecimal.ZERO;
    private BigDecimal ceilings = BigDecimal.ZERO;
    private int row;

    /** Takes a number of a fact or a condition, in the order in which they are written. */
    void take(BigDecimal number) {
        place++;
        numbers = numbers.add(times(place, number));
    }

    void take(FeeLine line) {
        row++;
        counts = counts.add(times(row, line.count()));
        prices = prices.add(times(row, line.price()));
        proportions = proportions.add(times(row, line.selfpayProportion()));
        ceilings = ceilings.add(times(row, line.priceCeiling()));
    }

    private static BigDecimal times(int place, @Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number.multiply(BigDecimal.valueOf(place));
    }

    void write(CompactJson json) {
        json.object("control").name("numbers").value(numbers);
        json.name("cnt").value(counts).name("pric").value(prices);
        json.name("selfpay_prop").value(proportions).name("pric_uplmt_amt").value(ceilings);
        json.endObject();
    }
}
