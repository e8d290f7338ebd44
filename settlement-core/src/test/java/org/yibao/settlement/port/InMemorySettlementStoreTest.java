package org.yibao.settlement.port;

import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

class InMemorySettlementStoreTest extends SettlementStoreContract {
    @Override
    protected StorePorts create(int queueMax) {
        return StorePorts.of(new InMemoryStore(Sales.PHARMACY, queueMax));
    }

    @Override
    protected StorePorts restart(StorePorts running) {
        return running;
    }
}
