package org.yibao.settlement.reconciliation;

import org.yibao.settlement.MessageId;

/** What of a day is not decided yet: it is in no row of the terminal, and the day is not closed over it unnamed. */
public record OpenDoubt(Kind kind, MessageId settlement, MessageId message) {
    /** Why it is open; a name that was written once keeps its meaning. */
    public enum Kind {
        /** The message waits for its turn. */
        QUEUED,
        /** The message waits for an operator. */
        SET_ASIDE,
        /** Whether the platform holds it is not known, and nothing that waits will tell. */
        IN_DOUBT
    }
}
