package org.yibao.settlement.reconciliation;

import java.util.List;
import java.util.Set;
import org.yibao.settlement.Bytes;

/** The platform's word on totals or rows. */
public sealed interface Statement {
    /**
     * @param code {@code stmt_rslt}
     * @param groups in which it holds rows of the day; only told of all groups together
     * @param evidence the signed bytes of the answer
     */
    record Compared(boolean equal, String code, String text, Set<ClearingGroup> groups, Bytes evidence)
            implements Statement {
        public Compared {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * What the platform holds of a group.
     *
     * @param odd lines of its file that are no rows; the others count all the same
     */
    record Rows(List<StatementRow> rows, int odd) implements Statement {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** @param code the platform's own */
    record Refused(String code, String text) implements Statement {}

    record Unreachable(String reason) implements Statement {}
}
