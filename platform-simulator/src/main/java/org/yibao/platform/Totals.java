package org.yibao.platform;

import java.util.List;
import org.yibao.platform.ledger.Entry;

/**
 * What is booked and was not reversed. A void is a negative row of its own, so that a voided sale counts two
 * settlements that add up to nothing.
 */
public record Totals(int settlements, Entry.Tenders tenders) {
    static Totals of(List<Entry> entries) {
        List<Entry> booked = entries.stream()
                .filter(entry -> entry.state() != Entry.State.REVERSED)
                .toList();
        Entry.Tenders sum = booked.stream().map(Entry::tenders).reduce(Entry.Tenders.NONE, Entry.Tenders::plus);
        return new Totals(booked.size(), sum);
    }
}
