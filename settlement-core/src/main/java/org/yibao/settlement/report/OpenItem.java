package org.yibao.settlement.report;

import org.yibao.settlement.Settlement;

/** What is not final, or what someone must still act on; a follow-up may count among the rows as well. */
public record OpenItem(Kind kind, Settlement settlement) {
    /** What is open. */
    public enum Kind {
        /** Sold by the terminal's own split; the platform's word is still to come. */
        PROVISIONAL,
        /** Whether the platform holds the sale is not known yet. */
        IN_DOUBT,
        /** Taken back here; the platform's word on the void is still to come. */
        VOID_OPEN,
        /** See {@link Settlement#needsFollowUp()}. */
        FOLLOW_UP
    }
}
