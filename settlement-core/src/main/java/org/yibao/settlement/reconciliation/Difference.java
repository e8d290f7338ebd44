package org.yibao.settlement.reconciliation;

import org.jspecify.annotations.Nullable;

/**
 * One message that the two sides do not hold alike.
 *
 * @param here null when the terminal does not count it
 * @param there null when the platform does not hold it
 */
public record Difference(
        Kind kind, @Nullable StatementRow here, @Nullable StatementRow there) {
    /** In what they differ; a name that was written once keeps its meaning. */
    public enum Kind {
        /** Booked by the terminal's books; the platform does not hold it. */
        ONLY_HERE,
        /** Held by the platform; the terminal does not count it. */
        ONLY_THERE,
        /** Both hold it, with other amounts, another person or in another group. */
        AMOUNTS_DIFFER,
        /** Both hold the sale, and one of them its void as well. */
        STATE_DIFFERS
    }

    public Difference {
        if (here == null && there == null) {
            throw new IllegalArgumentException("a difference has at least one side");
        }
    }

    /** {@code msgid} of the row. */
    public String message() {
        return row().message();
    }

    /** The platform's row, or else the terminal's. */
    public StatementRow row() {
        if (there != null) {
            return there;
        }
        if (here != null) {
            return here;
        }
        throw new IllegalStateException("a difference has at least one side");
    }
}
