package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.Sale;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** Rows 6 and 24: copies of a store, live and bad ones, and what becomes of them in its place. */
class StoreFilesTest {
    private static final String REASON = "restored from a backup";
    private static final long SEED = 24;
    private static final int RANDOM_DAMAGES = 60;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    private Path file;
    private Path backup;

    @BeforeEach
    void nameTheFiles() {
        file = folder.resolve("store.db");
        backup = folder.resolve("backup.db");
    }

    private static Optional<Path> restore(Path backup, Path file) {
        return restore(backup, file, TestKeys.keyEncryptionKey(), TestKeys.store());
    }

    private static Optional<Path> restore(Path backup, Path file, KeyEncryptionKey wrapped, StoreKeys keys) {
        return SqliteStore.restore(
                backup, file, wrapped, keys, Sales.PHARMACY, TestStores.CLOCK, SqliteStore.QUEUE_MAX_DEFAULT, REASON);
    }

    private JournalHead sold(int sales) {
        try (SqliteStore store = TestStores.open(file)) {
            for (int number = 1; number <= sales; number++) {
                TestStores.sell(store, number);
            }
            return store.journal().head();
        }
    }

    /** Row 24: live backup. */
    @Test
    void backupDuringWritesIsOneStateBetweenTwoSteps() throws Exception {
        ExecutorService till = Executors.newSingleThreadExecutor();
        AtomicBoolean selling = new AtomicBoolean(true);
        CountDownLatch begun = new CountDownLatch(20);
        try (SqliteStore store = TestStores.open(file)) {
            Future<Integer> sales = till.submit(() -> {
                int number = 0;
                while (selling.get()) {
                    TestStores.sell(store, ++number);
                    begun.countDown();
                }
                return number;
            });
            begun.await();
            for (int copy = 1; copy <= 5; copy++) {
                long before = store.journal().head().number();
                Path to = folder.resolve("backup-" + copy);
                SqliteStore.backUp(file, to);
                long after = store.journal().head().number();
                try (SqliteStore copied = TestStores.open(to)) {
                    JournalVerification.Sound sound = assertInstanceOf(JournalVerification.Sound.class, copied.check());
                    assertTrue(before <= sound.head().number() && sound.head().number() <= after);
                }
            }
            selling.set(false);
            assertTrue(sales.get() >= 20);
        } finally {
            till.shutdownNow();
        }
    }

