package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.StoreException;

/** The tables journal and countersignature. */
final class SqliteJournal implements Journal {
    static final String COLUMNS = "number, kind, settlement, time_ms, sealed, signer, previous, hash, signature";

    private final Database database;
    private final KeyRing keys;
    private final JournalSeal seal;
    private final InstantSource clock;

    SqliteJournal(Database database, KeyRing keys, JournalSeal seal, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.seal = seal;
        this.clock = clock;
    }

    /** @return the number of the record */
    long append(Transaction transaction, Step step) throws SQLException {
        JournalHead head = head(transaction);
        long number = head.number() + 1;
        String kind = step.kind().name();
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        byte[] sealed = keys.seal(StoredJson.encode(step), JournalRecord.place(number, kind));
        JournalRecord record = new JournalRecord(
                number,
                kind,
                step.settlement().value(),
                now,
                Bytes.of(sealed),
                seal.name(),
                Bytes.of(HexFormat.of().parseHex(head.hash())));
        insert(transaction, record);
        return number;
    }

    private void insert(Transaction transaction, JournalRecord record) throws SQLException {
        Bytes hash = record.hash();
        transaction.update(
                "INSERT INTO journal (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.number(),
                record.kind(),
                record.settlement(),
                record.time().toEpochMilli(),
                record.sealed().toArray(),
                record.signer(),
                record.previous().toArray(),
                hash.toArray(),
                seal.sign(hash));
    }

    static JournalRecord record(ResultSet columns) throws SQLException {
        return new JournalRecord(
                columns.getLong("number"),
                columns.getString("kind"),
                columns.getString("settlement"),
                Instant.ofEpochMilli(columns.getLong("time_ms")),
                Bytes.of(columns.getBytes("sealed")),
                columns.getString("signer"),
                Bytes.of(columns.getBytes("previous")));
    }

    @Override
    public JournalHead head() {
        return database.read(SqliteJournal::head);
    }

    static JournalHead head(Transaction transaction) throws SQLException {
        return transaction
                .first(
                        "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1",
                        columns -> new JournalHead(
                                columns.getLong(1), HexFormat.of().formatHex(columns.getBytes(2))))
                .orElse(JournalHead.EMPTY);
    }

    @Override
    public JournalVerification verify() {
        return database.readSnapshot(snapshot -> new JournalWalk(snapshot, keys, seal).verify());
    }

    /** The first that counts for a head stays: it proves the earliest time. */
    @Override
    public void countersigned(JournalHead head, Bytes evidence) {
        byte[] hash = HexFormat.of().parseHex(head.hash());
        database.inTransaction(transaction -> {
            requireOwn(transaction, head);
            return transaction.update("""
                    INSERT INTO countersignature (number, hash, evidence) VALUES (?, ?, ?)
                    ON CONFLICT (number) DO NOTHING
                    """, head.number(), hash, evidence.toArray());
        });
    }

    private static void requireOwn(Transaction transaction, JournalHead head) throws SQLException {
        String hash = transaction
                .first(
                        "SELECT hash FROM journal WHERE number = ?",
                        columns -> HexFormat.of().formatHex(columns.getBytes(1)),
                        head.number())
                .orElse(JournalHead.EMPTY.hash());
        if (!hash.equals(head.hash())) {
            throw new StoreException("not a head of this journal: " + head.fingerprint());
        }
    }
}
