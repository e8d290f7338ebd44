package org.yibao.settlement.port;

import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.settlement.Bytes;

/** Splits by the policy that is active at the moment of the call. Any thread may call it. */
@FunctionalInterface
public interface CalculationDesk {
    Calculation calculate(QuoteRequest request);

    /** What a calculation came to. */
    sealed interface Calculation {
        /** @param certificate proves the split without the engine, see {@link org.yibao.settlement.Sale} */
        record Made(Quote quote, Bytes certificate) implements Calculation {}

        /** The rules have no split for it. */
        record Declined(Refusal refusal) implements Calculation {}
    }
}
