package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * What is asked of one person; what is null or empty is not asked.
 *
 * @param uses answered in this order
 */
public record Question(
        Person person,
        @Nullable Credit credit,
        @Nullable Enrolment enrolment,
        @Nullable Contribution contribution,
        List<Use> uses) {

    public Question {
        uses = List.copyOf(uses);
    }

    /**
     * What the account is credited with.
     *
     * @param wage of the month, the base of the contribution; null when not given
     * @param retiredOn the day of retirement, which then decides whether the person counts as retired in that
     *     month; null when the person's class decides
     */
    public record Credit(
            YearMonth month,
            @Nullable Amount wage,
            @Nullable LocalDate retiredOn) {}

    /**
     * From when benefits are had.
     *
     * @param first whether it is the first payment ever into this scheme; null when not given
     * @param year the year the payment is for: the one it is made in, or the next; null when not given
     */
    public record Enrolment(
            LocalDate paidOn,
            @Nullable Boolean first,
            @Nullable Integer year) {}

    /**
     * Whether contributions were paid long enough.
     *
     * @param on the day it is judged, such as that of retirement
     * @param months paid by then
     */
    public record Contribution(LocalDate on, int months) {}

    /**
     * Whether the person's account may pay.
     *
     * @param kind what for, by the tables' name of it
     * @param relation for whom, seen from the owner: SELF, SPOUSE, …
     */
    public record Use(String kind, String relation, LocalDate on) {}
}
