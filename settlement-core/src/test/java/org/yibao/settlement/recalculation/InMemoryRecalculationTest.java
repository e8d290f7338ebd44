package org.yibao.settlement.recalculation;

import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

class InMemoryRecalculationTest extends RecalculationContract {
    @Override
    protected StorePorts create(int queueMax) {
        return StorePorts.of(new InMemoryStore(Sales.PHARMACY, queueMax));
    }
}
