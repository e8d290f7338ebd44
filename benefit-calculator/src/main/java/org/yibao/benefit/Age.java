package org.yibao.benefit;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/** How old someone born on one day is on another. */
public record Age(LocalDate birth, LocalDate day) {

    /** Full years, complete on the birthday. */
    public int years() {
        return Period.between(birth, day).getYears();
    }

    public boolean isBorn() {
        return !birth.isAfter(day);
    }

    /**
     * Months since birth, a begun one counted whole: 0 on the day of birth, 6 up to and including the day six
     * months later, 7 from the day after. A term of months ends with its last day (民法典 202条), so that "within
     * six months" is {@code 6} or less.
     */
    public int monthsBegun() {
        int full = Math.toIntExact(ChronoUnit.MONTHS.between(birth, day));
        return birth.plusMonths(full).isBefore(day) ? full + 1 : full;
    }
}
