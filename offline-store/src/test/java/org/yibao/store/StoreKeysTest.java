package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.DataKey;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Sale;
import org.yibao.settlement.port.StoreException;

class StoreKeysTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("store.db");
    }

    @Test
    void anotherKeyEncryptionKeyDoesNotOpenTheStoreAndHarmsNothing() {
        TestStores.open(file).close();
        StoreKeys wrong = StoreKeys.of(KeyEncryptionKey.generate(), TestKeys.SIGNING);
        assertThrows(StoreException.class, () -> TestStores.open(file, wrong));
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
        }
    }

    @Test
    void signerThatDoesNotFitItsPublicKeyIsRefused() {
        StoreKeys right = TestKeys.store();
        StoreKeys mixed = new StoreKeys(
                right.keyEncryptionKey(), right.signer(), Sm2KeyPair.generate().sm2PublicKey(), List.of());
        assertThrows(StoreException.class, () -> TestStores.open(file, mixed));
    }

    @Test
    void signerOfAnotherEncodingIsRefused() {
        StoreKeys right = TestKeys.store();
        StoreKeys der = new StoreKeys(
                right.keyEncryptionKey(),
                Sm2Signer.of(TestKeys.SIGNING, Sm2UserId.DEFAULT, SignatureEncoding.DER),
                right.signerKey(),
                List.of());
        assertThrows(StoreException.class, () -> TestStores.open(file, der));
    }

    @Test
    void lostKeysOfAUsedStoreAreNotReplacedByOthers() throws SQLException {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
        }
        TestStores.tamper(file, "DELETE FROM data_key");
        assertThrows(StoreException.class, () -> TestStores.open(file));
        assertEquals(0, TestStores.number(file, "SELECT count(*) FROM data_key"));
    }

    @Test
    void storeWithoutItsLookupKeyIsRefused() throws SQLException {
        TestStores.open(file).close();
        TestStores.tamper(file, "DELETE FROM data_key WHERE purpose = 'LOOKUP'");
        assertThrows(StoreException.class, () -> TestStores.open(file));
    }

    @Test
    void changedKeyEncryptionKeyOpensTheStoreInPlaceOfTheEarlierOneAndLeavesTheJournal() throws SQLException {
        Sale before;
        try (SqliteStore store = TestStores.open(file)) {
            before = TestStores.sell(store, 1);
        }
        KeyEncryptionKey after = KeyEncryptionKey.generate();
        SqliteStore.changeKey(file, TestKeys.keyEncryptionKey(), after);
        long keys = TestStores.number(file, "SELECT count(*) FROM data_key");
        SqliteStore.changeKey(file, TestKeys.keyEncryptionKey(), after);
        assertEquals(keys, TestStores.number(file, "SELECT count(*) FROM data_key"), "done once");

        assertThrows(StoreException.class, () -> TestStores.open(file));
        try (SqliteStore store = TestStores.open(file, StoreKeys.of(after, TestKeys.SIGNING))) {
            assertTrue(store.settlements().find(before.id()).isPresent());
            TestStores.sell(store, 2);
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
        String underKey = "SELECT count(DISTINCT substr(sealed, 1, 4)) FROM journal";
        assertEquals(2, TestStores.number(file, underKey), "the earlier record keeps its key, the later one has a new");
    }

    @Test
    void storeThatOpensUnderNeitherKeyStaysAsItIs() {
        TestStores.open(file).close();
        assertThrows(
                StoreException.class,
                () -> SqliteStore.changeKey(file, KeyEncryptionKey.generate(), KeyEncryptionKey.generate()));
        TestStores.open(file).close();
    }

    @Test
    void keyOfAnOpenStoreIsNotChanged() {
        try (SqliteStore store = TestStores.open(file)) {
            assertThrows(
                    StoreInUseException.class,
                    () -> SqliteStore.changeKey(file, TestKeys.keyEncryptionKey(), KeyEncryptionKey.generate()));
            TestStores.sell(store, 1);
        }
        TestStores.open(file).close();
    }

    @Test
    void newestDataKeySealsAndEarlierOnesStillOpen() throws SQLException {
        Sale before;
        try (SqliteStore store = TestStores.open(file)) {
            before = TestStores.sell(store, 1);
        }
        byte[] wrapped = TestKeys.keyEncryptionKey().wrap(DataKey.generate());
        TestStores.tamper(
                file,
                "INSERT INTO data_key (id, purpose, wrapped) VALUES (9, 'SEAL', x'"
                        + HexFormat.of().formatHex(wrapped) + "')");
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 2);
            assertTrue(store.settlements().find(before.id()).isPresent());
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
        assertEquals(
                1, TestStores.number(file, "SELECT count(*) FROM journal WHERE substr(sealed, 1, 4) = x'00000009'"));
    }
}
