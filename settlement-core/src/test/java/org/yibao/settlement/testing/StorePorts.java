package org.yibao.settlement.testing;

import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.SettlementStore;

/** The five ports of one opened store. */
public record StorePorts(
        MessageIds ids, SettlementStore settlements, Outbox outbox, PersonSnapshots persons, Journal journal) {

    public static StorePorts of(InMemoryStore store) {
        return new StorePorts(store, store, store, store, store);
    }
}
