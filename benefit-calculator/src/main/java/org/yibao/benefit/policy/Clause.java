package org.yibao.benefit.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One rule about a person, as a text states it: whom it concerns, on which days, and where it stands.
 *
 * @param id what it is about; several clauses may share it when no person meets two of them on one day
 * @param title its name in Chinese
 * @param from first day
 * @param until last day; null when the text names no end
 * @param source document number and clause
 */
public record Clause(
        Origin origin,
        String id,
        String title,
        Condition when,
        LocalDate from,
        @Nullable LocalDate until,
        String source) {

    public boolean covers(LocalDate day) {
        return days().has(day);
    }

    Parameter.Days days() {
        return new Parameter.Days(from, until);
    }

    /** Whether it holds on every day of the other. */
    boolean lastsThrough(Clause other) {
        return covers(other.from) && (until == null || (other.until != null && !other.until.isAfter(until)));
    }

    /** Whether both may hold for one person on one day. */
    boolean clashesWith(Clause other) {
        return id.equals(other.id) && days().shareOneWith(other.days()) && !when.disjointFrom(other.when);
    }
}
