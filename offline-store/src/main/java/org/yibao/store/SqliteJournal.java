package org.yibao.store;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.StoreException;

/** The tables journal, countersignature and quarantine. */
final class SqliteJournal implements Journal {
    static final String COLUMNS = "number, form, kind, settlement, time_ms, sealed, signer, previous, hash, signature";

    private final Database database;
    private final KeyRing keys;
    private final JournalSeal seal;
    private final InstantSource clock;
    private final JournalReview review;

    SqliteJournal(Database database, KeyRing keys, JournalSeal seal, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.seal = seal;
        this.clock = clock;
        this.review = new JournalReview(database, seal, database.read(SqliteJournal::head));
    }

    /** @return the number of the record */
    long append(Transaction transaction, Step step) throws SQLException {
        JournalHead head = head(transaction);
        long number = head.number() + 1;
        String kind = step.kind().name();
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        byte[] sealed = keys.seal(StoredJson.encode(step), JournalRecord.place(number, kind));
        JournalRecord record = new JournalRecord(
                JournalRecord.FORM,
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
        transaction.update(
                "INSERT INTO journal (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.number(),
                record.form(),
                record.kind(),
                record.settlement(),
                record.time().toEpochMilli(),
                record.sealed().toArray(),
                record.signer(),
                record.previous().toArray(),
                record.hash().toArray(),
                seal.sign(record.signedBytes()));
    }

    static JournalRecord record(ResultSet columns) throws SQLException {
        return new JournalRecord(
                columns.getInt("form"),
                columns.getLong("number"),
                columns.getString("kind"),
                columns.getString("settlement"),
                Instant.ofEpochMilli(columns.getLong("time_ms")),
                Bytes.of(columns.getBytes("sealed")),
                columns.getString("signer"),
                Bytes.of(columns.getBytes("previous")));
    }

    /** @throws StoreException when it does not open, or is not what its kind says */
    static Step step(ResultSet columns, KeyRing keys) throws SQLException {
        String kind = columns.getString("kind");
        byte[] content = keys.open(columns.getBytes("sealed"), JournalRecord.place(columns.getLong("number"), kind));
        try {
            return StoredJson.decode(content, Step.Kind.valueOf(kind).content());
        } catch (IllegalArgumentException unknown) {
            throw new StoreException("a record of another kind");
        }
    }

    /** The record with this number, as it stands: {@link #verify} says whether it can be believed. */
    Optional<JournalEntry> entry(long number) {
        return database.read(transaction -> {
            Optional<JournalRecord> record = transaction.first(
                    "SELECT " + COLUMNS + " FROM journal WHERE number = ?", SqliteJournal::record, number);
            return record.isEmpty() ? Optional.empty() : Optional.of(entry(transaction, record.get()));
        });
    }

    private JournalEntry entry(Transaction transaction, JournalRecord record) throws SQLException {
        List<Step> steps = transaction.all(
                "SELECT number, kind, sealed FROM journal WHERE settlement = ? AND number <= ? ORDER BY number",
                columns -> step(columns, keys),
                record.settlement(),
                record.number());
        Optional<Settlement> settlement = Optional.empty();
        try {
            for (Step step : steps) {
                settlement = Optional.of(step.appliedTo(settlement));
            }
        } catch (IllegalTransitionException impossible) {
            throw new StoreException("the record cannot follow those before it");
        }
        return new JournalEntry(
                record.kind(),
                record.time(),
                record.signer(),
                new JournalHead(record.number(), JournalChain.hex(record.hash())),
                settlement.orElseThrow());
    }

    /** The message that a settlement's records queued under this id, as it was made. */
    Optional<SignedMessage> message(Transaction transaction, MessageId settlement, MessageId message)
            throws SQLException {
        List<Step> steps = transaction.all(
                "SELECT number, kind, sealed FROM journal WHERE settlement = ? ORDER BY number",
                columns -> step(columns, keys),
                settlement.value());
        return steps.stream()
                .flatMap(step -> step.queued().stream())
                .filter(queued -> queued.id().equals(message))
                .findFirst();
    }

    @Override
    public JournalHead head() {
        return database.read(SqliteJournal::head);
    }

    static JournalHead head(Transaction transaction) throws SQLException {
        return last(transaction, "journal");
    }

    static Optional<Instant> lastTime(Transaction transaction) throws SQLException {
        return transaction.first(
                "SELECT time_ms FROM journal ORDER BY number DESC LIMIT 1",
                columns -> Instant.ofEpochMilli(columns.getLong(1)));
    }

    static Optional<Bytes> lastEvidence(Transaction transaction) throws SQLException {
        return transaction.first(
                "SELECT evidence FROM countersignature ORDER BY number DESC LIMIT 1",
                columns -> Bytes.of(columns.getBytes(1)));
    }

    /** The head that the platform countersigned last. */
    static JournalHead countersigned(Transaction transaction) throws SQLException {
        return last(transaction, "countersignature");
    }

    /** The head as the record with this number stands; the empty one where there is none. */
    static JournalHead head(Transaction transaction, long number) throws SQLException {
        return transaction
                .first("SELECT number, hash FROM journal WHERE number = ?", SqliteJournal::head, number)
                .orElse(JournalHead.EMPTY);
    }

    private static JournalHead last(Transaction transaction, String table) throws SQLException {
        return transaction
                .first("SELECT number, hash FROM " + table + " ORDER BY number DESC LIMIT 1", SqliteJournal::head)
                .orElse(JournalHead.EMPTY);
    }

    private static JournalHead head(ResultSet columns) throws SQLException {
        return new JournalHead(columns.getLong("number"), HexFormat.of().formatHex(columns.getBytes("hash")));
    }

    @Override
    public JournalVerification verify() {
        return database.readSnapshot(snapshot -> new JournalWalk(snapshot, keys, seal).verify());
    }

    /** The walk through the records that stood there when the store was opened. */
    JournalReview review() {
        return review;
    }

    @Override
    public Optional<JournalVerification> earlierRecords() {
        return review.verdict();
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

    @Override
    public Optional<Bytes> countersignature(JournalHead head) {
        byte[] hash = HexFormat.of().parseHex(head.hash());
        return database.read(transaction -> transaction.first(
                "SELECT evidence FROM countersignature WHERE number = ? AND hash = ?",
                columns -> Bytes.of(columns.getBytes(1)),
                head.number(),
                hash));
    }

    /** A record of the older form proves itself only as a whole: the first proof starts after the last of them. */
    @Override
    public JournalHead base() {
        return database.read(transaction -> {
            JournalHead countersigned = countersigned(transaction);
            JournalHead unproved = last(transaction, "journal WHERE form = " + JournalRecord.WHOLE_FORM);
            return countersigned.number() >= unproved.number() ? countersigned : unproved;
        });
    }

    @Override
    public JournalProof proof(JournalHead base, int most) {
        return database.read(transaction -> {
            ProofWriter proof = new ProofWriter(base);
            transaction.each(
                    "SELECT " + COLUMNS + " FROM journal WHERE number > ? ORDER BY number LIMIT ?",
                    proof,
                    base.number(),
                    most);
            return proof.finished(head(transaction).number());
        });
    }

    /** Takes the records that follow a head, one after the other. */
    private static final class ProofWriter implements Transaction.Visit {
        private final JournalHead base;
        private final ByteArrayOutputStream links = new ByteArrayOutputStream();
        private final List<JournalProof.Queued> messages = new ArrayList<>();
        private JournalHead head;

        ProofWriter(JournalHead base) {
            this.base = base;
            this.head = base;
        }

        @Override
        public void row(ResultSet columns) throws SQLException {
            JournalRecord record = record(columns);
            links.writeBytes(record.content().toArray());
            head = head(columns);
            if (Step.Kind.queues(record.kind())) {
                messages.add(new JournalProof.Queued(record.number(), StoredColumns.messageId(columns, "settlement")));
            }
        }

        JournalProof finished(long end) {
            return new JournalProof(base, head, end, Bytes.of(links.toByteArray()), messages);
        }
    }

    @Override
    public void quarantined(String reason) {
        database.inTransaction(transaction -> {
            transaction.update("DELETE FROM quarantine");
            return transaction.update("INSERT INTO quarantine (reason) VALUES (?)", reason);
        });
    }

    @Override
    public void released() {
        if (quarantine().isPresent()) {
            database.inTransaction(transaction -> transaction.update("DELETE FROM quarantine"));
        }
    }

    @Override
    public Optional<String> quarantine() {
        return database.read(
                transaction -> transaction.first("SELECT reason FROM quarantine", columns -> columns.getString(1)));
    }

    static boolean holds(Transaction transaction, JournalHead head) throws SQLException {
        return transaction
                .first(
                        "SELECT hash FROM journal WHERE number = ?",
                        columns -> HexFormat.of().formatHex(columns.getBytes(1)),
                        head.number())
                .or(() -> head.number() == 0 ? Optional.of(JournalHead.EMPTY.hash()) : Optional.empty())
                .equals(Optional.of(head.hash()));
    }

    private static void requireOwn(Transaction transaction, JournalHead head) throws SQLException {
        if (!holds(transaction, head)) {
            throw new StoreException("not a head of this journal: " + head.fingerprint());
        }
    }
}
