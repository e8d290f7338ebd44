package org.yibao.store;

import java.sql.SQLException;
import java.util.Arrays;
import org.yibao.settlement.port.StoreException;

/** The tables of the directory's file. There is one version: a file of another is fetched again. */
final class DirectorySchema {
    /** Marks a file as a terminal's directory (SQLite's {@code application_id}): "YBDi". */
    static final int APPLICATION_ID = 0x59424469;

    static final int VERSION = 1;

    private static final String TABLES = """
            CREATE TABLE key_check (code BLOB NOT NULL) STRICT;

            CREATE TABLE part (
              name TEXT PRIMARY KEY,
              version TEXT NOT NULL,
              rows INTEGER NOT NULL,
              activated TEXT,
              confirmed TEXT,
              refusal TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE offer (
              part TEXT PRIMARY KEY REFERENCES part (name),
              query_number TEXT NOT NULL,
              file_name TEXT NOT NULL,
              version TEXT NOT NULL,
              rows INTEGER NOT NULL,
              bytes INTEGER NOT NULL,
              digest TEXT NOT NULL,
              offered TEXT NOT NULL,
              here INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE piece (
              part TEXT NOT NULL,
              position INTEGER NOT NULL,
              content BLOB NOT NULL,
              UNIQUE (part, position)
            ) STRICT;

            CREATE TABLE item (
              code TEXT NOT NULL,
              from_day INTEGER NOT NULL,
              until_day INTEGER,
              name TEXT NOT NULL,
              list_type TEXT NOT NULL,
              level TEXT NOT NULL,
              procured INTEGER NOT NULL,
              equipment INTEGER NOT NULL,
              wellness INTEGER NOT NULL,
              PRIMARY KEY (code, from_day)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ceiling (
              code TEXT NOT NULL,
              from_day INTEGER NOT NULL,
              until_day INTEGER,
              type TEXT NOT NULL,
              amount TEXT NOT NULL,
              PRIMARY KEY (code, from_day)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ratio (
              code TEXT NOT NULL,
              from_day INTEGER NOT NULL,
              until_day INTEGER,
              person_type TEXT NOT NULL,
              type TEXT NOT NULL,
              proportion TEXT NOT NULL,
              PRIMARY KEY (code, from_day)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE term (
              dictionary TEXT NOT NULL,
              code TEXT NOT NULL,
              from_day INTEGER NOT NULL,
              until_day INTEGER,
              name TEXT NOT NULL,
              parent TEXT,
              PRIMARY KEY (dictionary, code, from_day)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE stopped (
              code BLOB NOT NULL,
              from_day INTEGER NOT NULL,
              until_day INTEGER,
              reason TEXT NOT NULL,
              PRIMARY KEY (code, from_day)
            ) STRICT, WITHOUT ROWID;
            """;

    private DirectorySchema() {}

    /**
     * Makes the tables of a new file, or checks an old one.
     *
     * @throws StoreException when the file is damaged, another program's, of another version or of other keys
     */
    static void prepare(Database database, KeyRing keys) {
        boolean empty = database.read(transaction -> transaction.number("SELECT count(*) FROM sqlite_schema")) == 0;
        byte[] check = keys.code(KeyRing.Lookup.STOPPED_PSN_NO, "");
        if (!empty) {
            database.read(transaction -> require(transaction, check));
            return;
        }
        database.useWriteAheadLog();
        database.inTransaction(transaction -> {
            transaction.script(TABLES);
            transaction.update("INSERT INTO key_check VALUES (?)", (Object) check);
            transaction.script("PRAGMA user_version = " + VERSION);
            transaction.script("PRAGMA application_id = " + APPLICATION_ID);
            return check;
        });
    }

    private static boolean require(Transaction transaction, byte[] check) throws SQLException {
        requireVersion(transaction);
        String sound = transaction
                .first("PRAGMA quick_check(1)", columns -> columns.getString(1))
                .orElse("");
        if (!sound.equals("ok")) {
            throw new StoreException("the file is damaged: " + sound);
        }
        boolean same = transaction
                .first("SELECT code FROM key_check", columns -> columns.getBytes(1))
                .filter(code -> Arrays.equals(code, check))
                .isPresent();
        if (!same) {
            throw new StoreException("the file belongs to another store");
        }
        return true;
    }

    /** @throws StoreException when the file is another program's or of another version */
    static void requireVersion(Transaction transaction) throws SQLException {
        if (transaction.number("PRAGMA application_id") != APPLICATION_ID
                || transaction.number("PRAGMA user_version") != VERSION) {
            throw new StoreException("the file is no directory of this program");
        }
    }
}
