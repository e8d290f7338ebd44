package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;

/**
 * Row 6 of the reliability list, in a store's file and in its log: single bits, and logs cut short. Exports and backups
 * are {@link JournalFileTest}'s and {@link StoreFilesTest}'s.
 */
class BitFlipTest {
    private static final int FLIPS = Integer.getInteger("flip.rounds", 60);
    private static final long SEED = 20261129;
    private static final int SALES = 8;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private byte[] file = {};
    private byte[] log = {};
    private List<Settlement> sold = List.of();
    private List<Bytes> queued = List.of();
    private int found;

    /** The log is kept as a kill leaves it. */
    @BeforeEach
    void sell() throws Exception {
        Path whole = folder.resolve("whole.db");
        try (SqliteStore store = TestStores.open(whole)) {
            for (int number = 1; number <= SALES / 2; number++) {
                store.settlements().told(TestStores.sell(store, number).id(), Told.PROVISIONAL);
            }
        }
        try (SqliteStore store = TestStores.open(whole)) {
            for (int number = SALES / 2 + 1; number <= SALES; number++) {
                TestStores.sell(store, number);
            }
            file = Files.readAllBytes(whole);
            log = Files.readAllBytes(folder.resolve("whole.db-wal"));
            sold = store.settlements().latest(SALES);
            queued = messages(store);
        }
    }

    private static List<Bytes> messages(SqliteStore store) {
        return store.outbox().entries(SALES).stream()
                .map(entry -> entry.message().bytes())
                .toList();
    }

    @Test
    @DisplayName("row 6: a bit that flips in the store's file is found, or changed nothing that counts")
    void bitThatFlipsInTheFileIsFoundOrChangedNothingThatCounts() throws Exception {
        for (int round = 0; round < FLIPS; round++) {
            int at = random.nextInt(file.length);
            lookAt(flipped(file, at), new byte[0], SALES / 2, SALES / 2, "byte " + at + " of the file");
        }
        System.out.printf("row 6: %d flips in a store's file, %d found, seed %d%n", FLIPS, found, SEED);
        assertTrue(found > FLIPS / 10, "hardly any was found: " + found);
    }

    /** What the log's own sums refuse is as if it had never been written: the platform finds a cut tail. */
    @Test
    @DisplayName("row 6: a log that is spoiled or cut leaves the store as it was at some step before")
    void logThatIsSpoiledOrCutLeavesTheStoreAsItWasAtSomeStepBefore() throws Exception {
        for (int round = 0; round < FLIPS; round++) {
            int at = random.nextInt(log.length);
            lookAt(file, flipped(log, at), SALES / 2, SALES, "byte " + at + " of the log");
            lookAt(file, Arrays.copyOf(log, at), SALES / 2, SALES, "log of " + at + " bytes");
        }
        System.out.printf("row 6: %d flips and %d cuts of a log, seed %d%n", FLIPS, FLIPS, SEED);
    }

    private byte[] flipped(byte[] whole, int at) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return changed;
    }

    /** The first so many sales are there at least, and no others than were made. */
    private void lookAt(byte[] content, byte[] itsLog, int least, int most, String where) throws Exception {
        Path spoiled = folder.resolve("spoiled.db");
        StoreFiles.delete(spoiled);
        Files.write(spoiled, content);
        if (itsLog.length > 0) {
            Files.write(folder.resolve("spoiled.db-wal"), itsLog);
        }
        try (SqliteStore store = TestStores.open(spoiled)) {
            if (store.check() instanceof JournalVerification.Broken) {
                found++;
                return;
            }
            List<Settlement> there = store.settlements().latest(SALES);
            assertTrue(there.size() >= least && there.size() <= most, where + ": " + there.size());
            assertEquals(sold.subList(SALES - there.size(), SALES), there, where);
            assertEquals(queued.subList(0, there.size()), messages(store), where);
        } catch (StoreException refused) {
            found++;
        }
    }
}
