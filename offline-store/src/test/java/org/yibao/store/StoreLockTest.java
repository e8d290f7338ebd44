package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.testing.Sales;

/** Within one process; {@link KillTest} asks the same across two. */
class StoreLockTest {
    @TempDir
    Path folder;

    @Test
    void secondOpeningIsRefusedAndTheFirstGoesOn() {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = TestStores.open(file)) {
            StoreInUseException refused = assertThrows(StoreInUseException.class, () -> TestStores.open(file));
            assertFalse(String.valueOf(refused.getMessage()).contains(folder.toString()));
            assertThrows(StoreInUseException.class, () -> TestStores.open(file));
            TestStores.sell(store, 1);
        }
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(1, store.outbox().size());
        }
    }

    @Test
    void linkToAnOpenStoreIsTheSameStore() throws IOException {
        Path file = folder.resolve("store.db");
        Path link = folder.resolve("link.db");
        TestStores.open(file).close();
        Files.createSymbolicLink(link, file);
        try (SqliteStore store = TestStores.open(file)) {
            assertThrows(StoreInUseException.class, () -> TestStores.open(link));
            TestStores.sell(store, 1);
        }
    }

    @Test
    void twoStoresInOneFolderAreTwo() {
        try (SqliteStore first = TestStores.open(folder.resolve("first.db"));
                SqliteStore second = TestStores.open(folder.resolve("second.db"))) {
            TestStores.sell(first, 1);
            assertEquals(0, second.outbox().size());
        }
    }

    @Test
    void queueWithoutRoomForOneIsNoQueue() {
        Path file = folder.resolve("store.db");
        assertThrows(
                IllegalArgumentException.class,
                () -> SqliteStore.open(file, TestKeys.store(), Sales.PHARMACY, TestStores.CLOCK, 0));
        SqliteStore.open(file, TestKeys.store(), Sales.PHARMACY, TestStores.CLOCK, 1)
                .close();
    }
}
