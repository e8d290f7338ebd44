package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Settlement;

/** The table settlement: each as the journal left it, and as attempts moved it since. */
final class SettlementTable {
    /** As it stands in a message id. */
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** What is in flight, several times over: from its acceptance to its answer a settlement is read half a dozen times. */
    private static final int REMEMBERED_MAX = 256;

    private static final float LOAD = 0.75f;

    private final KeyRing keys;
    private final Map<String, Remembered> remembered = Collections.synchronizedMap(new Latest());

    /** A row that was opened or sealed, which counts while the row's bytes are these. */
    private record Remembered(Bytes sealed, Kept kept) {}

    /** The one that was asked for longest ago goes first. */
    private static final class Latest extends LinkedHashMap<String, Remembered> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(REMEMBERED_MAX, LOAD, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > REMEMBERED_MAX;
        }
    }

    SettlementTable(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * A row that opened.
     *
     * @param accepted number of its first journal record
     * @param lastRecord number of the journal record that last moved it
     */
    record Kept(Settlement settlement, long accepted, long lastRecord) {}

    void save(Transaction transaction, Kept kept) throws SQLException {
        Settlement settlement = kept.settlement();
        Cancellation cancellation = settlement.cancellation();
        Reversal reversal = settlement.reversal();
        String id = settlement.id().value();
        byte[] sealed = keys.seal(StoredJson.encode(settlement), place(id, kept.lastRecord()));
        remembered.put(id, new Remembered(Bytes.of(sealed), kept));
        transaction.update(
                """
                INSERT INTO settlement (accepted, id, void_message, reversal_message, last_record,
                  state, told, follow_up, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (accepted) DO UPDATE SET
                  void_message = excluded.void_message, reversal_message = excluded.reversal_message,
                  last_record = excluded.last_record, state = excluded.state, told = excluded.told,
                  follow_up = excluded.follow_up, sealed = excluded.sealed
                """,
                kept.accepted(),
                id,
                cancellation == null ? null : cancellation.id().value(),
                reversal == null ? null : reversal.id().value(),
                kept.lastRecord(),
                settlement.state().name(),
                settlement.told().name(),
                settlement.needsFollowUp() ? 1 : 0,
                sealed);
    }

    private static String place(String id, long lastRecord) {
        return "settlement " + id + " " + lastRecord;
    }

    Optional<Kept> find(Transaction transaction, MessageId id) throws SQLException {
        return transaction.first("SELECT * FROM settlement WHERE id = ?", this::open, id.value());
    }

    /** The settlement that a message belongs to: its own, a void's or a reversal's. */
    Optional<Kept> findByMessage(Transaction transaction, MessageId message) throws SQLException {
        String id = message.value();
        return transaction.first(
                "SELECT * FROM settlement WHERE id = ? OR void_message = ? OR reversal_message = ?",
                this::open,
                id,
                id,
                id);
    }

    List<Settlement> latest(Transaction transaction, int limit) throws SQLException {
        return transaction.all(
                "SELECT * FROM settlement ORDER BY accepted DESC LIMIT ?",
                columns -> open(columns).settlement(),
                limit);
    }

    List<Settlement> followUps(Transaction transaction, int limit) throws SQLException {
        return transaction.all(
                "SELECT * FROM settlement WHERE follow_up = 1 ORDER BY accepted LIMIT ?",
                columns -> open(columns).settlement(),
                limit);
    }

    /** By the ids, which stand in clear and hold the second at which they were given, under any code of the institution. */
    List<Settlement> ofDay(Transaction transaction, LocalDate day) throws SQLException {
        List<String> institutions = transaction.all(
                "SELECT DISTINCT institution FROM message_id ORDER BY institution", columns -> columns.getString(1));
        SortedMap<Long, Settlement> found = new TreeMap<>();
        for (String institution : institutions) {
            String from = institution + DAY.format(day);
            String until = institution + DAY.format(day.plusDays(1));
            for (String column : List.of("id", "void_message")) {
                transaction.each(
                        "SELECT * FROM settlement WHERE " + column + " >= ? AND " + column + " < ?",
                        columns -> found.put(
                                columns.getLong("accepted"), open(columns).settlement()),
                        from,
                        until);
            }
        }
        return List.copyOf(found.values());
    }

    /** What does not stand was given back by its void's or reversal's record, or else by the platform's refusal. */
    List<Journalled> inOrder(Transaction transaction, long after, int limit) throws SQLException {
        return transaction.all("""
                SELECT s.*, (
                  SELECT max(j.number) FROM journal j WHERE j.settlement = s.id AND j.kind = CASE
                    WHEN s.void_message IS NOT NULL THEN 'VOIDED'
                    WHEN s.reversal_message IS NOT NULL THEN 'REVERSING'
                    ELSE 'ANSWERED' END) AS given_back
                FROM settlement s WHERE s.accepted > ? ORDER BY s.accepted LIMIT ?
                """, this::journalled, after, limit);
    }

    private Journalled journalled(ResultSet columns) throws SQLException {
        Kept kept = open(columns);
        boolean stands = kept.settlement().stands();
        return new Journalled(
                kept.settlement(),
                kept.accepted(),
                stands ? OptionalLong.empty() : OptionalLong.of(columns.getLong("given_back")));
    }

    /** The newest journal record that any settlement knows of; 0 without one. */
    static long lastRecord(Transaction transaction) throws SQLException {
        return transaction.number("SELECT coalesce(max(last_record), 0) FROM settlement");
    }

    Kept open(ResultSet columns) throws SQLException {
        String id = columns.getString("id");
        long accepted = columns.getLong("accepted");
        long lastRecord = columns.getLong("last_record");
        Bytes sealed = Bytes.of(columns.getBytes("sealed"));
        Remembered known = remembered.get(id);
        if (known != null
                && known.sealed().equals(sealed)
                && known.kept().accepted() == accepted
                && known.kept().lastRecord() == lastRecord) {
            return known.kept();
        }
        byte[] content = keys.open(sealed.toArray(), place(id, lastRecord));
        Kept kept = new Kept(StoredJson.decode(content, Settlement.class), accepted, lastRecord);
        remembered.put(id, new Remembered(sealed, kept));
        return kept;
    }

    /** Whether the columns that stand in clear say what the sealed settlement says. */
    static boolean columnsFit(ResultSet columns, Settlement settlement) throws SQLException {
        Cancellation cancellation = settlement.cancellation();
        Reversal reversal = settlement.reversal();
        return settlement.state().name().equals(columns.getString("state"))
                && settlement.told().name().equals(columns.getString("told"))
                && settlement.needsFollowUp() == (columns.getInt("follow_up") == 1)
                && names(columns.getString("void_message"), cancellation == null ? null : cancellation.id())
                && names(columns.getString("reversal_message"), reversal == null ? null : reversal.id());
    }

    private static boolean names(@Nullable String column, @Nullable MessageId id) {
        return id == null ? column == null : id.value().equals(column);
    }
}
