package org.yibao.benefit;

import java.math.BigDecimal;

/** How one line was split: a row of {@code detlcutinfo}; the four amounts add up to the line's. */
public record LineSplit(
        String number,
        BigDecimal selfpayProportion,
        Amount ownpay,
        Amount overlimit,
        Amount preselfpay,
        Amount inscp) {}
