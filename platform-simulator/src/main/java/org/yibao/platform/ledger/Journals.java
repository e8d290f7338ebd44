package org.yibao.platform.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.settlement.JournalHead;

/** What the platform knows of one terminal's journal: heads, the points it learned, the messages it must hold. */
public final class Journals {
    private final Transaction tx;
    private final String institution;
    private final String letter;

    public Journals(Transaction tx, TerminalKey terminal) {
        this.tx = tx;
        this.institution = terminal.institutionCode();
        this.letter = String.valueOf(terminal.letter());
    }

    /**
     * Why nothing new is booked for a terminal.
     *
     * @param goodNumber number of the head countersigned last before it; what stands up to there is still paid
     */
    public record Quarantine(TerminalKey terminal, Instant since, String reason, long goodNumber) {}

    /**
     * A record that holds a message.
     *
     * @param omsgid message id of the settlement whose own message, void or reversal it is
     */
    public record Queued(long number, String omsgid) {}

    /** A message that the journal holds and that never came; one that a reversal barred is none. */
    public record Gap(TerminalKey terminal, LocalDate notedOn, Queued queued) {}

    /** The head countersigned last. */
    public Optional<JournalHead> countersigned() {
        return tx.first(
                "SELECT number, hash FROM journal_head WHERE fixmedins_code = ? AND letter = ? ORDER BY rowid DESC",
                row -> new JournalHead(row.getLong(1), row.getString(2)),
                institution,
                letter);
    }

    /** When the head countersigned last was so first. */
    public Optional<Instant> countersignedAt() {
        return tx.first(
                "SELECT signed_at FROM journal_head WHERE fixmedins_code = ? AND letter = ? ORDER BY rowid DESC",
                row -> Instant.parse(row.getString(1)),
                institution,
                letter);
    }

    /** Keeps a head that was countersigned, unless it is the last one again. */
    public void countersigned(JournalHead head, Instant now) {
        if (!countersigned().equals(Optional.of(head))) {
            tx.update(
                    "INSERT INTO journal_head VALUES (?, ?, ?, ?, ?)",
                    institution,
                    letter,
                    head.number(),
                    head.hash(),
                    now.toString());
        }
    }

    /** The hash that a record has, as far as it is known. */
    public Optional<String> hash(long number) {
        return tx.first(
                "SELECT hash FROM journal_point WHERE fixmedins_code = ? AND letter = ? AND number = ?",
                row -> row.getString(1),
                institution,
                letter,
                number);
    }

    public void learn(JournalHead point) {
        tx.update(
                "INSERT OR IGNORE INTO journal_point VALUES (?, ?, ?, ?)",
                institution,
                letter,
                point.number(),
                point.hash());
    }

    /** Whether a record is known to hold another message than this one; {@code msgid} is empty for any of its settlement. */
    public boolean holdsAnother(Queued queued, String msgid) {
        return tx.first("""
                SELECT 1 FROM journal_message WHERE fixmedins_code = ? AND letter = ? AND number = ?
                AND (omsgid <> ? OR (? <> '' AND msgid <> ?))""", row -> row.getInt(1), institution, letter, queued.number(), queued.omsgid(), msgid, msgid)
                .isPresent();
    }

    /** Whether the journal says that this record holds a message of this settlement. */
    public boolean names(Queued queued) {
        return tx.first(
                        "SELECT 1 FROM journal_message WHERE fixmedins_code = ? AND letter = ? AND number = ?"
                                + " AND omsgid = ?",
                        row -> row.getInt(1),
                        institution,
                        letter,
                        queued.number(),
                        queued.omsgid())
                .isPresent();
    }

    /** The journal says that a record holds a message. */
    public void expect(Queued queued, LocalDate today) {
        tx.update(
                "INSERT OR IGNORE INTO journal_message VALUES (?, ?, ?, ?, NULL, ?)",
                institution,
                letter,
                queued.number(),
                queued.omsgid(),
                today.toString());
    }

    /** The message of a record came. */
    public void came(Queued queued, String msgid, LocalDate today) {
        expect(queued, today);
        tx.update(
                "UPDATE journal_message SET msgid = ? WHERE fixmedins_code = ? AND letter = ? AND number = ?",
                msgid,
                institution,
                letter,
                queued.number());
    }

    public Optional<Quarantine> quarantine() {
        return quarantines(tx).stream()
                .filter(each -> each.terminal().institutionCode().equals(institution)
                        && letter.equals(String.valueOf(each.terminal().letter())))
                .findFirst();
    }

    public void quarantine(String reason, Instant now) {
        tx.update(
                "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, NULL)",
                institution,
                letter,
                now.toString(),
                reason,
                countersigned().map(JournalHead::number).orElse(0L));
    }

    /**
     * Ends the quarantine: the next proof says which journal it is, and is believed from its base on.
     *
     * @return whether there was one
     */
    public boolean release(Instant now) {
        int released = tx.update(
                "UPDATE quarantine SET released_at = ? WHERE fixmedins_code = ? AND letter = ? AND released_at IS NULL",
                now.toString(),
                institution,
                letter);
        if (released > 0) {
            tx.update("DELETE FROM journal_head WHERE fixmedins_code = ? AND letter = ?", institution, letter);
        }
        return released > 0;
    }

    /** Whether the terminal was released and has not shown since which journal it goes on with. */
    public boolean awaitsProof() {
        return countersigned().isEmpty()
                && tx.first(
                                "SELECT 1 FROM quarantine WHERE fixmedins_code = ? AND letter = ?",
                                row -> row.getInt(1),
                                institution,
                                letter)
                        .isPresent();
    }

    /** Forgets what does not belong to the journal that goes on from here: all but what leads to a base that is known. */
    public void begin(JournalHead base) {
        boolean known = hash(base.number()).equals(Optional.of(base.hash()));
        for (String table : List.of("journal_point", "journal_message")) {
            tx.update(
                    "DELETE FROM " + table + " WHERE fixmedins_code = ? AND letter = ? AND number > ?",
                    institution,
                    letter,
                    known ? base.number() : -1);
        }
    }

    /** All that stand, oldest first. */
    public static List<Quarantine> quarantines(Transaction tx) {
        return tx.list(
                "SELECT * FROM quarantine WHERE released_at IS NULL ORDER BY rowid",
                row -> new Quarantine(
                        TerminalKey.read(row),
                        Instant.parse(row.getString("since")),
                        row.getString("reason"),
                        row.getLong("good_number")));
    }

    /** All that are open, by terminal and number. */
    public static List<Gap> gaps(Transaction tx) {
        return tx.list(
                """
                SELECT * FROM journal_message WHERE msgid IS NULL
                AND NOT EXISTS (SELECT 1 FROM reversal WHERE reversal.omsgid = journal_message.omsgid)
                ORDER BY fixmedins_code, letter, number""",
                row -> new Gap(
                        TerminalKey.read(row),
                        LocalDate.parse(row.getString("noted_on")),
                        new Queued(row.getLong("number"), row.getString("omsgid"))));
    }
}
