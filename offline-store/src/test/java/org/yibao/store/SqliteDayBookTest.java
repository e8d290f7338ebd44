package org.yibao.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.DayBookContract;

class SqliteDayBookTest extends DayBookContract {
    private final List<SqliteStore> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @Override
    protected DayBook create() {
        return open();
    }

    @Override
    protected DayBook restart(DayBook running) {
        closeAll();
        return open();
    }

    private DayBook open() {
        SqliteStore store = TestStores.open(folder.resolve("store.db"));
        opened.add(store);
        return store.days();
    }

    @AfterEach
    void closeAll() {
        opened.forEach(SqliteStore::close);
    }
}
