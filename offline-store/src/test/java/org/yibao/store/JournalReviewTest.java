package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** What opening looks at, and what is looked at afterwards. */
class JournalReviewTest {
    private static final int RECORDS = 450;
    private static final int COUNTERSIGNED = 440;
    private static final String UNGUARD = "DROP TRIGGER journal_is_never_edited";

    @TempDir
    static Path sold;

    @TempDir
    Path folder;

    private static JournalHead head = JournalHead.EMPTY;
    private Path file;

    @BeforeAll
    static void sell() {
        try (SqliteStore store = TestStores.open(sold.resolve("store.db"))) {
            for (int number = 1; number <= RECORDS; number++) {
                TestStores.sell(store, number);
                head = store.journal().head();
                if (number == COUNTERSIGNED) {
                    store.journal().countersigned(head, Sales.evidence("platform's word"));
                }
            }
        }
    }

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(sold.resolve("store.db"), folder.resolve("store.db"));
    }

    @Test
    void walksInStepsToTheRecordThatWasTheLastAtOpening() {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, RECORDS + 1);
            assertEquals(Optional.empty(), store.review().walk());
            assertEquals(Optional.empty(), store.journal().earlierRecords());
            assertEquals(new JournalVerification.Sound(head), verdict(store));
            assertEquals(
                    Optional.of(new JournalVerification.Sound(head)),
                    store.journal().earlierRecords());
        }
    }

    @Test
    void recordChangedBeforeTheCountersignedHeadIsNamedByTheWalkWhileSalesGoOn() throws SQLException {
        TestStores.tamper(file, UNGUARD, "UPDATE journal SET time_ms = time_ms + 1 WHERE number = 333");
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, RECORDS + 1);
            assertEquals(
                    333,
                    assertInstanceOf(JournalVerification.Broken.class, verdict(store))
                            .number());
        }
    }

    @Test
    void recordChangedAfterTheCountersignedHeadIsNoticedAtOpeningAndNothingIsTaken() throws SQLException {
        TestStores.tamper(file, UNGUARD, "UPDATE journal SET time_ms = time_ms + 1 WHERE number = 445");
        refused("445");
    }

    @Test
    void recordWithAnotherSignatureAfterTheCountersignedHeadIsNoticedAtOpening() throws SQLException {
        TestStores.tamper(
                file,
                UNGUARD,
                "UPDATE journal SET signature = (SELECT signature FROM journal WHERE number = 446) WHERE number = 447");
        refused("447");
    }

    private void refused(String number) {
        try (SqliteStore store = TestStores.open(file)) {
            assertThrows(StoreException.class, () -> TestStores.sell(store, RECORDS + 1));
            String reason = store.settlements().refusesBecause().orElseThrow();
            assertTrue(reason.startsWith("journal record " + number), reason);
        }
    }

    private static JournalVerification verdict(SqliteStore store) {
        Optional<JournalVerification> verdict = Optional.empty();
        while (verdict.isEmpty()) {
            verdict = store.review().walk();
        }
        return verdict.get();
    }
}
