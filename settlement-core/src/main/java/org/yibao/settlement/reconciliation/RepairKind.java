package org.yibao.settlement.reconciliation;

import java.util.List;

/** What mends a difference; a name that was written once keeps its meaning. */
public enum RepairKind {
    /** The same bytes under the same id: the platform books what it lost, or says again what it said. */
    UPLOAD_AGAIN,
    /** 2601: what was never sold here is undone there. */
    REVERSE,
    /** 2103 or 2208: taken back there in a row of its own, where a reversal is not accepted. */
    VOID,
    /** The platform's row counts from here on, or its not having one; what it means for the person is settled by hand. */
    ACCEPT;

    /**
     * What fits a difference, the proposed one first.
     *
     * @param waits whether a message of this settlement waits in the queue: its answer may be the repair
     * @param voidedThere whether the platform holds a void of the same visit
     * @param reversalRefused whether the platform refused to reverse it
     */
    public static List<RepairKind> fitting(
            Difference difference, boolean waits, boolean voidedThere, boolean reversalRefused) {
        if (difference.kind() == Difference.Kind.AMOUNTS_DIFFER) {
            return List.of(ACCEPT);
        }
        if (difference.there() == null) {
            return List.of(UPLOAD_AGAIN, ACCEPT);
        }
        if (waits) {
            return List.of(UPLOAD_AGAIN, ACCEPT);
        }
        if (difference.there().kind() == StatementRow.Kind.VOID || voidedThere) {
            return List.of(ACCEPT);
        }
        return reversalRefused ? List.of(VOID, ACCEPT) : List.of(REVERSE, VOID, ACCEPT);
    }
}
