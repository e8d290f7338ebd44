package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.yibao.certs.CertsException;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.StoreException;

/** One walk through a whole journal: the chain, its end, and then whether the other tables tell the same. */
final class JournalWalk {
    private final Transaction snapshot;
    private final KeyRing keys;
    private final JournalSeal seal;
    private JournalHead head = JournalHead.EMPTY;

    JournalWalk(Transaction snapshot, KeyRing keys, JournalSeal seal) {
        this.snapshot = snapshot;
        this.keys = keys;
        this.seal = seal;
    }

    JournalVerification verify() throws SQLException {
        try {
            snapshot.each("SELECT " + SqliteJournal.COLUMNS + " FROM journal ORDER BY number", this::link);
            requireWholeTail(snapshot, head);
            new ProjectionCheck(snapshot, keys).check(head);
            return new JournalVerification.Sound(head);
        } catch (BrokenJournalException broken) {
            return broken.verdict();
        }
    }

    private void link(ResultSet columns) throws SQLException {
        JournalRecord record = SqliteJournal.record(columns);
        long number = head.number() + 1;
        if (record.number() != number) {
            throw new BrokenJournalException(number, "record " + record.number() + " stands in its place");
        }
        if (!hex(record.previous()).equals(head.hash())) {
            throw new BrokenJournalException(number, "it does not follow the record before it");
        }
        if (record.form() != JournalRecord.FORM && record.form() != JournalRecord.WHOLE_FORM) {
            throw new BrokenJournalException(number, "it is of a form that this program does not know");
        }
        Bytes hash = record.hash();
        if (!hash.equals(Bytes.of(columns.getBytes("hash")))) {
            throw new BrokenJournalException(number, "it was changed: its hash is of another content");
        }
        verifySignature(record, columns.getBytes("signature"));
        head = new JournalHead(number, hex(hash));
    }

    private void verifySignature(JournalRecord record, byte[] signature) {
        try {
            seal.verify(record.signer(), record.signedBytes(), signature);
        } catch (CertsException | StoreException notOurs) {
            throw new BrokenJournalException(record.number(), "this terminal did not sign it: " + notOurs.getMessage());
        }
    }

    private static String hex(Bytes hash) {
        return HexFormat.of().formatHex(hash.toArray());
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
