package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.certs.Digest;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

class SchemaTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("store.db");
    }

    /** The script is a copy of what version 1 made; it is never written again. */
    @Test
    void fileOfVersionOneOpensAndSells() throws Exception {
        TestStores.tamper(
                file,
                resource("schema-version-1.sql"),
                "PRAGMA user_version = 1",
                "PRAGMA application_id = " + Schema.APPLICATION_ID);
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
        assertEquals(Schema.NEWEST, TestStores.number(file, "PRAGMA user_version"));
    }

    @Test
    void fileOfVersionOneIsBroughtToTheTablesOfANewOne() throws Exception {
        TestStores.open(file).close();
        Path old = folder.resolve("old.db");
        TestStores.tamper(
                old,
                resource("schema-version-1.sql"),
                "PRAGMA user_version = 1",
                "PRAGMA application_id = " + Schema.APPLICATION_ID);
        TestStores.open(old).close();
        assertEquals(tables(old), tables(file));
    }

    @Test
    void recordsOfVersionTwoStayAsTheyAreAndTheChainGoesOn() throws Exception {
        JournalHead old = fileOfVersionTwo(file, 2);
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(old, store.journal().head());
            assertEquals(new JournalVerification.Sound(old), store.journal().verify());
            TestStores.sell(store, 3);
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
        assertEquals(2, TestStores.number(file, "SELECT count(*) FROM journal WHERE form = 1"));
        assertEquals(1, TestStores.number(file, "SELECT count(*) FROM journal WHERE form = 2"));
    }

    @Test
    void recordOfVersionTwoThatWasEditedIsNamed() throws Exception {
        fileOfVersionTwo(file, 3);
        TestStores.open(file).close();
        TestStores.tamper(
                file,
                "DROP TRIGGER journal_is_never_edited",
                "UPDATE journal SET time_ms = time_ms + 1 WHERE number = 2");
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(2, ((JournalVerification.Broken) store.journal().verify()).number());
        }
    }

    @Test
    void proofStartsAfterTheRecordsThatOnlyProveThemselvesAsAWhole() throws Exception {
        JournalHead old = fileOfVersionTwo(file, 2);
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(old, store.journal().base());
            TestStores.sell(store, 3);
            assertEquals(old, store.journal().base());
            assertEquals(
                    store.journal().head(),
                    store.journal().proof(store.journal().base(), 10).head());
            store.journal().countersigned(store.journal().head(), Sales.evidence("platform's word"));
            assertEquals(store.journal().head(), store.journal().base());
        }
    }

    @Test
    void fileOfVersionThreeGoesOnWithItsQueueAndItsDays() throws Exception {
        Sale sale;
        try (SqliteStore store = TestStores.open(file)) {
            sale = TestStores.sell(store, 1);
        }
        List<String> newest = tables(file);
        backTo(file, 3);
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(Optional.of(sale.id()), store.outbox().standing(1).oldest());
            assertEquals(
                    1,
                    store.settlements().ofDay(sale.id().second().toLocalDate()).size());
        }
        assertEquals(newest, tables(file));
    }

    @Test
    void whatWaitedUnderVersionFourIsSummedAtTheFirstOpening() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            Sale voided = TestStores.sell(store, 1);
            store.settlements().told(voided.id(), Told.PROVISIONAL);
            Cancellation cancellation = Sales.cancellation(voided, store.ids().next(Sales.MORNING), "void");
            store.settlements().voided(cancellation, before -> Sales.message(cancellation), Sales.after(voided));
            TestStores.sell(store, 2);
            TestStores.sell(store, 3);
        }
        backTo(file, 4);
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(Amount.ofFen(20_000), store.outbox().unanswered());
            assertEquals(
                    Amount.ofFen(10_000),
                    store.outbox().unanswered(Persons.person(2).person().psnNo(), Sales.MORNING.toLocalDate()));
            assertInstanceOf(JournalVerification.Sound.class, store.journal().verify());
        }
    }

    /** Takes back what the steps from {@code version} on made, where they made nothing but tables and columns. */
    static void backTo(Path file, int version) throws SQLException {
        List<List<String>> undone = List.of(
                List.of("DROP INDEX outbox_attempts"),
                List.of("DROP TABLE unanswered"),
                List.of("ALTER TABLE outbox DROP COLUMN at_risk"),
                List.of("DROP TABLE evacuation"),
                List.of("DROP TABLE day_entry"));
        for (List<String> step : undone.subList(version - 3, undone.size())) {
            TestStores.tamper(file, step.toArray(String[]::new));
        }
        TestStores.tamper(file, "PRAGMA user_version = " + version);
    }

    /** A file of so many sales as the program of version 2 left it: its records in their older form. */
    static JournalHead fileOfVersionTwo(Path file, int sales) throws SQLException {
        try (SqliteStore store = TestStores.open(file)) {
            for (int number = 1; number <= sales; number++) {
                TestStores.sell(store, number);
            }
        }
        JournalSeal seal = JournalSeal.of(TestKeys.store());
        Bytes previous = Bytes.of(new byte[Digest.SIZE_BYTES]);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE journal SET previous = ?, hash = ?, signature = ? WHERE number = ?")) {
            statement.executeUpdate("DROP TRIGGER journal_is_never_edited");
            for (int number = 1; number <= sales; number++) {
                JournalRecord old = asOfVersionTwo(statement, number, previous);
                previous = old.hash();
                update.setBytes(1, old.previous().toArray());
                update.setBytes(2, previous.toArray());
                update.setBytes(3, seal.sign(old.signedBytes()));
                update.setInt(4, number);
                update.executeUpdate();
            }
        }
        backTo(file, 3);
        TestStores.tamper(
                file,
                "DROP INDEX journal_of_whole_form",
                "ALTER TABLE journal DROP COLUMN form",
                "DROP TABLE quarantine",
                "PRAGMA user_version = 2",
                "CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal"
                        + " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END");
        return new JournalHead(sales, HexFormat.of().formatHex(previous.toArray()));
    }

    private static JournalRecord asOfVersionTwo(Statement statement, int number, Bytes previous) throws SQLException {
        try (ResultSet columns = statement.executeQuery("SELECT * FROM journal WHERE number = " + number)) {
            assertTrue(columns.next());
            JournalRecord record = SqliteJournal.record(columns);
            return new JournalRecord(
                    JournalRecord.WHOLE_FORM,
                    number,
                    record.kind(),
                    record.settlement(),
                    record.time(),
                    record.sealed(),
                    record.signer(),
                    previous);
        }
    }

    @Test
    void secondOpeningFindsWhatTheFirstWrote() {
        Sale sale;
        JournalHead head;
        try (SqliteStore store = TestStores.open(file)) {
            sale = TestStores.sell(store, 1);
            head = store.journal().head();
        }
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(head, store.journal().head());
            assertTrue(store.settlements().find(sale.id()).isPresent());
        }
    }

    @Test
    void newerFileIsRefusedAndStaysAsItIs() throws Exception {
        TestStores.open(file).close();
        TestStores.tamper(file, "PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(file);
        StoreException refused = assertThrows(StoreException.class, () -> TestStores.open(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("version 99"));
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
    }

    @Test
    void foreignDatabaseIsRefusedAndStaysAsItIs() throws Exception {
        TestStores.tamper(file, "CREATE TABLE theirs (a)");
        byte[] before = Files.readAllBytes(file);
        assertThrows(StoreException.class, () -> TestStores.open(file));
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(file, "这不是数据库".repeat(200));
        assertThrows(StoreException.class, () -> TestStores.open(file));
    }

    @Test
    void missingFolderIsRefused() {
        Path nowhere = folder.resolve("missing").resolve("store.db");
        assertThrows(StoreException.class, () -> TestStores.open(nowhere));
    }

    @Test
    void folderInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectory(file);
        assertThrows(StoreException.class, () -> TestStores.open(file));
    }

    @Test
    void commitsAreSyncedToAWriteAheadLog() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
            assertTrue(Files.size(folder.resolve("store.db-wal")) > 0);
        }
    }

    @Test
    void damagedMarkOfMessageIdsIsAFaultOfTheStore() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
        }
        TestStores.tamper(file, "UPDATE message_id SET last = 'P37'");
        try (SqliteStore store = TestStores.open(file)) {
            assertThrows(StoreException.class, () -> store.ids().next(Sales.MORNING));
        }
    }

    private static List<String> tables(Path database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                ResultSet results = connection
                        .createStatement()
                        .executeQuery("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")) {
            while (results.next()) {
                tables.add(results.getString(1) + " " + results.getString(2) + " " + results.getString(3));
            }
        }
        return tables;
    }

    private static String resource(String name) throws IOException {
        try (InputStream stored = SchemaTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stored, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
