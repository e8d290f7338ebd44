package org.yibao.settlement.port;

import org.yibao.settlement.JournalHead;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

class InMemoryStoreMemoryTest extends StoreMemoryContract {
    @Override
    protected StorePorts create(int queueMax) {
        return StorePorts.of(new InMemoryStore(Sales.PHARMACY, queueMax));
    }

    @Override
    protected StorePorts restart(StorePorts running) {
        return running;
    }

    @Override
    protected JournalHead following(JournalHead before, byte[] link) {
        return InMemoryStore.following(before, link);
    }
}
