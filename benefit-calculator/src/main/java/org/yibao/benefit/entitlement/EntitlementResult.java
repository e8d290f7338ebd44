package org.yibao.benefit.entitlement;

import org.yibao.benefit.Refusal;

/** The answer to a {@link Question}: a statement, or why there is none. */
public sealed interface EntitlementResult permits Statement, EntitlementResult.Refused {
    record Refused(Refusal refusal) implements EntitlementResult {}
}
