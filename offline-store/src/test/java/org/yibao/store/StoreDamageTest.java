package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/**
 * Row 6: whatever happened to the files of a terminal that died, it goes on with everything, opens quarantined, or
 * stops with a sentence; and never with an empty store.
 */
class StoreDamageTest {
    private static final long SEED = 6;
    private static final int FLIPS = 60;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    private Path file;
    private Path log;
    private JournalHead head;

    /** Three sales in the file, two more in the log, and then the process is no more. */
    @BeforeEach
    void sellAndDie() throws IOException {
        Path live = folder.resolve("live.db");
        try (SqliteStore store = TestStores.open(live)) {
            for (int number = 1; number <= 3; number++) {
                TestStores.sell(store, number);
            }
        }
        file = folder.resolve("store.db");
        log = folder.resolve("store.db-wal");
        try (SqliteStore store = TestStores.open(live)) {
            TestStores.sell(store, 4);
            TestStores.sell(store, 5);
            head = store.journal().head();
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.copy(folder.resolve("live.db" + suffix), folder.resolve("store.db" + suffix));
            }
        }
    }

    private enum End {
        WENT_ON,
        QUARANTINED,
        STOPPED
    }

    private enum Damage {
        NONE(End.WENT_ON),
        INDEX_OF_THE_LOG_GONE(End.WENT_ON),
        FILE_GONE(End.STOPPED),
        FILE_EMPTY(End.STOPPED),
        FILE_OF_SOMETHING_ELSE(End.STOPPED),
        FILE_CUT(End.STOPPED),
        FILE_OVERWRITTEN_WITH_ZEROS(End.STOPPED),
        LOG_GONE(End.QUARANTINED),
        LOG_EMPTY(End.QUARANTINED),
        LOG_CUT(End.QUARANTINED),
        LOG_SPOILT(End.QUARANTINED),
        LOG_OF_ANOTHER_STORE(End.STOPPED),
        KEYS_EMPTIED(End.STOPPED);

        private final End end;

        Damage(End end) {
            this.end = end;
        }
    }

    private void harm(Damage damage) throws IOException, SQLException {
        switch (damage) {
            case NONE -> {}
            case INDEX_OF_THE_LOG_GONE -> Files.delete(folder.resolve("store.db-shm"));
            case FILE_GONE -> Files.delete(file);
            case FILE_EMPTY -> Files.write(file, new byte[0]);
            case FILE_OF_SOMETHING_ELSE -> Files.writeString(file, "no database".repeat(1000));
            case FILE_CUT -> cut(file, 2);
            case FILE_OVERWRITTEN_WITH_ZEROS -> Files.write(file, new byte[(int) Files.size(file)]);
            case LOG_GONE -> Files.delete(log);
            case LOG_EMPTY -> Files.write(log, new byte[0]);
            case LOG_CUT -> cut(log, 1);
            case LOG_SPOILT -> flip(log, Files.size(log) - 10);
            case LOG_OF_ANOTHER_STORE -> bringForeignLog();
            case KEYS_EMPTIED -> TestStores.tamper(file, "DELETE FROM data_key");
        }
    }

    private void bringForeignLog() throws IOException {
        Path other = folder.resolve("other.db");
        try (SqliteStore store = TestStores.open(other)) {
            TestStores.sell(store, 1);
            Files.copy(folder.resolve("other.db-wal"), log, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void cut(Path file, int pages) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() - (long) pages * PAGE_BYTES);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 1);
        }
    }

    private static SqliteStore opened(Path file, StoreKeys keys) {
        return SqliteStore.openExisting(file, keys, Sales.PHARMACY, TestStores.CLOCK, SqliteStore.QUEUE_MAX_DEFAULT);
    }

    private End end() {
        try (SqliteStore store = opened(file, TestKeys.store())) {
            assertInstanceOf(JournalVerification.Sound.class, store.check());
            if (store.journal().quarantine().isPresent()) {
                assertTrue(store.journal().head().number() >= 3);
                return End.QUARANTINED;
            }
            assertEquals(head, store.journal().head());
            return End.WENT_ON;
        } catch (StoreException sentence) {
            assertFalse(String.valueOf(sentence.getMessage()).isBlank());
            return End.STOPPED;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachDamageHasItsEnd(Damage damage) throws Exception {
        harm(damage);
        assertEquals(damage.end, end());
        assertEquals(damage.end, end(), "and the next start ends the same");
    }

    @Test
    void otherKeyIsSaid() {
        StoreKeys keys = StoreKeys.of(KeyEncryptionKey.generate(), TestKeys.SIGNING);
        UnusableStoreException refused = assertThrows(UnusableStoreException.class, () -> opened(file, keys));
        assertEquals(UnusableStoreException.Reason.OTHER_KEY, refused.reason());
        assertEquals(End.WENT_ON, end(), "nothing was changed");
    }

    /** Where the start does not read, the check does: nothing is ever taken for sound that is not. */
    @Test
    void flippedBitsAreHarmlessOrFound() throws IOException {
        opened(file, TestKeys.store()).close();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(SEED);
        int found = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            byte[] spoilt = whole.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Path bad = Files.write(folder.resolve("bad-" + flip), spoilt);
            try (SqliteStore store = opened(bad, TestKeys.store())) {
                if (store.check() instanceof JournalVerification.Sound sound) {
                    assertEquals(head, sound.head());
                } else {
                    found++;
                }
            } catch (StoreException sentence) {
                found++;
            }
        }
        assertTrue(found > 0);
    }
}
