package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.OutboxEntry;
import org.yibao.store.UnusableStoreException.Reason;

/** Row 17: an upgrade with a full queue, broken off between any two of its steps, and the way back. */
class UpgradeTest {
    private static final int OLD = Schema.NEWEST - 1;

    @TempDir
    Path folder;

    private Path file;
    private Path kept;
    private JournalHead head;
    private List<OutboxEntry> waiting;

    /** A store of the version before, as its program would have left it. */
    @BeforeEach
    void sellUnderTheVersionBefore() throws SQLException {
        file = folder.resolve("store.db");
        kept = folder.resolve("store.db.version-" + OLD);
        try (SqliteStore store = TestStores.open(file)) {
            for (int number = 1; number <= 3; number++) {
                TestStores.sell(store, number);
            }
            head = store.journal().head();
            waiting = store.outbox().entries(10);
        }
        asBefore();
    }

    private void asBefore() throws SQLException {
        SchemaTest.backTo(file, OLD);
    }

    private void assertWhole() {
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(new JournalVerification.Sound(head), store.check());
            assertEquals(waiting, store.outbox().entries(10));
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource
    void brokenOffAfterAnyStepItLeavesOneWholeStoreAndIsDoneByTheNextStart(Upgrade.Step last) throws Exception {
        Upgrade broken = new Upgrade(file, step -> {
            if (step == last) {
                throw new Killed();
            }
        });
        assertThrows(Killed.class, broken::run);
        boolean switched = last == Upgrade.Step.SWITCHED;
        assertEquals(switched ? Schema.NEWEST : OLD, TestStores.number(file, "PRAGMA user_version"));
        assertWhole();
        assertEquals(Schema.NEWEST, TestStores.number(file, "PRAGMA user_version"));
        assertEquals(OLD, TestStores.number(kept, "PRAGMA user_version"));
        assertFalse(Files.exists(folder.resolve("store.db.upgrading")));
    }

    @Test
    void whatCannotBeMigratedStaysAsItIs() throws Exception {
        TestStores.tamper(file, "CREATE TABLE day_entry (in_the_way INTEGER)");
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                Reason.NOT_UPGRADED,
                assertThrows(UnusableStoreException.class, () -> TestStores.open(file))
                        .reason());
        assertArrayEquals(before, Files.readAllBytes(file));
        assertFalse(Files.exists(folder.resolve("store.db.upgrading")));
        assertFalse(Files.exists(kept));
    }

    /** What an older program finds is played by a file of a version to come. */
    @Test
    void newerStoreSaysWhetherTheKeptFileIsAsGood() throws Exception {
        TestStores.open(file).close();
        Path own = folder.resolve("store.db.version-" + Schema.NEWEST);
        Files.copy(file, own);
        TestStores.tamper(file, "PRAGMA user_version = " + (Schema.NEWEST + 1));
        UnusableStoreException untouched = assertThrows(UnusableStoreException.class, () -> TestStores.open(file));
        assertEquals(Reason.NEWER_UNTOUCHED, untouched.reason());
        assertTrue(String.valueOf(untouched.getMessage())
                .contains(own.getFileName().toString()));

        TestStores.tamper(file, "PRAGMA user_version = " + Schema.NEWEST);
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 4);
        }
        TestStores.tamper(file, "PRAGMA user_version = " + (Schema.NEWEST + 1));
        assertEquals(
                Reason.NEWER,
                assertThrows(UnusableStoreException.class, () -> TestStores.open(file))
                        .reason());
        Files.move(own, file, StandardCopyOption.REPLACE_EXISTING);
        assertWhole();
    }

    @Test
    void keptFileOfTheVersionBeforeIsOpenedAgainAndOlderOnesGo() throws Exception {
        Path ancient = folder.resolve("store.db.version-" + (Schema.NEWEST - Upgrade.VERSIONS_KEPT - 1));
        Files.writeString(ancient, "of long ago");
        assertWhole();
        assertFalse(Files.exists(ancient));
        Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
        assertWhole();
    }
}
