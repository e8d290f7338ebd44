package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** What someone who has the disk, but no key, can do to a journal of four records: never unnoticed. */
class JournalTamperTest {
    private static final String UNGUARD_EDIT = "DROP TRIGGER journal_is_never_edited";
    private static final String UNGUARD_CUT = "DROP TRIGGER journal_is_never_cut";

    @TempDir
    Path folder;

    private Path file;
    private JournalHead head;

    /** Records 1, 3 and 4 are of the first sale, record 2 of the second. */
    @BeforeEach
    void sell() {
        file = folder.resolve("store.db");
        try (SqliteStore store = TestStores.open(file)) {
            Sale sale = TestStores.sell(store, 1);
            TestStores.sell(store, 2);
            store.settlements().told(sale.id(), Told.PROVISIONAL);
            store.settlements().answered(sale.id(), Sales.bookedOtherwise(sale), Sales.evidence("answer"), null);
            head = store.journal().head();
        }
    }

    @Test
    void untouchedJournalIsSound() {
        assertEquals(new JournalVerification.Sound(new JournalHead(4, head.hash())), verify());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal SET kind = 'CLOSED' WHERE number = 2",
                "DELETE FROM journal WHERE number = 4",
            })
    void databaseItselfRefusesToTouchARecord(String sql) throws SQLException {
        assertThrows(SQLException.class, () -> TestStores.tamper(file, sql));
        assertEquals(new JournalVerification.Sound(head), verify());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = 'CLOSED'",
                "settlement = (SELECT settlement FROM journal WHERE number = 1)",
                "form = 1",
                "form = 3",
                "time_ms = time_ms + 1",
                "sealed = zeroblob(length(sealed))",
                "sealed = (SELECT sealed FROM journal WHERE number = 1)",
                "signer = hex(zeroblob(32))",
                "previous = zeroblob(32)",
                "hash = zeroblob(32)",
                "signature = zeroblob(64)",
                "signature = zeroblob(1)",
                "signature = (SELECT signature FROM journal WHERE number = 1)",
            })
    void editedRecordIsNamed(String edit) throws SQLException {
        broken(2, UNGUARD_EDIT, "UPDATE journal SET " + edit + " WHERE number = 2");
    }

    @Test
    void missingRecordIsNamed() throws SQLException {
        broken(2, UNGUARD_CUT, "DELETE FROM journal WHERE number = 2");
    }

    @Test
    void missingFirstRecordIsNamed() throws SQLException {
        broken(1, UNGUARD_CUT, "DELETE FROM journal WHERE number = 1");
    }

    @Test
    void gapClosedByRenumberingIsNamed() throws SQLException {
        broken(
                2,
                UNGUARD_CUT,
                UNGUARD_EDIT,
                "DELETE FROM journal WHERE number = 2",
                "UPDATE journal SET number = number - 1 WHERE number > 2");
    }

    @Test
    void swappedRecordsAreNamed() throws SQLException {
        broken(
                2,
                UNGUARD_EDIT,
                "UPDATE journal SET number = -2 WHERE number = 2",
                "UPDATE journal SET number = 2 WHERE number = 3",
                "UPDATE journal SET number = 3 WHERE number = -2");
    }

    @Test
    void insertedRecordIsNamed() throws SQLException {
        broken(
                2,
                UNGUARD_EDIT,
                "UPDATE journal SET number = -number - 1 WHERE number >= 2",
                "UPDATE journal SET number = -number WHERE number < 0",
                insertCopy(2));
    }

    @Test
    void recordBeforeTheFirstIsNoticed() throws SQLException {
        broken(1, insertCopy(0));
    }

    @Test
    void recordAppendedWithoutTheKeyIsNamed() throws SQLException {
        broken(5, insertCopy(5));
    }

    private static String insertCopy(int number) {
        return "INSERT INTO journal SELECT " + number
                + ", kind, settlement, time_ms, sealed, signer, previous, hash, signature, form"
                + " FROM journal WHERE number = 1";
    }

    @Test
    void cutTailIsNoticedAndNothingIsAppendedToIt() throws SQLException {
        broken(4, UNGUARD_CUT, "DELETE FROM journal WHERE number = 4");
        try (SqliteStore store = TestStores.open(file)) {
            assertThrows(StoreException.class, () -> TestStores.sell(store, 3));
            assertTrue(
                    store.settlements().refusesBecause().orElseThrow().contains("the journal was cut"),
                    "the store says why it takes nothing");
            assertEquals(3, store.journal().head().number());
            assertEquals(2, store.settlements().latest(10).size());
        }
    }

    @Test
    void tailCutTogetherWithAllItLedToIsNoticedByTheCountersignature() throws SQLException {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 3);
            store.journal().countersigned(store.journal().head(), Sales.evidence("platform's word"));
        }
        broken(
                5,
                UNGUARD_CUT,
                "DELETE FROM journal WHERE number = 5",
                "DELETE FROM idempotency_key WHERE settlement = (SELECT id FROM settlement WHERE accepted = 5)",
                "DELETE FROM outbox WHERE sequence = 5",
                "DELETE FROM settlement WHERE accepted = 5");
    }

    @Test
    void headThatThePlatformSawOtherwiseIsNamed() throws SQLException {
        try (SqliteStore store = TestStores.open(file)) {
            store.journal().countersigned(head, Sales.evidence("platform's word"));
        }
        broken(4, "UPDATE countersignature SET hash = zeroblob(32)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | UPDATE settlement SET state = 'VOIDED' WHERE accepted = 1",
                "4 | UPDATE settlement SET told = 'DONE' WHERE accepted = 1",
                "4 | UPDATE settlement SET follow_up = 0 WHERE accepted = 1",
                "4 | UPDATE settlement SET void_message = 'x' WHERE accepted = 1",
                "4 | UPDATE settlement SET last_record = 3 WHERE accepted = 1",
                "4 | UPDATE settlement SET sealed = (SELECT sealed FROM settlement WHERE accepted = 2) WHERE accepted = 1",
                "4 | UPDATE settlement SET sealed = x'00' WHERE accepted = 1",
                "4 | DELETE FROM settlement WHERE accepted = 1",
                "2 | DELETE FROM settlement WHERE accepted = 2",
                "2 | DELETE FROM outbox",
                "2 | UPDATE outbox SET sealed = zeroblob(100)",
                "2 | UPDATE outbox SET sealed = x''",
                "2 | UPDATE outbox SET next_attempt = 'tomorrow'",
                "2 | UPDATE outbox SET sequence = 3",
                "2 | UPDATE outbox SET person_code = x'00'",
                "4 | UPDATE outbox SET settlement = (SELECT id FROM settlement WHERE accepted = 1)",
                "4 | UPDATE outbox_size SET entries = 0",
                "2 | UPDATE unanswered SET fen = 1",
                "2 | UPDATE unanswered SET day = '2026-03-03'",
                "2 | DELETE FROM unanswered",
                "4 | INSERT INTO unanswered SELECT id, x'00', '2026-03-02', 1 FROM settlement WHERE accepted = 1",
                "4 | INSERT INTO idempotency_key SELECT x'00' AS code, id FROM settlement WHERE accepted = 1",
            })
    void tableThatTellsOtherwiseIsNoticed(long number, String sql) throws SQLException {
        broken(number, sql);
    }

    @Test
    void missingTillsKeyIsNoticedAtTheRecordThatUsedIt() throws SQLException {
        broken(1, "DELETE FROM idempotency_key WHERE settlement = (SELECT id FROM settlement WHERE accepted = 1)");
    }

    @Test
    void attemptsMoveTheSettlementWithoutBreakingTheStory() {
        try (SqliteStore store = TestStores.open(file)) {
            Sale sale = store.settlements().latest(1).get(0).sale();
            store.settlements().attempted(sale.id(), TestStores.CLOCK.instant());
            assertEquals(new JournalVerification.Sound(head), store.journal().verify());
            store.settlements().postponed(sale.id(), TestStores.CLOCK.instant(), "no answer", true);
            assertEquals(new JournalVerification.Sound(head), store.journal().verify());
        }
    }

    @Test
    void journalOfAnotherSigningKeyIsBelievedOnlyWhenThatKeyIsNamed() {
        Sm2KeyPair renewed = Sm2KeyPair.generate();
        StoreKeys stranger = StoreKeys.of(TestKeys.keyEncryptionKey(), renewed);
        try (SqliteStore store = TestStores.open(file, stranger)) {
            assertEquals(1, numberOf(store.journal().verify()));
        }
        StoreKeys successor = new StoreKeys(
                stranger.keyEncryptionKey(),
                stranger.signer(),
                stranger.signerKey(),
                List.of(TestKeys.SIGNING.sm2PublicKey()));
        try (SqliteStore store = TestStores.open(file, successor)) {
            TestStores.sell(store, 3);
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
    }

    @Test
    void keyThatChangesBetweenTwoRecordsSignsTheNextOneAndEachIsBelievedInItsPlace() {
        Sm2KeyPair renewed = Sm2KeyPair.generate();
        StoreKeys fresh = StoreKeys.of(TestKeys.keyEncryptionKey(), renewed);
        StoreKeys successor = new StoreKeys(
                fresh.keyEncryptionKey(), fresh.signer(), fresh.signerKey(), List.of(TestKeys.SIGNING.sm2PublicKey()));
        StoreKeys unfit =
                new StoreKeys(fresh.keyEncryptionKey(), fresh.signer(), TestKeys.SIGNING.sm2PublicKey(), List.of());
        try (SqliteStore store = TestStores.open(file)) {
            boolean[] along = {false};
            assertThrows(StoreException.class, () -> store.changeSigner(unfit, () -> along[0] = true));
            assertEquals(false, along[0]);
            store.changeSigner(successor, () -> along[0] = true);
            assertEquals(true, along[0]);
            TestStores.sell(store, 3);
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
        }
        assertEquals(head.number() + 1, numberOf(verify()));
    }

    private void broken(long number, String... statements) throws SQLException {
        TestStores.tamper(file, statements);
        assertEquals(number, numberOf(verify()));
    }

    private JournalVerification verify() {
        try (SqliteStore store = TestStores.open(file)) {
            return store.journal().verify();
        }
    }

    private static long numberOf(JournalVerification verdict) {
        return verdict instanceof JournalVerification.Broken broken ? broken.number() : -1;
    }
}
