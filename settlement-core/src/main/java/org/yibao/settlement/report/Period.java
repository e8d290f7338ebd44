package org.yibao.settlement.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;

/**
 * Which rows a report takes. The time of a row is that of its message's id, which never goes back with the clock.
 *
 * @param from first second
 * @param until the second after the last
 * @param operator whose rows, by {@code opter}; empty for everybody's
 */
public record Period(LocalDateTime from, LocalDateTime until, Optional<String> operator) {
    /** More than any shift; a longer report is made day by day. */
    public static final int DAYS_MAX = 31;

    public Period {
        if (!from.isBefore(until) || from.plusDays(DAYS_MAX).isBefore(until)) {
            throw new IllegalArgumentException(
                    "a period has at most " + DAYS_MAX + " days and does not end before it begins");
        }
    }

    public static Period of(LocalDate day) {
        return new Period(day.atStartOfDay(), day.plusDays(1).atStartOfDay(), Optional.empty());
    }

    /** The days on which it lies, in order. */
    List<LocalDate> days() {
        return from.toLocalDate()
                .datesUntil(until.minusSeconds(1).toLocalDate().plusDays(1))
                .toList();
    }

    boolean holds(MessageId message, Operator by) {
        LocalDateTime time = message.second();
        return !time.isBefore(from)
                && time.isBefore(until)
                && operator.map(by.id()::equals).orElse(true);
    }
}
