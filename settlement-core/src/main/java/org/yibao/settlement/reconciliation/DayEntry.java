package org.yibao.settlement.reconciliation;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;

/** What is written down of a business day; never changed afterwards. */
public sealed interface DayEntry {
    LocalDate day();

    /**
     * A reconciliation that came to its end.
     *
     * @param groups all groups in which either side holds rows
     * @param open what is in no row yet
     */
    record Reconciled(
            LocalDate day,
            LocalDateTime madeAt,
            Operator operator,
            List<GroupOutcome> groups,
            List<Difference> differences,
            List<OpenDoubt> open)
            implements DayEntry {
        public Reconciled {
            groups = List.copyOf(groups);
            differences = List.copyOf(differences);
            open = List.copyOf(open);
        }

        /** Whether the platform signed that every group is equal, and nothing is open. */
        public boolean closes() {
            boolean equal = groups.stream().allMatch(group -> group.standing() == GroupOutcome.Standing.EQUAL);
            return equal && differences.isEmpty() && open.isEmpty();
        }
    }

    /**
     * An operator confirmed how a difference is mended.
     *
     * @param note in the operator's words, 1 to {@value #NOTE_MAX} characters
     * @param message that mends it at the platform, kept before it is sent; null where none of its own does
     */
    record Repair(
            LocalDate day,
            LocalDateTime madeAt,
            Operator operator,
            RepairKind kind,
            Difference difference,
            String note,
            @Nullable SignedMessage message)
            implements DayEntry {
        public static final int NOTE_MAX = 200;

        public Repair {
            if (note.isBlank() || note.length() > NOTE_MAX) {
                throw new IllegalArgumentException("a repair's note has 1 to " + NOTE_MAX + " characters");
            }
        }
    }

    /** @param evidence the platform's signed word on a repair's own message */
    record RepairAnswered(LocalDate day, LocalDateTime madeAt, MessageId message, PlatformAnswer answer, Bytes evidence)
            implements DayEntry {}

    /**
     * A cashier's shift ended.
     *
     * @param day on which it ended
     * @param sold what the platform booked as sold in it
     * @param voided what it booked as taken back in it, negative
     * @param open items that were not final when it ended
     */
    record ShiftEnded(
            LocalDate day,
            Operator operator,
            LocalDateTime from,
            LocalDateTime until,
            TenderTotals sold,
            TenderTotals voided,
            int open)
            implements DayEntry {}
}
