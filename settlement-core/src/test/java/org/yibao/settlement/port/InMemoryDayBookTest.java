package org.yibao.settlement.port;

import org.yibao.settlement.testing.InMemoryDayBook;

class InMemoryDayBookTest extends DayBookContract {
    @Override
    protected DayBook create() {
        return new InMemoryDayBook();
    }

    @Override
    protected DayBook restart(DayBook running) {
        return running;
    }
}
