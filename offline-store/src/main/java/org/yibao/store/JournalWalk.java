package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;

/** One walk through a whole journal: the chain, its end, and then whether the other tables tell the same. */
final class JournalWalk {
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
            snapshot.each("SELECT " + SqliteJournal.COLUMNS + " FROM journal ORDER BY number", this::link);
            JournalHead head = chain.head();
            requireWholeTail(snapshot, head);
            new ProjectionCheck(snapshot, keys).check(head);
            return new JournalVerification.Sound(head);
        } catch (BrokenJournalException broken) {
            return broken.verdict();
        }
    }

    private void link(ResultSet columns) throws SQLException {
        chain.take(SqliteJournal.record(columns), Bytes.of(columns.getBytes("hash")), columns.getBytes("signature"));
    }

    /**
     * Whether the journal reaches as far as everything that knows of it. Quick: it looks at the ends only.
     *
     * @throws BrokenJournalException naming the first record that was cut off or that the platform saw otherwise
     */
    static void requireWholeTail(Transaction transaction, JournalHead head) throws SQLException {
        long known = SettlementTable.lastRecord(transaction);
        if (known > head.number()) {
            throw new BrokenJournalException(
                    head.number() + 1, "the journal was cut: settlements know of record " + known);
        }
        Optional<Long> strange = transaction.first("""
                SELECT c.number FROM countersignature c LEFT JOIN journal j ON j.number = c.number
                WHERE c.number > 0 AND j.hash IS NOT c.hash ORDER BY c.number LIMIT 1
                """, columns -> columns.getLong(1));
        if (strange.isPresent()) {
            throw new BrokenJournalException(
                    Math.min(strange.get(), head.number() + 1),
                    "the platform countersigned another record " + strange.get());
        }
    }
}
