package org.yibao.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.StoreException;

/** The table outbox. An entry's sequence is the number of the journal record that queued it. */
final class OutboxTable {
    private final KeyRing keys;

    OutboxTable(KeyRing keys) {
        this.keys = keys;
    }

    /** What is sealed of an entry. */
    private record Content(SignedMessage message, String person) {}

    /** Kept by triggers, so that it costs the same however long the queue is. */
    static int size(Transaction transaction) throws SQLException {
        return (int) transaction.number("SELECT entries FROM outbox_size");
    }

    /** Of columns that stand in clear: nothing is opened. */
    static QueueStanding standing(Transaction transaction, int attempts) throws SQLException {
        return new QueueStanding(
                size(transaction),
                (int) transaction.number("SELECT count(*) FROM outbox WHERE set_aside = 1"),
                (int) transaction.number("SELECT count(*) FROM outbox WHERE set_aside = 0 AND attempts >= ?", attempts),
                transaction.first(
                        "SELECT message FROM outbox WHERE +set_aside = 0 ORDER BY sequence LIMIT 1",
                        columns -> StoredColumns.messageId(columns, "message")),
                oldest(transaction, "message = settlement"),
                oldest(transaction, "message <> settlement"));
    }

    private static Optional<MessageId> oldest(Transaction transaction, String kind) throws SQLException {
        return transaction.first(
                "SELECT message FROM outbox WHERE " + kind + " ORDER BY sequence LIMIT 1",
                columns -> StoredColumns.messageId(columns, "message"));
    }

    List<OutboxEntry> oldest(Transaction transaction, int limit) throws SQLException {
        return transaction.all("SELECT * FROM outbox ORDER BY sequence LIMIT ?", this::open, limit);
    }

    /** The plus keeps the index on set_aside out of it, for which the whole queue would be sorted. */
    List<OutboxEntry> inTurn(Transaction transaction, long after, int limit) throws SQLException {
        return transaction.all("""
                SELECT * FROM outbox o WHERE sequence > ? AND +set_aside = 0 AND NOT EXISTS (
                  SELECT 1 FROM outbox b WHERE b.settlement = o.settlement
                    AND (b.set_aside = 1 AND b.sequence < o.sequence
                      OR b.message = b.settlement AND b.sequence > o.sequence))
                ORDER BY sequence LIMIT ?
                """, this::open, after, limit);
    }

    /** Of columns that stand in clear, so that only what is in doubt is opened, and no long queue is read to its end. */
    List<OutboxEntry> inDoubt(Transaction transaction, int limit) throws SQLException {
        return transaction.all("""
                SELECT * FROM outbox WHERE sequence IN (
                    SELECT sequence FROM outbox WHERE set_aside = 1 ORDER BY sequence LIMIT ?)
                  OR sequence IN (
                    SELECT sequence FROM (SELECT sequence, attempts FROM outbox ORDER BY sequence LIMIT ?)
                    WHERE attempts > 0)
                ORDER BY sequence
                """, this::open, limit, limit);
    }

    List<OutboxEntry> ofSettlement(Transaction transaction, MessageId settlement) throws SQLException {
        return transaction.all(
                "SELECT * FROM outbox WHERE settlement = ? ORDER BY sequence", this::open, settlement.value());
    }

    boolean holdsFor(Transaction transaction, String person) throws SQLException {
        return transaction.number("SELECT count(*) FROM outbox WHERE person_code = ?", (Object) code(person)) > 0;
    }

    boolean holdsFor(Transaction transaction, String person, MessageId besides) throws SQLException {
        return transaction.number(
                        "SELECT count(*) FROM outbox WHERE person_code = ? AND message <> ?",
                        code(person),
                        besides.value())
                > 0;
    }

    private byte[] code(String person) {
        return keys.code(KeyRing.Lookup.PSN_NO, person);
    }

    Optional<OutboxEntry> find(Transaction transaction, MessageId message) throws SQLException {
        return transaction.first("SELECT * FROM outbox WHERE message = ?", this::open, message.value());
    }

    void add(Transaction transaction, long sequence, SignedMessage message, Settlement settlement) throws SQLException {
        String person = settlement.sale().person().person().psnNo();
        byte[] content = StoredJson.encode(new Content(message, person));
        transaction.update(
                """
                INSERT INTO outbox (sequence, message, settlement, attempts, next_attempt, person_code, set_aside, at_risk, sealed)
                VALUES (?, ?, ?, 0, ?, ?, 0, ?, ?)
                """,
                sequence,
                message.id().value(),
                settlement.id().value(),
                Instant.EPOCH.toString(),
                code(person),
                settlement.atRisk().fen(),
                keys.seal(content, place(sequence)));
    }

    /** @return whether the message waits and is not set aside; else it has no attempt */
    boolean counted(Transaction transaction, MessageId message) throws SQLException {
        return transaction.update("""
                        UPDATE outbox SET attempts = attempts + 1 WHERE message = ? AND set_aside = 0
                          AND (message = settlement
                            OR NOT EXISTS (SELECT 1 FROM outbox b WHERE b.message = outbox.settlement))
                        """, message.value()) > 0;
    }

    void postponed(Transaction transaction, OutboxEntry entry, Instant next, String fault) throws SQLException {
        transaction.update(
                "UPDATE outbox SET next_attempt = ?, sealed_fault = ? WHERE sequence = ?",
                next.toString(),
                sealedFault(fault, entry.sequence()),
                entry.sequence());
    }

    void setAside(Transaction transaction, OutboxEntry entry, String fault) throws SQLException {
        transaction.update(
                "UPDATE outbox SET set_aside = 1, sealed_fault = ? WHERE sequence = ?",
                sealedFault(fault, entry.sequence()),
                entry.sequence());
    }

    void released(Transaction transaction, OutboxEntry entry, Instant next) throws SQLException {
        transaction.update(
                "UPDATE outbox SET set_aside = 0, next_attempt = ? WHERE sequence = ?",
                next.toString(),
                entry.sequence());
    }

    void end(Transaction transaction, MessageId message) throws SQLException {
        transaction.update("DELETE FROM outbox WHERE message = ?", message.value());
    }

    private OutboxEntry open(ResultSet columns) throws SQLException {
        long sequence = columns.getLong("sequence");
        Content content = StoredJson.decode(keys.open(columns.getBytes("sealed"), place(sequence)), Content.class);
        if (!Arrays.equals(columns.getBytes("person_code"), code(content.person()))) {
            throw new StoreException("the outbox names another person: " + place(sequence));
        }
        return new OutboxEntry(
                sequence,
                content.message(),
                StoredColumns.messageId(columns, "settlement"),
                content.person(),
                columns.getInt("attempts"),
                StoredColumns.instant(columns, "next_attempt"),
                fault(columns.getBytes("sealed_fault"), sequence),
                columns.getInt("set_aside") == 1,
                Amount.ofFen(columns.getLong("at_risk")));
    }

    /** Sealed, because the platform's words may name the person. */
    private byte[] sealedFault(String fault, long sequence) {
        return keys.seal(fault.getBytes(StandardCharsets.UTF_8), faultPlace(sequence));
    }

    private String fault(byte @Nullable [] sealed, long sequence) {
        return sealed == null ? "" : new String(keys.open(sealed, faultPlace(sequence)), StandardCharsets.UTF_8);
    }

    private static String place(long sequence) {
        return "outbox " + sequence;
    }

    private static String faultPlace(long sequence) {
        return "outbox fault " + sequence;
    }
}
