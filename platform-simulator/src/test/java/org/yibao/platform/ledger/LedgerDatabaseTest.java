package org.yibao.platform.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.InsuredPerson;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.Digest;
import org.yibao.certs.Sm3;
import org.yibao.certs.Validity;
import org.yibao.settlement.TerminalProfile;

class LedgerDatabaseTest {
    private static final String PERSON = "370100000000001";

    @TempDir
    private Path folder;

    private LedgerDatabase open() {
        return LedgerDatabase.open(folder.resolve("ledger.db"));
    }

    private static void addPerson(Transaction tx) {
        InsuredPerson person = new InsuredPerson(PERSON, "310", "1101", List.of(), false, "370100", "1985-03-12", null);
        new People(tx)
                .add(new Insured(person, "甲在职", "370100198503120019", "1", false, Amount.parse("10.00"), List.of()));
    }

    private static Amount balance(LedgerDatabase ledger) {
        return ledger.inTransaction(
                tx -> new People(tx).byPsnNo(PERSON).orElseThrow().balance());
    }

    @Test
    void workThatFailsLeavesNoTraceAndTheNextWorkGoesOn() {
        try (LedgerDatabase ledger = open()) {
            ledger.run(LedgerDatabaseTest::addPerson);

            assertThrows(
                    IllegalStateException.class,
                    () -> ledger.run(tx -> {
                        new People(tx).credit(PERSON, Amount.parse("5.00"));
                        throw new IllegalStateException("died between two steps");
                    }));

            assertEquals(Amount.parse("10.00"), balance(ledger));
        }
    }

    @Test
    void partThatFailsLeavesNoTraceAndTheRestOfTheTransactionStays() {
        try (LedgerDatabase ledger = open()) {
            ledger.run(LedgerDatabaseTest::addPerson);

            ledger.run(tx -> {
                new People(tx).credit(PERSON, Amount.parse("1.00"));
                assertThrows(
                        ArithmeticException.class,
                        () -> tx.orNothing(() -> {
                            new People(tx).credit(PERSON, Amount.parse("5.00"));
                            throw new ArithmeticException("overflow");
                        }));
            });

            assertEquals(Amount.parse("11.00"), balance(ledger));
        }
    }

    @Test
    void accountNeverFallsBelowNothing() {
        try (LedgerDatabase ledger = open()) {
            ledger.run(LedgerDatabaseTest::addPerson);

            assertThrows(
                    LedgerException.class, () -> ledger.run(tx -> new People(tx).credit(PERSON, Amount.ofFen(-1001))));
            ledger.run(tx -> new People(tx).credit(PERSON, Amount.ofFen(-1000)));

            assertEquals(Amount.ZERO, balance(ledger));
        }
    }

    @Test
    void accumulatorStopsAtNothingAndSaysWhatItReallyMoved() {
        try (LedgerDatabase ledger = open()) {
            ledger.run(LedgerDatabaseTest::addPerson);

            assertEquals(70L, (long)
                    ledger.<Long>inTransaction(tx -> new People(tx).accumulate(PERSON, 2024, "OPT_PAY", 70)));
            assertEquals(-70L, (long)
                    ledger.<Long>inTransaction(tx -> new People(tx).accumulate(PERSON, 2024, "OPT_PAY", -100)));
            assertEquals(0L, (long)
                    ledger.<Long>inTransaction(tx -> new People(tx).accumulate(PERSON, 2024, "OPT_PAY", -1)));
        }
    }

    @Test
    void secondProcessReadsWhatTheFirstWrote() {
        try (LedgerDatabase first = open();
                LedgerDatabase second = open()) {
            first.run(LedgerDatabaseTest::addPerson);
            second.run(tx -> new People(tx).credit(PERSON, Amount.parse("1.00")));

            assertEquals(Amount.parse("11.00"), balance(first));
        }
    }

    @Test
    void serialsGoOnAfterAReopening() {
        LocalDateTime now = LocalDateTime.parse("2024-05-05T10:00:00");
        try (LedgerDatabase ledger = open()) {
            assertEquals(
                    "370100202405051000000000000001",
                    ledger.inTransaction(tx -> new Serials(tx).next("setl_id", "370100", now)));
        }
        try (LedgerDatabase ledger = open()) {
            assertTrue(ledger.inTransaction(tx -> new Serials(tx).next("setl_id", "370100", now))
                    .endsWith("0002"));
        }
    }

    @Test
    void fileThatIsNoLedgerIsRefused() throws Exception {
        Files.write(
                folder.resolve("ledger.db"),
                "not a database, and long enough to look at".repeat(20).getBytes(StandardCharsets.UTF_8));

        assertThrows(LedgerException.class, this::open);
    }

    @Test
    void ledgerOfTheVersionBeforeKeepsWhatItHoldsAndGetsWhatIsNew() {
        TerminalKey key = new TerminalKey("H37010200001", 'A');
        TerminalProfile profile = new TerminalProfile(
                new DesignatedInstitution(key.institutionCode(), "1", "2"), "示例诊所", key.letter(), "370102");
        Instant now = Instant.parse("2024-05-05T02:00:00Z");
        byte[] certificate = CertificateAuthority.createForSigning(
                        "for testing", Validity.starting(now, Duration.ofDays(1)))
                .anchors()
                .authorities()
                .get(0)
                .encoded();
        try (LedgerDatabase ledger = open()) {
            ledger.run(LedgerDatabaseTest::addPerson);
            ledger.run(tx -> {
                new Terminals(tx).enrol(profile, now);
                tx.update("DROP TABLE statement_file");
                tx.update("DROP TABLE shift");
                tx.update("DROP TABLE invitation");
                tx.update("DROP TABLE directory_block");
                tx.update("DROP TABLE directory_version");
                tx.update("DROP TABLE terminal_certificate");
                tx.update("ALTER TABLE terminal ADD COLUMN line_certificate BLOB");
                tx.update("ALTER TABLE terminal ADD COLUMN signing_certificate BLOB");
                tx.update(
                        "UPDATE terminal SET line_certificate = ?, signing_certificate = ?", certificate, certificate);
                tx.update("PRAGMA user_version = 2");
            });
        }
        try (LedgerDatabase ledger = open()) {
            assertEquals(Optional.of(profile), ledger.inTransaction(tx -> new Terminals(tx).find(key)));
            List<Certificates.Held> held = ledger.inTransaction(tx -> new Certificates(tx, key).all());
            assertEquals(2, held.size());
            assertEquals(now, held.get(1).issuedAt());
            assertEquals(Amount.parse("10.00"), balance(ledger));
            Digest nobody = Sm3.digest(new byte[0]);
            assertTrue(
                    ledger.inTransaction(tx -> new Invitations(tx).find(nobody)).isEmpty());
        }
    }

    @Test
    void ledgerOfAnotherVersionIsRefused() {
        try (LedgerDatabase ledger = open()) {
            ledger.run(tx -> tx.update("PRAGMA user_version = 5"));
        }

        assertThrows(LedgerException.class, this::open);
    }

    @Test
    void terminalOwnsTheIdsThatBearItsInstitutionAndLetter() {
        TerminalKey key = new TerminalKey("H37010200001", 'A');

        assertTrue(key.owns("H3701020000120240505100000A001"));
        assertFalse(key.owns("H3701020000120240505100000B001"));
        assertFalse(key.owns("H3701020000220240505100000A001"));
        assertFalse(key.owns("H37010200001"));
        assertFalse(key.owns(""));
    }
}
