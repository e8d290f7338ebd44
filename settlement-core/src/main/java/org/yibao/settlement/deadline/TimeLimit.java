package org.yibao.settlement.deadline;

import java.time.LocalDate;

/**
 * How long something may wait.
 *
 * @param days after the day on which it was made, which does not count; 0 for the same day, at most {@value #DAYS_MAX}
 * @param working whether only working days count
 * @param source where it is laid down
 */
public record TimeLimit(int days, boolean working, String source) {
    public static final int DAYS_MAX = 366;

    public TimeLimit {
        if (days < 0 || days > DAYS_MAX) {
            throw new IllegalArgumentException("a time limit is 0 to " + DAYS_MAX + " days");
        }
    }

    /** The last day on which what was made on {@code day} is in time. */
    LocalDate lastDay(LocalDate day, WorkingDays calendar) {
        return working ? calendar.after(day, days) : day.plusDays(days);
    }
}
