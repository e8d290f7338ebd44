package org.yibao.settlement.port;

import org.yibao.settlement.JournalHead;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.SimulatedDisk;
import org.yibao.settlement.testing.SimulatedStore;
import org.yibao.settlement.testing.StorePorts;

class SimulatedStoreMemoryTest extends StoreMemoryContract {
    private SimulatedDisk disk = SimulatedDisk.sound(new InMemoryStore(Sales.PHARMACY, QUEUE_MAX));

    @Override
    protected StorePorts create(int queueMax) {
        disk = SimulatedDisk.sound(new InMemoryStore(Sales.PHARMACY, queueMax));
        return disk.open().ports();
    }

    @Override
    protected StorePorts restart(StorePorts running) {
        ((SimulatedStore) running.settlements()).kill();
        disk.keep(0);
        return disk.open().ports();
    }

    @Override
    protected JournalHead following(JournalHead before, byte[] link) {
        return InMemoryStore.following(before, link);
    }
}
