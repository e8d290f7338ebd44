package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.store.SqliteStore;

/** What a technician reads when the terminal's files are not what they were: one code and one sentence each. */
class StartAfterDamageTest {
    @TempDir
    Path folder;

    private StoredTerminal terminal;
    private Path file;
    private Path key;
    private Path yesterday;

    @BeforeEach
    void sell() throws IOException {
        terminal = StoredTerminal.in(folder);
        file = folder.resolve("data/terminal.db");
        key = folder.resolve("certs/store.key");
        terminal.inStore(store -> sell(store, 1));
        yesterday = Files.copy(file, folder.resolve("yesterday.db"));
        terminal.inStore(store -> sell(store, 2));
        // The end of the journal is marked at the next start or at the end of a run.
        terminal.inStore(store -> assertEquals(2, store.journal().head().number()));
    }

    private static void sell(SqliteStore store, int number) {
        MessageId id = store.ids().next(Sales.MORNING);
        Sale sale = Sales.atPharmacy().to(Persons.person(number)).made(id, "sale-" + number);
        store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
    }

    private Ended run(String... arguments) {
        return Ended.of("", arguments);
    }

    private Ended check() {
        return run("store", "check", "--config", folder.resolve("terminal.yaml").toString());
    }

    private void stopped(String code, String what) {
        Ended ended = check();
        assertEquals(ExitCode.CANNOT_START, ended.exit(), ended.printed());
        assertTrue(ended.printed().startsWith(code + " "), ended.printed());
        assertTrue(ended.printed().contains(what), ended.printed());
        assertFalse(ended.printed().contains("Exception"), ended.printed());
    }

    @Test
    void lostFileIsNotTakenForAFirstStart() throws IOException {
        Files.delete(file);
        stopped("STORE_MISSING", "store restore");
        assertFalse(Files.exists(file));
        Files.write(file, new byte[0]);
        stopped("STORE_DAMAGED", "store restore");
        Files.writeString(file, "no database".repeat(1000));
        stopped("STORE_DAMAGED", "store restore");
    }

    @Test
    void firstStartThatWasInterruptedGoesOn() throws IOException {
        Files.delete(file);
        Files.move(key, key.resolveSibling("store-first.key"));
        assertEquals(ExitCode.OK, check().exit());
        assertTrue(Files.exists(key));
        assertFalse(Files.exists(key.resolveSibling("store-first.key")));
    }

    @Test
    void lostOrOtherKeyIsSaid() throws IOException {
        byte[] own = Files.readAllBytes(key);
        Files.delete(key);
        stopped("STORE_KEY_MISSING", "store.key");
        assertFalse(Files.exists(key));
        Files.write(key, new byte[own.length]);
        stopped("STORE_KEY_MISSING", "store.key");
        Files.write(key, own);
        assertEquals(ExitCode.OK, check().exit());
    }

    @Test
    void yesterdaysFileIsQuarantinedBeforeThePlatformIsAsked() throws IOException {
        Files.copy(yesterday, file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(ExitCode.OK, check().exit());
        terminal.inStore(store -> assertTrue(
                store.journal().quarantine().orElse("").contains("lacks record 2-"),
                () -> store.journal().quarantine().toString()));
    }

    @Test
    void restoreNamesTheRecordsThatTheBackupLacks() {
        Ended restored = run(
                "store",
                "restore",
                yesterday.toString(),
                "--config",
                folder.resolve("terminal.yaml").toString());
        assertEquals(ExitCode.OK, restored.exit(), restored.printed());
        assertTrue(restored.printed().contains("第 2 至 2 条及之后的不在备份中"), restored.printed());
    }

    @Test
    void unreadableMarkIsWrittenAnew() throws IOException {
        Path mark = folder.resolve("certs/store.mark");
        Files.writeString(mark, "2 of what");
        terminal.inStore(store -> assertEquals(Optional.empty(), store.journal().quarantine()));
        assertTrue(Files.readString(mark).startsWith("2 "));
    }

    @Test
    void newerStoreSaysWhatToDo() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 1000");
        }
        stopped("STORE_NEWER", "较新的程序");
    }

    @Test
    void receiptShowsWhetherTheStoreIsTheOneItWasPrintedFrom() throws IOException {
        JournalHead[] heads = new JournalHead[1];
        terminal.inStore(store -> heads[0] = store.journal().head());
        String printed = heads[0].fingerprint();
        said(ExitCode.OK, "第 2 条，记账", printed);
        said(ExitCode.WRONG_CALL, "照小票抄写", "2");
        String other = printed.substring(0, 2) + (printed.endsWith("00000000") ? "11111111" : "00000000");
        said(ExitCode.REFUSED, "不是这张小票上的", other);
        Files.copy(yesterday, file, StandardCopyOption.REPLACE_EXISTING);
        said(ExitCode.REFUSED, "现在只有 1 条", printed);
    }

    private void said(int exit, String sentence, String fingerprint) {
        Ended ended = run(
                "journal",
                "check-receipt",
                fingerprint,
                "--config",
                folder.resolve("terminal.yaml").toString());
        assertEquals(exit, ended.exit(), ended.printed());
        assertTrue(ended.printed().contains(sentence), ended.printed());
    }
}
