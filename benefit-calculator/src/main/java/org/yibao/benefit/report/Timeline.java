package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.ParameterRow;

/** The value of one cell of a table on each day: of the rows that hold, the first with a value. */
record Timeline(List<ParameterRow> rows) {
    Timeline {
        rows = List.copyOf(rows);
    }

    Optional<DatedValue> on(LocalDate day) {
        for (ParameterRow row : rows) {
            for (DatedValue value : row.values()) {
                if (value.covers(day)) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** The days from the first to the last value, cut wherever a value of any row begins or ends. */
    static List<Days> periods(Collection<ParameterRow> rows) {
        TreeSet<LocalDate> cuts = new TreeSet<>();
        boolean open = false;
        for (ParameterRow row : rows) {
            for (DatedValue value : row.values()) {
                cuts.add(value.from());
                LocalDate until = value.until();
                if (until == null) {
                    open = true;
                } else {
                    cuts.add(until.plusDays(1));
                }
            }
        }
        List<Days> periods = new ArrayList<>();
        for (LocalDate from : cuts) {
            LocalDate next = cuts.higher(from);
            if (next != null) {
                periods.add(new Days(from, next.minusDays(1)));
            } else if (open) {
                periods.add(new Days(from, null));
            }
        }
        return periods;
    }
}