    @Test
    void backupIsOneFileAndReplacesNone() throws IOException {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
            SqliteStore.backUp(file, backup);
            assertFalse(Files.exists(folder.resolve("backup.db-wal")));
            byte[] kept = Files.readAllBytes(backup);
            assertThrows(StoreException.class, () -> SqliteStore.backUp(file, backup));
            assertArrayEquals(kept, Files.readAllBytes(backup));
        }
    }

    @Test
    void backupOfNoStoreLeavesNoFile() throws IOException {
        assertThrows(StoreException.class, () -> SqliteStore.backUp(file, backup));
        Files.writeString(file, "这不是数据库".repeat(200));
        assertThrows(StoreException.class, () -> SqliteStore.backUp(file, backup));
        assertFalse(Files.exists(backup));
    }

    /** Row 24: what was made after the backup is not there, what waited then waits again, and nothing new is sold. */
    @Test
    void restoredStoreIsAForkUntilThePlatformReleasesIt() {
        List<OutboxEntry> waiting;
        JournalHead then;
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
            SqliteStore.backUp(file, backup);
            then = store.journal().head();
            waiting = store.outbox().entries(10);
            TestStores.sell(store, 2);
            assertThrows(StoreInUseException.class, () -> restore(backup, file));
        }
        Path aside = restore(backup, file).orElseThrow();
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(then, store.journal().head());
            assertEquals(Optional.of(REASON), store.journal().quarantine());
            assertEquals(waiting, store.outbox().entries(10), "the same bytes under the same ids");
        }
        try (SqliteStore store = TestStores.open(aside)) {
            assertEquals(2, store.journal().head().number(), "what stood there is kept whole");
        }
    }

    /** Row 24: a bad copy, without the write-ahead log. */
    @Test
    void copyWithoutItsLogIsRefusedOrAnEarlierStateThatIsAFork() throws IOException {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
            Files.copy(file, backup);
        }
        JournalHead present = sold(0);
        try {
            restore(backup, file);
        } catch (StoreException noticed) {
            try (SqliteStore store = TestStores.open(file)) {
                assertEquals(present, store.journal().head());
                assertEquals(Optional.empty(), store.journal().quarantine());
            }
            return;
        }
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(Optional.of(REASON), store.journal().quarantine());
        }
    }

    /** Row 24: restored on another box, whose store key is another. */
    @Test
    void backupOpensOnAnotherBoxWithTheKeyOfTheFirst() {
        JournalHead head = sold(2);
        SqliteStore.backUp(file, backup);
        KeyEncryptionKey others = KeyEncryptionKey.generate();
        StoreKeys keys = StoreKeys.of(others, TestKeys.SIGNING);
        Path there = folder.resolve("there.db");

        assertThrows(StoreException.class, () -> restore(backup, there, others, keys));
        assertFalse(Files.exists(there));
        assertEquals(Optional.empty(), restore(backup, there, TestKeys.keyEncryptionKey(), keys));
        try (SqliteStore store = TestStores.open(there, keys)) {
            assertEquals(head, store.journal().head());
            Sale sale = store.settlements().latest(1).get(0).sale();
            assertFalse(sale.person().identityNumber().isEmpty());
        }
        assertThrows(StoreException.class, () -> TestStores.open(there), "the first box's key opens it no more");
    }

    /** Row 6: random bytes of a backup; each is harmless or found, and the store stays what it was. */
    @Test
    void damagedBackupIsRefusedAndTheStoreStays() throws IOException {
        JournalHead head = sold(3);
        SqliteStore.backUp(file, backup);
        TestStores.open(file).close();
        byte[] whole = Files.readAllBytes(backup);
        Random random = new Random(SEED);
        int refused = 0;
        for (int damage = 0; damage < RANDOM_DAMAGES; damage++) {
            byte[] spoiled = whole.clone();
            int at = random.nextInt(spoiled.length);
            spoiled[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Path bad = Files.write(folder.resolve("bad-" + damage), spoiled);
            Path target = folder.resolve("target-" + damage);
            try {
                restore(bad, target);
                try (SqliteStore store = TestStores.open(target)) {
                    assertEquals(head, store.journal().head(), "byte " + at);
                    assertEquals(new JournalVerification.Sound(head), store.check(), "byte " + at);
                }
            } catch (StoreException found) {
                refused++;
                assertFalse(Files.exists(target));
            }
        }
        assertTrue(refused > 0, "at least one of " + RANDOM_DAMAGES + " was found");
    }

    @Test
    void backupCutInHalfIsRefused() throws IOException {
        JournalHead head = sold(3);
        SqliteStore.backUp(file, backup);
        try (RandomAccessFile cut = new RandomAccessFile(backup.toFile(), "rw")) {
            cut.setLength(cut.length() / 2 / PAGE_BYTES * PAGE_BYTES);
        }
        assertThrows(StoreException.class, () -> restore(backup, file));
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(head, store.journal().head());
            assertEquals(Optional.empty(), store.journal().quarantine());
        }
    }

    @Test
    void backupWhoseRecordWasEditedIsRefused() throws SQLException {
        sold(3);
        SqliteStore.backUp(file, backup);
        TestStores.tamper(
                backup,
                "DROP TRIGGER journal_is_never_edited",
                "UPDATE journal SET time_ms = time_ms + 1 WHERE number = 2");
        StoreException refused = assertThrows(StoreException.class, () -> restore(backup, file));
        assertTrue(String.valueOf(refused.getMessage()).contains("record 2"), refused.getMessage());
    }

    /** The present file may be the reason for the restore. */
    @Test
    void damagedStoreIsKeptAsideWithItsLog() throws IOException {
        JournalHead head = sold(1);
        SqliteStore.backUp(file, backup);
        Files.write(file, new byte[PAGE_BYTES]);
        Files.write(folder.resolve("store.db-wal"), new byte[PAGE_BYTES]);
        Path aside = restore(backup, file).orElseThrow();
        assertArrayEquals(new byte[PAGE_BYTES], Files.readAllBytes(aside));
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(head, store.journal().head());
            assertEquals(new JournalVerification.Sound(head), store.check());
        }
    }

    @Test
    void entryIsTheSettlementAsItStoodAfterTheRecord() {
        sold(2);
        try (SqliteStore store = TestStores.open(file)) {
            JournalEntry entry = store.entry(2).orElseThrow();
            assertEquals("ACCEPTED", entry.kind());
            assertEquals(store.journal().head(), entry.head());
            assertEquals("sale-2", entry.settlement().sale().key().value());
            assertEquals(Optional.empty(), store.entry(3));
        }
    }
}
