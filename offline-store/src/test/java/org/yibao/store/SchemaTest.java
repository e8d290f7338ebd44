package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Sale;
import org.yibao.settlement.port.StoreException;
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
        assertEquals(2, TestStores.number(file, "PRAGMA user_version"));
    }

    @Test
    void migrationsLeadToTheTablesOfVersionOne() throws Exception {
        TestStores.open(file).close();
        Path old = folder.resolve("old.db");
        TestStores.tamper(old, resource("schema-version-1.sql"));
        assertEquals(tables(old), tables(file));
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
        TestStores.tamper(file, "PRAGMA user_version = 3");
        byte[] before = Files.readAllBytes(file);
        StoreException refused = assertThrows(StoreException.class, () -> TestStores.open(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("version 3"));
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
