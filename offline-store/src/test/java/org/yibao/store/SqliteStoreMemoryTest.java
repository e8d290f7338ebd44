package org.yibao.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.RecordHash;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.StoreMemoryContract;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

class SqliteStoreMemoryTest extends StoreMemoryContract {
    private final List<SqliteStore> opened = new ArrayList<>();
    private Path file = Path.of("");
    private int limit;

    @TempDir
    Path folder;

    @Override
    protected StorePorts create(int queueMax) {
        file = folder.resolve("store-" + opened.size() + ".db");
        limit = queueMax;
        return open();
    }

    @Override
    protected StorePorts restart(StorePorts running) {
        closeAll();
        return open();
    }

    @Override
    protected JournalHead following(JournalHead before, byte[] link) {
        byte[] previous = HexFormat.of().parseHex(before.hash());
        return new JournalHead(
                before.number() + 1, RecordHash.of(previous, link).hex());
    }

    private StorePorts open() {
        SqliteStore store = SqliteStore.open(file, TestKeys.store(), Sales.PHARMACY, TestStores.CLOCK, limit);
        opened.add(store);
        return TestStores.ports(store);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(SqliteStore::close);
    }
}
