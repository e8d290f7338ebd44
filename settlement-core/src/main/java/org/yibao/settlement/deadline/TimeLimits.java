package org.yibao.settlement.deadline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.QueueStanding;

/**
 * The time limits of all that waits for the platform.
 *
 * @param sale of a settlement's own message
 * @param undoing of its void or reversal
 * @param shownDays how many days before its last day an item is pointed out to people, at least 0
 */
public record TimeLimits(WorkingDays calendar, TimeLimit sale, TimeLimit undoing, int shownDays) {
    /**
     * When something waits too long.
     *
     * @param lastDay on which it is still in time
     */
    public record Deadline(MessageId message, LocalDate lastDay, TimeLimit limit) {}

    public Deadline of(OutboxEntry entry) {
        MessageId message = entry.message().id();
        return of(message, message.equals(entry.settlement()) ? sale : undoing);
    }

    private Deadline of(MessageId message, TimeLimit limit) {
        return new Deadline(message, limit.lastDay(message.second().toLocalDate(), calendar), limit);
    }

    /** Of the whole queue's deadlines the first; empty when nothing waits. */
    public Optional<Deadline> first(QueueStanding queue) {
        List<Deadline> candidates = new ArrayList<>();
        queue.oldestSale().ifPresent(message -> candidates.add(of(message, sale)));
        queue.oldestUndoing().ifPresent(message -> candidates.add(of(message, undoing)));
        return candidates.stream().min(Comparator.comparing(Deadline::lastDay));
    }

    /** Whether a deadline is to be pointed out on {@code today}. */
    public boolean isNear(Deadline deadline, LocalDate today) {
        return !deadline.lastDay().minusDays(shownDays).isAfter(today);
    }
}
