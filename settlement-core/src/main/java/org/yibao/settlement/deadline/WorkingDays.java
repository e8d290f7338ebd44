package org.yibao.settlement.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Which days are working days: Monday to Friday, but for what the State Council's yearly notice takes out of them and
 * puts in their place (调休).
 *
 * <p>In a year whose notice is not here every day counts as a working day: a time limit is then never shown later than
 * it is.
 *
 * @param years by number, each with its notice
 */
public record WorkingDays(Map<Integer, Year> years) {
    public WorkingDays {
        years = Map.copyOf(years);
    }

    /**
     * One year's exceptions from Monday to Friday.
     *
     * @param source the notice that orders them
     * @param off days off that would have been worked
     * @param worked days of a weekend that are worked
     */
    public record Year(String source, Set<LocalDate> off, Set<LocalDate> worked) {
        public Year {
            off = Set.copyOf(off);
            worked = Set.copyOf(worked);
        }
    }

    public boolean isWorkingDay(LocalDate day) {
        Year year = years.get(day.getYear());
        if (year == null || year.worked.contains(day)) {
            return true;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !year.off.contains(day);
    }

    /** The working day that many working days after {@code day}, which itself does not count. */
    LocalDate after(LocalDate day, int workingDays) {
        LocalDate reached = day;
        for (int left = workingDays; left > 0; ) {
            reached = reached.plusDays(1);
            left -= isWorkingDay(reached) ? 1 : 0;
        }
        return reached;
    }
}
