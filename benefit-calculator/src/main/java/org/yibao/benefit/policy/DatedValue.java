package org.yibao.benefit.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;

/**
 * A value, the days it is in force, and the law it stands in.
 *
 * @param from first day
 * @param until last day; null when the text names no end
 * @param knownSince the day from which it could be known
 * @param source document number and clause
 * @param overrides why it takes the place of an earlier bundle's value; null when it may not
 * @param beyondBound why it may lie beyond the legal bound; null when it may not
 * @param bundle the bundle it stands in
 */
public record DatedValue(
        Origin origin,
        LocalDate from,
        @Nullable LocalDate until,
        LocalDate knownSince,
        String source,
        @Nullable String overrides,
        @Nullable String beyondBound,
        Value value,
        PolicyReference bundle) {

    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    Parameter.Days days() {
        return new Parameter.Days(from, until);
    }

    boolean sharesDayWith(DatedValue other) {
        return days().shareOneWith(other.days());
    }

    /** Whether the other lasts longer, or as long as this where both have no end. */
    boolean endsBefore(DatedValue other) {
        return until != null && (other.until == null || until.isBefore(other.until));
    }

    DatedValue within(LocalDate first, @Nullable LocalDate last) {
        return new DatedValue(origin, first, last, knownSince, source, overrides, beyondBound, value, bundle);
    }
}
