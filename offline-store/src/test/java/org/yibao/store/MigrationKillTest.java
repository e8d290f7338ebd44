package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalVerification;

/**
 * Row 17 of the reliability list, forward: a store of each past version with a queue is opened by this program, and the
 * power goes at any call to the disk on the way. A store of a newer version is {@link SchemaTest}'s.
 */
class MigrationKillTest {
    private static final int STATES = Integer.getInteger("migration.states", 24);
    private static final long SEED = 20261129;
    private static final int QUEUED = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    @DisplayName("row 17: killed in migration, a store of a past version keeps its whole queue")
    void killedInMigrationAStoreOfAPastVersionKeepsItsWholeQueue(int version) throws Exception {
        FaultyDisk library = FaultyDisk.compiled(folder);
        Path disk = FaultyDisk.quickFolder(folder);
        Path file = disk.resolve("store.db");
        fileOf(version, file);
        RecordedDisk recorded = RecordedDisk.with(Map.of("store.db", file));
        Path recording = folder.resolve("recording");
        library.run(
                RecordedProcess.class,
                Map.of("DISK_FOLDER", disk.toString(), "DISK_RECORD", recording.toString()),
                disk.toString(),
                "0",
                "1",
                "close");
        recorded.record(recording);
        assertTrue(recorded.calls() > 10, "nothing was migrated");
        Random random = new Random(SEED + version);
        int opened = 0;
        for (int call = 0; call < recorded.calls(); call++) {
            recorded.step();
            long due = (long) STATES * (call + 1) / recorded.calls();
            for (; opened < due; opened++) {
                RecordedDisk.Kept[] kinds = RecordedDisk.Kept.values();
                openState(recorded, disk, kinds[random.nextInt(kinds.length)], random);
            }
        }
        System.out.printf(
                "row 17: version %d, %d states of %d calls opened, %d queued messages each%n",
                version, opened, recorded.calls(), QUEUED);
    }

    private static void openState(RecordedDisk recorded, Path disk, RecordedDisk.Kept kept, Random random)
            throws Exception {
        Path state = Files.createDirectory(disk.resolve("state"));
        Path file = state.resolve("store.db");
        try {
            recorded.leave(state, kept, random);
            try (SqliteStore store = TestStores.open(file)) {
                assertEquals(QUEUED, store.outbox().size(), kept::toString);
                for (int number = 1; number <= QUEUED; number++) {
                    var made = store.settlements().findByKey(new IdempotencyKey("sale-" + number));
                    assertTrue(store.outbox().entry(made.orElseThrow().id()).isPresent(), kept::toString);
                }
                assertInstanceOf(JournalVerification.Sound.class, store.check(), kept::toString);
                TestStores.sell(store, QUEUED + 1);
            }
        } finally {
            try (Stream<Path> left = Files.list(state)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(state);
        }
    }

    /** As a program of that version left it. */
    private static void fileOf(int version, Path file) throws Exception {
        if (version <= 2) {
            SchemaTest.fileOfVersionTwo(file, QUEUED);
            TestStores.tamper(file, "PRAGMA user_version = " + version);
            return;
        }
        try (SqliteStore store = TestStores.open(file)) {
            for (int number = 1; number <= QUEUED; number++) {
                TestStores.sell(store, number);
            }
        }
        SchemaTest.backTo(file, version);
    }
}
