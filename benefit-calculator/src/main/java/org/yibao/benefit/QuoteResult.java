package org.yibao.benefit;

/** The answer to a {@link QuoteRequest}: a split or a refusal. */
public sealed interface QuoteResult permits Quote, Refusal {}
