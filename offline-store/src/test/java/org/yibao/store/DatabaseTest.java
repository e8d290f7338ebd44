package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.port.StoreException;

class DatabaseTest {
    private static final String INSERT = "INSERT INTO parent (id, content) VALUES (?, ?)";
    private static final String ORPHAN = "INSERT INTO child (parent) VALUES (99)";

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("store.db");
        database = Database.open(file);
        database.useWriteAheadLog();
        database.inTransaction(transaction -> {
            transaction.script("CREATE TABLE parent (id INTEGER PRIMARY KEY, content BLOB)");
            transaction.script("CREATE TABLE child (parent REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
            return transaction;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyCommitIsSyncedAndReferencesAreChecked() {
        assertEquals(2, number("PRAGMA synchronous"));
        assertEquals(1, number("PRAGMA foreign_keys"));
        assertEquals(Database.BUSY_TIMEOUT_MS, number("PRAGMA busy_timeout"));
    }

    @Test
    void stepThatThrowsIsUndoneAndTheNextIsTaken() {
        assertThrows(
                IllegalStateException.class,
                () -> database.inTransaction(transaction -> {
                    transaction.update(INSERT, 1, null);
                    throw new IllegalStateException("half-way");
                }));
        assertEquals(0, number("SELECT count(*) FROM parent"));
        insert(1);
        assertEquals(1, number("SELECT count(*) FROM parent"));
    }

    @Test
    void stepThatTheDatabaseRefusesIsUndoneAndTheNextIsTaken() {
        assertThrows(
                StoreException.class,
                () -> database.inTransaction(transaction -> {
                    transaction.update(INSERT, 1, null);
                    return transaction.update(INSERT, 1, null);
                }));
        assertEquals(0, number("SELECT count(*) FROM parent"));
        insert(1);
    }

    @Test
    void afterAFailedCommitNothingIsTakenUntilOpenedAgain() {
        assertThrows(StoreException.class, () -> database.inTransaction(transaction -> transaction.update(ORPHAN)));
        assertThrows(StoreException.class, () -> insert(1));
        assertEquals(Optional.of("a commit failed"), database.refusesBecause());
        assertEquals(0, number("SELECT count(*) FROM child"));
        database.close();
        database = Database.open(file);
        assertEquals(Optional.empty(), database.refusesBecause());
        insert(1);
        assertEquals(1, number("SELECT count(*) FROM parent"));
        assertEquals(0, number("SELECT count(*) FROM child"));
    }

    @Test
    void fullDiskRefusesTheStepAndTakesItWhenSpaceReturns() {
        long pages = number("PRAGMA page_count");
        limitTo(pages);
        assertThrows(
                StoreException.class,
                () -> database.inTransaction(transaction -> transaction.update(INSERT, 1, new byte[100_000])));
        assertEquals(0, number("SELECT count(*) FROM parent"));
        limitTo(2 * pages + 100);
        insert(1);
        assertEquals(1, number("SELECT count(*) FROM parent"));
    }

    @Test
    void foreignReaderDoesNotHoldUpAStep() throws SQLException {
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            reader.setAutoCommit(false);
            try (ResultSet open = reader.createStatement().executeQuery("SELECT * FROM parent")) {
                insert(1);
                assertEquals(false, open.next());
            }
        }
        assertEquals(1, number("SELECT count(*) FROM parent"));
    }

    @Test
    void longReadingSeesOneStateWhileStepsGoOn() {
        insert(1);
        long seen = database.readSnapshot(snapshot -> {
            long before = snapshot.number("SELECT count(*) FROM parent");
            insert(2);
            return before * 10 + snapshot.number("SELECT count(*) FROM parent");
        });
        assertEquals(11, seen);
        assertEquals(2, number("SELECT count(*) FROM parent"));
    }

    @Test
    void longReadingCannotWrite() {
        assertThrows(StoreException.class, () -> database.readSnapshot(snapshot -> snapshot.update(INSERT, 1, null)));
    }

    @Test
    void closedDatabaseTakesNothing() {
        database.close();
        assertThrows(StoreException.class, () -> insert(1));
        assertThrows(StoreException.class, () -> number("SELECT 1"));
        assertThrows(StoreException.class, () -> database.readSnapshot(snapshot -> snapshot.number("SELECT 1")));
    }

    private void limitTo(long pages) {
        database.inTransaction(transaction -> transaction.number("PRAGMA max_page_count = " + pages));
    }

    private void insert(int id) {
        database.inTransaction(transaction -> transaction.update(INSERT, id, null));
    }

    private long number(String sql) {
        return database.read(transaction -> transaction.number(sql));
    }
}
