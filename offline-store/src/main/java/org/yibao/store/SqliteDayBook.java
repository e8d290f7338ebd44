package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.reconciliation.DayEntry;

/** The table day_entry: each entry sealed at its number. */
final class SqliteDayBook implements DayBook {
    private final Database database;
    private final KeyRing keys;

    SqliteDayBook(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
    }

    /** How an entry names its content; a name that was written once keeps its meaning. */
    private enum Kind {
        RECONCILED(DayEntry.Reconciled.class),
        REPAIR(DayEntry.Repair.class),
        REPAIR_ANSWERED(DayEntry.RepairAnswered.class),
        SHIFT_ENDED(DayEntry.ShiftEnded.class);

        private final Class<? extends DayEntry> content;

        Kind(Class<? extends DayEntry> content) {
            this.content = content;
        }

        static Kind of(DayEntry entry) {
            for (Kind kind : values()) {
                if (kind.content.isInstance(entry)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "not an entry that is kept: " + entry.getClass().getSimpleName());
        }
    }

    @Override
    public void append(DayEntry entry) {
        String kind = Kind.of(entry).name();
        String day = entry.day().toString();
        database.inTransaction(transaction -> {
            if (transaction.number("SELECT count(*) FROM day_entry WHERE day = ?", day) >= ENTRIES_OF_DAY_MAX) {
                throw new StoreException("the day holds " + ENTRIES_OF_DAY_MAX + " entries");
            }
            long number = transaction.number("SELECT coalesce(max(number), 0) + 1 FROM day_entry");
            return transaction.update(
                    "INSERT INTO day_entry (number, day, kind, sealed) VALUES (?, ?, ?, ?)",
                    number,
                    day,
                    kind,
                    keys.seal(StoredJson.encode(entry), place(number, day, kind)));
        });
    }

    @Override
    public List<DayEntry> entries(LocalDate day) {
        return database.read(transaction ->
                transaction.all("SELECT * FROM day_entry WHERE day = ? ORDER BY number", this::open, day.toString()));
    }

    private DayEntry open(ResultSet columns) throws SQLException {
        String kind = columns.getString("kind");
        String place = place(columns.getLong("number"), columns.getString("day"), kind);
        byte[] content = keys.open(columns.getBytes("sealed"), place);
        return StoredJson.decode(content, Kind.valueOf(kind).content);
    }

    private static String place(long number, String day, String kind) {
        return "day entry " + number + " " + day + " " + kind;
    }
}
