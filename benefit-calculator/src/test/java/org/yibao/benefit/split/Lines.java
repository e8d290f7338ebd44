package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.Random;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;

/** A bill line with one part of it exchanged; its amount follows. */
final class Lines {
    private static final int COUNT_DECIMALS = 4;

    private Lines() {}

    static FeeLine counted(FeeLine line, BigDecimal count) {
        return with(line, line.number(), count, line.price());
    }

    static FeeLine priced(FeeLine line, BigDecimal price) {
        return with(line, line.number(), line.count(), price);
    }

    static FeeLine numbered(FeeLine line, String number) {
        return with(line, number, line.count(), line.price());
    }

    /** A count of four decimals. */
    static BigDecimal random(Random random, int belowTenThousandths) {
        return BigDecimal.valueOf(random.nextInt(belowTenThousandths), COUNT_DECIMALS);
    }

    private static FeeLine with(FeeLine line, String number, BigDecimal count, BigDecimal price) {
        return new FeeLine(
                number,
                line.catalogueCode(),
                line.listType(),
                line.level(),
                count,
                price,
                Amount.roundHalfUp(price.multiply(count)),
                line.selfpayProportion(),
                line.priceCeiling(),
                line.procured(),
                line.equipment(),
                line.wellness());
    }
}
