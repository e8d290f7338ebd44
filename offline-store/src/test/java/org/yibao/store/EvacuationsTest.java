package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateRequest;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.certs.WrongPassphraseException;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** Row 24: what waits moves to another box, once. */
class EvacuationsTest {
    private static final Validity VALIDITY =
            new Validity(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.createForSigning("signing authority, test only", VALIDITY);
    private static final TerminalName A = TerminalName.parse("P37010200001-A");
    private static final TerminalName B = TerminalName.parse("P37010200001-B");
    private static final TerminalName C = TerminalName.parse("P37010200001-C");

    @TempDir
    Path folder;

    private Path first;
    private Sale provisional;
    private Sale untold;
    private List<SignedMessage> waiting;

    /** One sale told provisional and voided since, one that the counter never heard of, one that is done. */
    @BeforeEach
    void sell() {
        first = folder.resolve("first.db");
        try (SqliteStore store = TestStores.open(first)) {
            provisional = TestStores.sell(store, 1);
            store.settlements().told(provisional.id(), Told.PROVISIONAL);
            Cancellation cancellation =
                    Sales.cancellation(provisional, store.ids().next(Sales.MORNING), "void-1");
            store.settlements().voided(cancellation, before -> Sales.message(cancellation), provisional.person());
            untold = TestStores.sell(store, 2);
            store.settlements().attempted(untold.id(), now());
            store.settlements().setAside(untold.id(), "unreadable");
            Sale done = TestStores.sell(store, 3);
            store.settlements().answered(done.id(), Sales.booked(done), Sales.evidence("done"), null);
            waiting = messages(store);
        }
    }

    private static List<SignedMessage> messages(SqliteStore store) {
        return store.outbox().entries(10).stream().map(OutboxEntry::message).toList();
    }

    private static CertificateChain certificate(TerminalName terminal) {
        return AUTHORITY.issue(
                CertificateRequest.of(TestKeys.SIGNING, terminal.toString()),
                terminal,
                CertificateUsage.SIGNING_TERMINAL,
                VALIDITY);
    }

    private static Instant now() {
        return TestStores.CLOCK.instant();
    }

    private static char[] passphrase() {
        return "for testing only".toCharArray();
    }

    private SqliteStore other(TerminalName name) {
        TerminalProfile profile = new TerminalProfile(
                Sales.PHARMACY.institution(), Sales.PHARMACY.institutionName(), name.letter(), Sales.PHARMACY.admdvs());
        return SqliteStore.open(folder.resolve(name + ".db"), TestKeys.store(), profile, TestStores.CLOCK);
    }

    private static Evacuations.Taken take(SqliteStore store, byte[] file) {
        return store.evacuations().takeOver(file, passphrase(), AUTHORITY.anchors(), now());
    }

    @Test
    void whatWaitedWaitsAtTheOtherBoxInItsOwnBytesAndNeverAgainAtTheFirst() {
        byte[] file;
        try (SqliteStore store = TestStores.open(first)) {
            Evacuations.Made made =
                    store.evacuations().evacuate(B, certificate(A)).orElseThrow();
            assertEquals(new Evacuations.Made(1, B.toString(), 3, false), made);
            assertEquals(List.of(), store.outbox().entries(10));
            assertEquals(
                    SettlementState.HANDED_OVER,
                    store.settlements().find(untold.id()).orElseThrow().state());
            assertEquals(new JournalVerification.Sound(store.journal().head()), store.check());
            assertEquals(Optional.empty(), store.evacuations().evacuate(B, certificate(A)));
            file = store.evacuations().file(1, passphrase());
        }
        try (SqliteStore store = other(B)) {
            assertEquals(new Evacuations.Taken(A.toString(), 2, 3), take(store, file));
            assertEquals(waiting, messages(store));
            assertTrue(store.outbox().entry(untold.id()).orElseThrow().setAside());
            assertEquals(
                    provisional.id(),
                    store.settlements().find(provisional.id()).orElseThrow().id());
            assertTrue(store.persons()
                    .findByPsnNo(untold.person().person().psnNo())
                    .isPresent());
            store.settlements().answered(untold.id(), Sales.booked(untold), Sales.evidence("answer"), null);
            assertEquals(
                    List.of(untold.id()),
                    store.settlements().followUps(10).stream()
                            .map(Settlement::id)
                            .toList(),
                    "nobody was told of it yet");
            long records = store.journal().head().number();
            StoreException again = assertThrows(StoreException.class, () -> take(store, file));
            assertTrue(String.valueOf(again.getMessage()).contains("taken over before"));
            assertEquals(records, store.journal().head().number());
            assertEquals(new JournalVerification.Sound(store.journal().head()), store.check());
        }
    }

    /** Killed after the messages ended and before the file was given out. */
    @Test
    void fileIsWrittenAfterACrashAsItWouldHaveBeenBefore() {
        try (SqliteStore store = TestStores.open(first)) {
            store.evacuations().evacuate(B, certificate(A));
        }
        try (SqliteStore store = TestStores.open(first)) {
            Evacuations.Made made = store.evacuations().unwritten().orElseThrow();
            byte[] file = store.evacuations().file(made.number(), passphrase());
            store.evacuations().written(made.number());
            assertEquals(Optional.empty(), store.evacuations().unwritten());
            byte[] again = store.evacuations().file(made.number(), passphrase());
            assertEquals(EvacuationFile.open(file, passphrase()), EvacuationFile.open(again, passphrase()));
            assertFalse(Arrays.equals(file, again), "sealed under keys of its own");
        }
    }

    @Test
    void onlyTheNamedTerminalTakesAndOnlyWhatTheOtherSigned() {
        byte[] file;
        byte[] forged;
        try (SqliteStore store = TestStores.open(first)) {
            Evacuations evacuations = store.evacuations();
            assertThrows(IllegalArgumentException.class, () -> evacuations.evacuate(A, certificate(A)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> evacuations.evacuate(TerminalName.parse("P37010200002-B"), certificate(A)));
            evacuations.evacuate(B, certificate(A));
            file = evacuations.file(1, passphrase());
            EvacuationFile signed = EvacuationFile.open(file, passphrase());
            forged = new EvacuationFile(
                            signed.content(),
                            signed.signature(),
                            Bytes.of(certificate(C).encode()))
                    .sealed(passphrase());
        }
        byte[] changed = file.clone();
        changed[changed.length - 1] ^= 1;
        try (SqliteStore store = other(B)) {
            assertThrows(StoreException.class, () -> take(store, changed));
            assertThrows(StoreException.class, () -> take(store, forged), "signed by another terminal");
            assertThrows(StoreException.class, () -> take(store, new byte[] {1, 2, 3}));
            assertThrows(
                    WrongPassphraseException.class,
                    () -> store.evacuations().takeOver(file, "another".toCharArray(), AUTHORITY.anchors(), now()));
            assertEquals(0, store.journal().head().number());
        }
        try (SqliteStore store = other(C)) {
            StoreException refused = assertThrows(StoreException.class, () -> take(store, file));
            assertTrue(String.valueOf(refused.getMessage()).contains(B.toString()));
            assertInstanceOf(JournalVerification.Sound.class, store.check());
        }
    }
}
