package org.yibao.benefit.split;

import org.yibao.benefit.QuoteResult;

/** What a request leads to: a {@link Derivation}, or a refusal. */
public sealed interface Derived permits Derivation, Derivation.Refused {
    /** The quote without its trace, or the refusal. */
    QuoteResult result();
}
