package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named figure of the policy. Without rows it is only declared: a layer needs it, and another bundle must
 * bring its values.
 *
 * @param title its name in Chinese
 * @param bounds the legal bounds its values must keep
 * @param notGiven the visits and days for which the texts name no value
 */
public record Parameter(
        Origin origin,
        String name,
        String title,
        Unit unit,
        List<Bound> bounds,
        List<NotGiven> notGiven,
        List<ParameterRow> rows) {

    public Parameter {
        bounds = List.copyOf(bounds);
        notGiven = List.copyOf(notGiven);
        rows = List.copyOf(rows);
    }

    /** Whether its bundle says nothing of its values. */
    boolean isOnlyDeclared() {
        return bounds.isEmpty() && notGiven.isEmpty() && rows.isEmpty();
    }

    Parameter with(List<Bound> newBounds, List<NotGiven> newNotGiven, List<ParameterRow> newRows) {
        return new Parameter(origin, name, title, unit, newBounds, newNotGiven, newRows);
    }

    /**
     * A bound that a text sets for a value without naming the value itself; at least one edge is given. For
     * bands the edges are ratios that every band which pays anything must keep.
     *
     * @param when the visits whose values it binds
     */
    public record Bound(
            Origin origin,
            Condition when,
            Days days,
            @Nullable Value min,
            @Nullable Value max,
            String source) {

        /** Whether a visit that meets the condition may not have the value on some day that it has it. */
        boolean forbids(DatedValue dated) {
            return days.shareOneWith(dated.days()) && !admits(dated.value());
        }

        private boolean admits(Value value) {
            if (value instanceof Value.Unlimited) {
                return max == null;
            }
            if (value instanceof Value.Bands bands) {
                return bands.bands().stream()
                        .filter(band -> !band.ratio().isZero())
                        .allMatch(band -> admits(band.ratio().value()));
            }
            BigDecimal number = value.comparable();
            return number == null || admits(number);
        }

        private boolean admits(BigDecimal number) {
            return !isBelow(number, min) && !isAbove(number, max);
        }

        /** Whether no value at all keeps it. */
        public boolean isEmpty() {
            return min != null && max != null && min.comparable() != null && isAbove(min.comparable(), max);
        }

        private static boolean isBelow(BigDecimal number, @Nullable Value edge) {
            BigDecimal limit = edge == null ? null : edge.comparable();
            return limit != null && number.compareTo(limit) < 0;
        }

        private static boolean isAbove(BigDecimal number, @Nullable Value edge) {
            BigDecimal limit = edge == null ? null : edge.comparable();
            return limit != null && number.compareTo(limit) > 0;
        }
    }

    /** Visits and days that the bundle deliberately gives no value for; they are refused by the parameter's name. */
    public record NotGiven(Origin origin, Condition when, Days days, String reason, String source) {}

    /**
     * Days from the first to the last.
     *
     * @param until null for no last day
     */
    public record Days(LocalDate from, @Nullable LocalDate until) {
        public static final Days ALL = new Days(LocalDate.MIN, null);

        public boolean has(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }

        /** From the first to the last day of both. */
        Days spanning(Days other) {
            LocalDate first = from.isBefore(other.from) ? from : other.from;
            if (until == null || other.until == null) {
                return new Days(first, null);
            }
            return new Days(first, until.isAfter(other.until) ? until : other.until);
        }

        boolean shareOneWith(Days other) {
            return (until == null || !other.from.isAfter(until)) && (other.until == null || !from.isAfter(other.until));
        }
    }
}
