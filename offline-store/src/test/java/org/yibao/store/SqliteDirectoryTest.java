package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.FetchLimits;
import org.yibao.settlement.port.DirectoryStoreContract;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.DirectoryLine;
import org.yibao.settlement.testing.DirectoryLine.Killed;
import org.yibao.settlement.testing.PartFiles;
import org.yibao.settlement.testing.ScriptedDirectory;

class SqliteDirectoryTest extends DirectoryStoreContract {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String PSN_NO = "37010019990001";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("directory.db");
    }

    private SqliteDirectory open() {
        SqliteStore main = TestStores.open(folder.resolve("store.db"));
        SqliteDirectory directory = SqliteDirectory.open(file(), main);
        opened.add(main);
        opened.add(directory);
        return directory;
    }

    @Override
    protected Opened create() {
        SqliteDirectory directory = open();
        return new Opened(directory, directory, directory);
    }

    @Override
    protected Opened restart(Opened running) {
        closeAll();
        return create();
    }

    @Override
    protected String digest(Bytes file) {
        return Sm3.digest(file.toArray()).hex();
    }

    @AfterEach
    void closeAll() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception refused) {
                throw new IllegalStateException(refused);
            }
        }
        opened.clear();
    }

    private void activateOne() {
        activate(DirectoryPart.CATALOGUE, "v1", 1, catalogue(PartFiles.item("X1", "药", "2020-01-01", "null")));
    }

    @Test
    void aDamagedFileIsSetAsideAndBegunAnew() throws IOException {
        activateOne();
        closeAll();
        byte[] content = Files.readAllBytes(file());
        for (int at = 4_096; at < content.length; at++) {
            content[at] ^= 0x55;
        }
        Files.write(file(), content);
        store = create();
        assertFalse(store.parts().standing(DirectoryPart.CATALOGUE).active());
        assertTrue(Files.exists(folder.resolve("directory.db.damaged")));
        activateOne();
        assertTrue(store.catalogue().find("X1", DAY).isPresent());
    }

    @Test
    void aForeignFileOrOneOfAnotherVersionOrStoreIsSetAside() throws IOException, SQLException {
        closeAll();
        Files.writeString(
                file(), "no database at all, but long enough to have a header of one hundred bytes or more..");
        store = create();
        activateOne();
        closeAll();
        TestStores.tamper(file(), "PRAGMA user_version = 99");
        store = create();
        assertFalse(store.parts().standing(DirectoryPart.CATALOGUE).active());
        activateOne();
        closeAll();
        // Another store has another key: under it no stopped person would be found.
        try (SqliteStore other = TestStores.open(folder.resolve("other.db"));
                SqliteDirectory directory = SqliteDirectory.open(file(), other)) {
            assertFalse(directory.standing(DirectoryPart.CATALOGUE).active());
        }
    }

    @Test
    void aStoreWhoseKeyWasChangedStillFindsStoppedPersons() {
        stop();
        closeAll();
        KeyEncryptionKey after = KeyEncryptionKey.generate();
        SqliteStore.changeKey(folder.resolve("store.db"), TestKeys.keyEncryptionKey(), after);
        try (SqliteStore main = TestStores.open(folder.resolve("store.db"), StoreKeys.of(after, TestKeys.SIGNING));
                SqliteDirectory directory = SqliteDirectory.open(file(), main)) {
            assertTrue(directory.stops(PSN_NO, DAY));
        }
    }

    private void stop() {
        activate(DirectoryPart.STOP_LIST, "v1", 1, PartFiles.zip("stopped.txt", PSN_NO + "\t01\t2026-01-01\tnull\n"));
    }

    @Test
    void aStoppedPersonsNumberStandsNowhereInTheFile() throws IOException {
        stop();
        assertTrue(store.stopList().stops(PSN_NO, DAY));
        closeAll();
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                String content = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(PSN_NO), each.toString());
            }
        }
    }

    @Test
    void aFullDiskRefusesThePieceAndTheOldVersionStaysUntilThereIsRoom() throws SQLException {
        activateOne();
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Bytes big = Bytes.of(noise);
        SqliteDirectory directory = (SqliteDirectory) store.parts();
        DirectoryOffer offer = offer(DirectoryPart.DICTIONARY, "v2", 1, big);
        directory.offered(offer, NOON);
        directory.limitPages(200);
        assertThrows(StoreException.class, () -> directory.kept(DirectoryPart.DICTIONARY, 0, big));
        assertEquals(0, directory.standing(DirectoryPart.DICTIONARY).bytesHere());
        assertTrue(directory.find("X1", DAY).isPresent());
        directory.limitPages(1_000_000);
        directory.kept(DirectoryPart.DICTIONARY, 0, big);
        assertEquals(big.length(), directory.standing(DirectoryPart.DICTIONARY).bytesHere());
    }

    @Test
    void aProcessKilledBetweenAnyTwoStepsHasTheOldVersionOrTheNewWhole() {
        closeAll();
        ScriptedDirectory platform = new ScriptedDirectory(this::digest);
        boolean killed = true;
        int kills = 0;
        for (int kill = 0; killed; kill++) {
            delete();
            DirectoryOffer old = platform.publish(
                    DirectoryPart.CATALOGUE, catalogue(PartFiles.item("OLD", "药", "2020-01-01", "null")), 1);
            run(platform, Integer.MAX_VALUE);
            DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, noisy(), 3_000);
            killed = !run(platform, kill);
            kills += killed ? 1 : 0;
            SqliteDirectory directory = open();
            String version = directory.standing(DirectoryPart.CATALOGUE).version();
            assertEquals(
                    version.equals(old.version()), directory.find("OLD", DAY).isPresent());
            assertEquals(
                    version.equals(offer.version()),
                    directory.find("N2999", DAY).isPresent());
            closeAll();
            assertTrue(run(platform, Integer.MAX_VALUE));
            directory = open();
            assertEquals(
                    offer.version(), directory.standing(DirectoryPart.CATALOGUE).version());
            assertTrue(directory.find("N0", DAY).isPresent());
            closeAll();
        }
        assertTrue(kills > 8, "killed " + kills);
    }

    private void delete() {
        for (String end : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(folder.resolve("directory.db" + end));
            } catch (IOException refused) {
                throw new IllegalStateException(refused);
            }
        }
    }

    /** @return whether it was not killed */
    private boolean run(ScriptedDirectory platform, int kill) {
        DirectoryLine line = new DirectoryLine(open(), platform, FetchLimits.DEFAULT, 1, NOON);
        line.killAfter(kill);
        try {
            line.run(Duration.ofMinutes(1));
            return true;
        } catch (Killed here) {
            return false;
        } finally {
            closeAll();
        }
    }

    private static Bytes noisy() {
        Random random = new Random(2);
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 3_000; row++) {
            String name = Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36);
            rows.append(PartFiles.item("N" + row, name, "2020-01-01", "null"));
        }
        return catalogue(rows.toString());
    }

    @Test
    void lookupsGoOnWhileAPartIsActivated() {
        activateOne();
        SqliteDirectory directory = (SqliteDirectory) store.parts();
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 30_000; row++) {
            rows.append(PartFiles.item("X" + row, "药品 " + row, "2020-01-01", "null"));
        }
        Bytes file = catalogue(rows.toString());
        directory.offered(offer(DirectoryPart.CATALOGUE, "v2", 30_000, file), NOON);
        directory.kept(DirectoryPart.CATALOGUE, 0, file);
        CompletableFuture<Void> activation =
                CompletableFuture.runAsync(() -> directory.activated(DirectoryPart.CATALOGUE, NOON));
        int during = 0;
        while (!activation.isDone()) {
            boolean old = directory.find("X1", DAY).orElseThrow().name().equals("药");
            during += old && !activation.isDone() ? 1 : 0;
        }
        activation.join();
        assertTrue(during > 10, "lookups during the activation: " + during);
        assertEquals("药品 1", directory.find("X1", DAY).orElseThrow().name());
    }

    @Test
    void aReaderBesideARunningTerminalSeesWhatIsActive() {
        activateOne();
        try (DirectoryReader reader = DirectoryReader.open(file())) {
            assertEquals("v1", reader.standing(DirectoryPart.CATALOGUE).version());
            assertTrue(reader.find("X1", DAY).isPresent());
            assertEquals(PartStanding.nothing(DirectoryPart.TRUST), reader.standing(DirectoryPart.TRUST));
        }
        assertThrows(StoreException.class, () -> DirectoryReader.open(folder.resolve("none.db")));
        assertFalse(Files.exists(folder.resolve("none.db")));
        assertThrows(StoreException.class, () -> DirectoryReader.open(folder.resolve("store.db")));
    }
}
