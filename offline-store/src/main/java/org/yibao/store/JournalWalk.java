package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;

/** One walk through a whole journal: the chain, its end, and then whether the other tables tell the same. */
final class JournalWalk {
    /**
     * Records that opening a store looks at, at most: what a terminal writes in days without a line, and what is read in
     * a second or two. {@link JournalReview} looks at those before.
     */
    static final int AT_OPENING_MAX = 10_000;

    private final Transaction snapshot;
    private final KeyRing keys;
    private final JournalChain chain;

    JournalWalk(Transaction snapshot, KeyRing keys, JournalSeal seal) {
        this.snapshot = snapshot;
        this.keys = keys;
        this.chain = new JournalChain(JournalHead.EMPTY, seal::verify);
    }

    JournalVerification verify() throws SQLException {
        try {
            snapshot.each(
                    "SELECT " + SqliteJournal.COLUMNS + " FROM journal ORDER BY number",
                    columns -> link(chain, columns));
            JournalHead head = chain.head();
            requireWholeTail(snapshot, head);
            new ProjectionCheck(snapshot, keys).check(head);
            return new JournalVerification.Sound(head);
        } catch (BrokenJournalException broken) {
            return broken.verdict();
        }
    }

    static void link(JournalChain chain, ResultSet columns) throws SQLException {
        chain.take(SqliteJournal.record(columns), Bytes.of(columns.getBytes("hash")), columns.getBytes("signature"));
    }

    /**
     * Whether the records after the head that the platform countersigned last follow it, and are signed where their key is
     * believed: a box that was enrolled anew without the earlier certificate goes on, and the review tells of it.
     *
     * @throws BrokenJournalException naming the first that does not
     */
    static void requireSoundEnd(Transaction transaction, JournalSeal seal) throws SQLException {
        JournalHead head = SqliteJournal.head(transaction);
        requireLastWordKept(transaction, head);
        JournalHead base = SqliteJournal.countersigned(transaction);
        if (head.number() - base.number() > AT_OPENING_MAX) {
            base = SqliteJournal.head(transaction, head.number() - AT_OPENING_MAX);
        }
        JournalChain chain = new JournalChain(base, (signer, message, signature) -> {
            if (seal.believes(signer)) {
                seal.verify(signer, message, signature);
            }
        });
        transaction.each(
                "SELECT " + SqliteJournal.COLUMNS + " FROM journal WHERE number > ? ORDER BY number",
                columns -> link(chain, columns),
                base.number());
    }

    /** Of all heads that the platform countersigned, the last tells whether the end is there. */
    private static void requireLastWordKept(Transaction transaction, JournalHead head) throws SQLException {
        requireKnownRecords(transaction, head);
        JournalHead countersigned = SqliteJournal.countersigned(transaction);
        boolean kept = countersigned.number() <= head.number()
                && SqliteJournal.head(transaction, countersigned.number()).equals(countersigned);
        if (!kept) {
            throw strange(countersigned.number(), head);
        }
    }

    /**
     * Whether the journal reaches as far as everything that knows of it.
     *
     * @throws BrokenJournalException naming the first record that was cut off or that the platform saw otherwise
     */
    static void requireWholeTail(Transaction transaction, JournalHead head) throws SQLException {
        requireKnownRecords(transaction, head);
        Optional<Long> strange = transaction.first("""
                SELECT c.number FROM countersignature c LEFT JOIN journal j ON j.number = c.number
                WHERE c.number > 0 AND j.hash IS NOT c.hash ORDER BY c.number LIMIT 1
                """, columns -> columns.getLong(1));
        if (strange.isPresent()) {
            throw strange(strange.get(), head);
        }
    }

    private static void requireKnownRecords(Transaction transaction, JournalHead head) throws SQLException {
        long known = SettlementTable.lastRecord(transaction);
        if (known > head.number()) {
            throw new BrokenJournalException(
                    head.number() + 1, "the journal was cut: settlements know of record " + known);
        }
    }

    private static BrokenJournalException strange(long countersigned, JournalHead head) {
        return new BrokenJournalException(
                Math.min(countersigned, head.number() + 1),
                "the platform countersigned another record " + countersigned);
    }
}
