package org.yibao.store;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartRow;

/** The rows of the parts, each part in a table of its own, found by code and day. */
final class DirectoryRows {
    private static final String OVERLAP = "rows of one code overlap in their days";

    private final Transaction transaction;
    private final KeyRing keys;

    DirectoryRows(Transaction transaction, KeyRing keys) {
        this.transaction = transaction;
        this.keys = keys;
    }

    private static String table(DirectoryPart part) {
        return switch (part) {
            case CATALOGUE -> "item";
            case PRICE_CEILINGS -> "ceiling";
            case SELF_PAY_RATIOS -> "ratio";
            case DICTIONARY -> "term";
            case STOP_LIST -> "stopped";
            case POLICY_TABLES, TRUST -> throw new IllegalArgumentException(part + " has no rows");
        };
    }

    void clear(DirectoryPart part) throws SQLException {
        transaction.script("DELETE FROM " + table(part));
    }

    /** Keeps a row; one that the platform declared invalid counts for nothing. */
    void keep(PartRow row) throws SQLException {
        if (row instanceof PartRow.Item item) {
            insert(
                    "INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    item.code(),
                    day(row.from()),
                    day(row.until()),
                    item.name(),
                    item.listType(),
                    item.level(),
                    item.procured(),
                    item.equipment(),
                    item.wellness());
        } else if (row instanceof PartRow.Ceiling ceiling) {
            if (ceiling.valid()) {
                insert(
                        "INSERT OR IGNORE INTO ceiling VALUES (?, ?, ?, ?, ?)",
                        ceiling.code(),
                        day(row.from()),
                        day(row.until()),
                        ceiling.type(),
                        ceiling.amount().toPlainString());
            }
        } else if (row instanceof PartRow.Ratio ratio) {
            if (ratio.valid()) {
                insert(
                        "INSERT OR IGNORE INTO ratio VALUES (?, ?, ?, ?, ?, ?)",
                        ratio.code(),
                        day(row.from()),
                        day(row.until()),
                        ratio.personType(),
                        ratio.type(),
                        ratio.proportion().toPlainString());
            }
        } else if (row instanceof PartRow.Term term) {
            if (term.valid()) {
                insert(
                        "INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?, ?, ?)",
                        term.dictionary(),
                        term.value(),
                        day(row.from()),
                        day(row.until()),
                        term.name(),
                        term.parent());
            }
        } else {
            PartRow.Stopped stopped = (PartRow.Stopped) row;
            insert(
                    "INSERT OR IGNORE INTO stopped VALUES (?, ?, ?, ?)",
                    code(keys, stopped.psnNo()),
                    day(row.from()),
                    day(row.until()),
                    stopped.reason());
        }
    }

    private void insert(String sql, @Nullable Object... values) throws SQLException {
        if (transaction.update(sql, values) == 0) {
            throw new PartFileException(OVERLAP + named(values[0]));
        }
    }

    /** @throws PartFileException when two rows of one code count on the same day */
    void requireApart(DirectoryPart part) throws SQLException {
        String key = part == DirectoryPart.DICTIONARY ? "dictionary, code" : "code";
        Optional<Object> overlapping = transaction.first(
                "SELECT code FROM (SELECT code, from_day,"
                        + " lag(coalesce(until_day, 9999999)) OVER (PARTITION BY " + key
                        + " ORDER BY from_day) AS before"
                        + " FROM " + table(part) + ") WHERE before >= from_day LIMIT 1",
                columns -> columns.getObject(1));
        if (overlapping.isPresent()) {
            throw new PartFileException(OVERLAP + named(overlapping.get()));
        }
    }

    /** A person's code means nothing to anybody, and is not shown. */
    private static String named(@Nullable Object code) {
        return code instanceof String text ? ": " + text : "";
    }

    static byte[] code(KeyRing keys, String psnNo) {
        return keys.code(KeyRing.Lookup.STOPPED_PSN_NO, psnNo);
    }

    static @Nullable Long day(@Nullable LocalDate day) {
        return day == null ? null : day.toEpochDay();
    }
}
