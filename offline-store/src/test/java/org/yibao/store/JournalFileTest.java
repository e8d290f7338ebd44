package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateRequest;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.Validity;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** Row 6 for what leaves the terminal: an exported journal of four records, and all that can be done to its file. */
class JournalFileTest {
    private static final Validity VALIDITY =
            new Validity(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final String TERMINAL = "P37010200001-A";
    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.createForSigning("signing authority, test only", VALIDITY);
    private static final Sm2KeyPair PLATFORM = Sm2KeyPair.generate();
    /** Issued once: the signature in each new one makes it a byte or two longer or shorter. */
    private static final CertificateChain PLATFORM_CHAIN =
            AUTHORITY.issuePlatform(CertificateRequest.of(PLATFORM, "platform"), "platform", VALIDITY);

    @TempDir
    Path folder;

    private Path file;
    private JournalHead head;

    /** Records 1, 3 and 4 are of the first sale, record 2 of the second; the platform countersigned 2 and 4. */
    @BeforeEach
    void sell() {
        file = folder.resolve("store.db");
        try (SqliteStore store = TestStores.open(file)) {
            Sale sale = TestStores.sell(store, 1);
            TestStores.sell(store, 2);
            countersign(store);
            store.settlements().told(sale.id(), Told.PROVISIONAL);
            store.settlements().answered(sale.id(), Sales.bookedOtherwise(sale), Sales.evidence("answer"), null);
            countersign(store);
            head = store.journal().head();
        }
    }

    private static void countersign(SqliteStore store) {
        JournalHead head = store.journal().head();
        store.journal().countersigned(head, word(head, PLATFORM_CHAIN));
    }

    /** As the line brings it, with the leaf of the chain. */
    private static Bytes word(JournalHead head, CertificateChain chain) {
        byte[] json = ("{\"infcode\":0,\"output\":{\"headinfo\":{\"jrnl_no\":" + head.number() + ",\"jrnl_hash\":\""
                        + head.hash() + "\",\"head_time\":\"20260302090000000\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] leaf = chain.leaf().encoded();
        byte[] signature =
                Sm2Signer.of(PLATFORM, Sm2UserId.DEFAULT, SignatureEncoding.RAW).sign(json);
        return Bytes.of(ByteBuffer.allocate(4 + json.length + 32 + 64 + 4 + leaf.length)
                .putInt(json.length)
                .put(json)
                .put(chain.leaf().id().bytes())
                .put(signature)
                .putInt(leaf.length)
                .put(leaf)
                .array());
    }

    private static CertificateChain certificate(Sm2KeyPair key, String terminal) {
        CertificateChain issued = AUTHORITY.issue(
                CertificateRequest.of(key, terminal),
                TerminalName.parse(terminal),
                CertificateUsage.SIGNING_TERMINAL,
                VALIDITY);
        return new CertificateChain(List.of(issued.leaf()));
    }

    private byte[] exported(long first, long last) {
        return exported(TestKeys.store(), List.of(certificate(TestKeys.SIGNING, TERMINAL)), first, last);
    }

    private byte[] exported(StoreKeys keys, List<CertificateChain> chains, long first, long last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SqliteStore store = TestStores.open(file, keys)) {
            store.export(chains, first, last, out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ExportVerification verify(byte[] export) {
        return verify(export, AUTHORITY.anchors());
    }

    private static ExportVerification verify(byte[] export, TrustAnchors authorities) {
        try {
            return JournalFile.verify(new ByteArrayInputStream(export), authorities);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void broken(long number, byte[] export) {
        ExportVerification.Broken found = assertInstanceOf(ExportVerification.Broken.class, verify(export));
        assertEquals(number, found.number(), found.fault());
    }

    private static void refused(String because, ExportVerification verdict) {
        ExportVerification.Refused found = assertInstanceOf(ExportVerification.Refused.class, verdict);
        assertTrue(found.fault().contains(because), found.fault());
    }

    /** The file's lines: header, certificate, record 1, record 2, countersignature, records 3 and 4, another, end. */
    private byte[] changed(UnaryOperator<List<String>> change) {
        List<String> lines = new ArrayList<>(
                new String(exported(1, 4), StandardCharsets.US_ASCII).lines().toList());
        return (String.join("\n", change.apply(lines)) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void wholeJournalIsSoundWithoutStoreOrKeys() {
        byte[] export = exported(1, 4);
        assertEquals(new ExportVerification.Sound(TERMINAL, JournalHead.EMPTY, head, head, 0), verify(export));
        assertFalse(new String(export, StandardCharsets.UTF_8).contains("测试"), "what is personal stays sealed");
    }

    @Test
    void partOfAJournalFollowsTheHeadBeforeIt() {
        ExportVerification.Sound part = assertInstanceOf(ExportVerification.Sound.class, verify(exported(3, 3)));
        assertEquals(2, part.base().number());
        assertEquals(3, part.head().number());
        assertEquals(part.base(), part.countersigned());
    }

    @Test
    void exportOfNothingIsSoundAndSaysWhereTheJournalStands() {
        assertEquals(new ExportVerification.Sound(TERMINAL, head, head, head, 0), verify(exported(5, 4)));
    }

    @Test
    void recordsThatTheJournalDoesNotHaveAreNotExported() {
        assertThrows(IllegalArgumentException.class, () -> exported(1, 5));
        assertThrows(IllegalArgumentException.class, () -> exported(0, 4));
    }

    @Test
    void recordsOfAnEarlierKeyAreJudgedByItsCertificate() {
        Sm2KeyPair next = Sm2KeyPair.generate();
        StoreKeys keys = new StoreKeys(
                TestKeys.keyEncryptionKey(),
                Sm2Signer.of(next, Sm2UserId.DEFAULT, SignatureEncoding.RAW),
                next.sm2PublicKey(),
                List.of(TestKeys.SIGNING.sm2PublicKey()));
        try (SqliteStore store = TestStores.open(file, keys)) {
            TestStores.sell(store, 3);
        }
        CertificateChain present = certificate(next, TERMINAL);
        assertInstanceOf(
                ExportVerification.Sound.class,
                verify(exported(keys, List.of(present, certificate(TestKeys.SIGNING, TERMINAL)), 1, 5)));
        broken(1, exported(keys, List.of(present), 1, 5));
    }

    /** Row 6: bits flip; every byte of a small file. */
    @Test
    void everyFlippedByteIsFound() {
        byte[] export = exported(4, 4);
        for (int at = 0; at < export.length; at++) {
            byte[] flipped = export.clone();
            flipped[at] ^= (byte) (1 << at % Byte.SIZE);
            assertFalse(verify(flipped) instanceof ExportVerification.Sound, "byte " + at + " of " + export.length);
        }
    }

    @Test
    void everyCutIsFound() {
        byte[] export = exported(4, 4);
        for (int length = 0; length < export.length; length++) {
            assertFalse(verify(Arrays.copyOf(export, length)) instanceof ExportVerification.Sound, "cut at " + length);
        }
        refused("something follows", verify(Arrays.copyOf(export, export.length + 1)));
    }

    @Test
    void cutTailIsNamed() {
        broken(4, changed(lines -> {
            lines.remove(6);
            return lines;
        }));
        broken(3, changed(lines -> lines.subList(0, 5)));
    }

    @Test
    void cutMiddleIsNamed() {
        broken(2, changed(lines -> {
            lines.remove(3);
            lines.remove(3);
            return lines;
        }));
    }

    @Test
    void swappedRecordsAreNamed() {
        broken(3, changed(lines -> {
            lines.add(5, lines.remove(6));
            return lines;
        }));
    }

    @Test
    void insertedRecordIsNamed() {
        broken(3, changed(lines -> {
            lines.add(5, lines.get(3));
            return lines;
        }));
        broken(5, changed(lines -> {
            lines.add(7, lines.get(6).replace("record 4 ", "record 5 "));
            return lines;
        }));
    }

    @Test
    void editedRecordIsNamed() {
        broken(3, changed(lines -> {
            lines.set(5, lines.get(5).replace(" TOLD ", " CLOSED "));
            return lines;
        }));
    }

    @Test
    void recordOfAnotherKeyIsNamed() {
        broken(3, changed(lines -> {
            lines.set(5, resigned(lines.get(5), Sm2KeyPair.generate()));
            return lines;
        }));
    }

    /** Somebody with another key writes the record anew, hash and all. */
    private static String resigned(String line, Sm2KeyPair key) {
        String[] field = line.split(" ", -1);
        JournalRecord record = new JournalRecord(
                Integer.parseInt(field[2]),
                Long.parseLong(field[1]),
                field[3],
                field[4],
                Instant.ofEpochMilli(Long.parseLong(field[5])),
                Bytes.of(Base64.getDecoder().decode(field[10])),
                JournalSeal.nameOf(key.sm2PublicKey()),
                Bytes.of(HexFormat.of().parseHex(field[7])));
        byte[] signature =
                Sm2Signer.of(key, Sm2UserId.DEFAULT, SignatureEncoding.RAW).sign(record.signedBytes());
        field[6] = record.signer();
        field[8] = JournalChain.hex(record.hash());
        field[9] = HexFormat.of().formatHex(signature);
        return String.join(" ", field);
    }

    @Test
    void movedCountersignatureIsNamed() {
        broken(3, changed(lines -> {
            lines.add(5, lines.remove(4));
            return lines;
        }));
    }

    @Test
    void droppedCountersignatureIsFoundByTheSeal() {
        refused("changed after it was made", verify(changed(lines -> {
            lines.remove(4);
            return lines;
        })));
    }

    @Test
    void countersignatureOfAnotherAuthoritysPlatformIsNamed() throws SQLException {
        CertificateAuthority other = CertificateAuthority.createForSigning("another authority", VALIDITY);
        Bytes foreign =
                word(head, other.issuePlatform(CertificateRequest.of(PLATFORM, "platform"), "platform", VALIDITY));
        TestStores.tamper(
                file,
                "UPDATE countersignature SET evidence = x'" + HexFormat.of().formatHex(foreign.toArray())
                        + "' WHERE number = 4");
        broken(4, exported(1, 4));
    }

    @Test
    void countersignatureThatAnOlderProgramKeptIsCountedAsUnprovable() throws SQLException {
        TestStores.tamper(
                file,
                "UPDATE countersignature SET evidence = substr(evidence, 1, length(evidence) - 4 - "
                        + PLATFORM_CHAIN.leaf().encoded().length + ") WHERE number = 4");
        ExportVerification.Sound sound = assertInstanceOf(ExportVerification.Sound.class, verify(exported(1, 4)));
        assertEquals(1, sound.unprovable());
        assertEquals(2, sound.countersigned().number());
    }

    @Test
    void anotherAuthorityVouchesForNothing() {
        TrustAnchors others = CertificateAuthority.createForSigning("another authority", VALIDITY)
                .anchors();
        refused("leads to no trusted authority", verify(exported(1, 4), others));
    }

    @Test
    void certificateOfAnotherTerminalIsRefused() {
        CertificateChain other = certificate(TestKeys.SIGNING, "P37010200001-B");
        refused("is not that of", verify(exported(TestKeys.store(), List.of(other), 1, 4)));
    }

    @Test
    void brokenJournalIsExportedAsItStandsAndNamedByWhoeverReadsIt() throws SQLException {
        TestStores.tamper(
                file,
                "DROP TRIGGER journal_is_never_edited",
                "UPDATE journal SET time_ms = time_ms + 1 WHERE number = 3");
        broken(3, exported(1, 4));
    }

    @Test
    void fieldThatWouldWriteAnotherLineIsNotExported() throws SQLException {
        TestStores.tamper(
                file,
                "DROP TRIGGER journal_is_never_edited",
                "UPDATE journal SET kind = 'TOLD' || char(10) || 'end' WHERE number = 3");
        assertThrows(StoreException.class, () -> exported(1, 4));
    }
}
