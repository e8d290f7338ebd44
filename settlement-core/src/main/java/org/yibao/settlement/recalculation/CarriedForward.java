package org.yibao.settlement.recalculation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.YearToDate;

/**
 * By how much the accumulators that one person's next settlement had seen are off, a medical year at a time. What was
 * moved elsewhere stays in them, because only differences are carried.
 */
final class CarriedForward {
    private final Map<Integer, Movement> byYear = new HashMap<>();
    private final List<TakenBack> pending = new ArrayList<>();

    /** @param record of the journal that gave it back */
    private record TakenBack(long record, int year, Movement movement) {}

    void add(int year, Movement difference) {
        byYear.merge(year, difference, Movement::plus);
    }

    /** What was sold here and given back later: those in between had seen it, those after it had not. */
    void without(int year, Movement sold, long givenBackAt) {
        add(year, Movement.NONE.minus(sold));
        pending.add(new TakenBack(givenBackAt, year, sold));
    }

    /** Goes on to the settlement that this record of the journal made. */
    void upTo(long record) {
        for (Iterator<TakenBack> each = pending.iterator(); each.hasNext(); ) {
            TakenBack taken = each.next();
            if (taken.record() < record) {
                add(taken.year(), taken.movement());
                each.remove();
            }
        }
    }

    YearToDate corrected(int year, YearToDate seen) {
        return byYear.getOrDefault(year, Movement.NONE).appliedTo(seen);
    }
}
