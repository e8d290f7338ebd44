package org.yibao.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.recalculation.RecalculationContract;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

class SqliteRecalculationTest extends RecalculationContract {
    private final List<SqliteStore> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @Override
    protected StorePorts create(int queueMax) {
        Path file = folder.resolve("store-" + opened.size() + ".db");
        SqliteStore store = SqliteStore.open(file, TestKeys.store(), Sales.PHARMACY, TestStores.CLOCK, queueMax);
        opened.add(store);
        return TestStores.ports(store);
    }

    /** More than one page. */
    @Override
    protected int rounds() {
        return 220;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(SqliteStore::close);
    }
}
