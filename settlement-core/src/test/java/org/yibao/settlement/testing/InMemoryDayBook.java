package org.yibao.settlement.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.reconciliation.DayEntry;

/** The day book in memory; passes the same contract suite as the real one. */
public final class InMemoryDayBook implements DayBook {
    private final List<DayEntry> entries = new ArrayList<>();

    @Override
    public synchronized void append(DayEntry entry) {
        if (entries(entry.day()).size() >= ENTRIES_OF_DAY_MAX) {
            throw new StoreException("the day holds " + ENTRIES_OF_DAY_MAX + " entries");
        }
        entries.add(entry);
    }

    @Override
    public synchronized List<DayEntry> entries(LocalDate day) {
        return entries.stream().filter(entry -> entry.day().equals(day)).toList();
    }
}
