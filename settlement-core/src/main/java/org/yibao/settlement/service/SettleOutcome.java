package org.yibao.settlement.service;

import org.yibao.benefit.Refusal;
import org.yibao.settlement.Settlement;

/** What settling, confirming, voiding or closing came to. */
public sealed interface SettleOutcome {
    /**
     * The settlement as it stands, durable.
     *
     * @param repeated whether the key had made it before: then this is what the first call was told
     */
    record Settled(Settlement settlement, boolean repeated) implements SettleOutcome {}

    /** Person, accumulators or policy changed since the quote: nothing was made; confirm this one instead. */
    record Stale(QuoteOutcome.Quoted renewed) implements SettleOutcome {}

    /** The rules have no split for it any longer. */
    record Declined(Refusal refusal) implements SettleOutcome {}

    record Failed(Fault fault) implements SettleOutcome {}
}
