package org.yibao.settlement.port;

import java.time.LocalDate;
import java.util.List;
import org.yibao.settlement.reconciliation.DayEntry;

/** What is written down of business days: append-only, each entry durable when the method returns. Any thread may call it. */
public interface DayBook {
    /** More than the reconciliations, repairs and shifts of any day. */
    int ENTRIES_OF_DAY_MAX = 2_000;

    /** @throws StoreException when the disk refuses, or the day holds {@value #ENTRIES_OF_DAY_MAX} entries */
    void append(DayEntry entry);

    /** In the order in which they were written. */
    List<DayEntry> entries(LocalDate day);
}
