package org.yibao.store;

import java.sql.SQLException;
import java.util.List;
import org.yibao.settlement.port.StoreException;

/**
 * The tables, as an ordered list of numbered steps; a file of an older version takes the steps it lacks. A step
 * that stands in a release is never changed.
 */
final class Schema {
    /** Marks a file as a store of this terminal (SQLite's {@code application_id}): "YBSt". */
    static final int APPLICATION_ID = 0x59425374;

    private static final String VERSION_1 = """
            CREATE TABLE data_key (
              id INTEGER PRIMARY KEY,
              purpose TEXT NOT NULL CHECK (purpose IN ('SEAL', 'LOOKUP')),
              wrapped BLOB NOT NULL
            ) STRICT;

            CREATE TABLE journal (
              number INTEGER PRIMARY KEY,
              kind TEXT NOT NULL,
              settlement TEXT NOT NULL,
              time_ms INTEGER NOT NULL,
              sealed BLOB NOT NULL,
              signer TEXT NOT NULL,
              previous BLOB NOT NULL,
              hash BLOB NOT NULL,
              signature BLOB NOT NULL
            ) STRICT;
            CREATE INDEX journal_of_settlement ON journal (settlement, number);
            CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
            CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

            CREATE TABLE countersignature (
              number INTEGER PRIMARY KEY,
              hash BLOB NOT NULL,
              evidence BLOB NOT NULL
            ) STRICT;

            CREATE TABLE settlement (
              accepted INTEGER PRIMARY KEY REFERENCES journal (number),
              id TEXT NOT NULL UNIQUE,
              void_message TEXT UNIQUE,
              reversal_message TEXT UNIQUE,
              last_record INTEGER NOT NULL REFERENCES journal (number),
              state TEXT NOT NULL,
              told TEXT NOT NULL,
              follow_up INTEGER NOT NULL,
              sealed BLOB NOT NULL
            ) STRICT;
            CREATE INDEX settlement_of_last_record ON settlement (last_record);
            CREATE INDEX settlement_to_follow_up ON settlement (accepted) WHERE follow_up = 1;

            CREATE TABLE idempotency_key (
              code BLOB PRIMARY KEY,
              settlement TEXT NOT NULL REFERENCES settlement (id)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE outbox (
              sequence INTEGER PRIMARY KEY REFERENCES journal (number),
              message TEXT NOT NULL UNIQUE,
              settlement TEXT NOT NULL REFERENCES settlement (id),
              attempts INTEGER NOT NULL,
              next_attempt TEXT NOT NULL,
              person_code BLOB NOT NULL,
              set_aside INTEGER NOT NULL,
              sealed_fault BLOB,
              sealed BLOB NOT NULL
            ) STRICT;
            CREATE INDEX outbox_of_settlement ON outbox (settlement);
            CREATE INDEX outbox_of_person ON outbox (person_code);
            CREATE TABLE outbox_size (entries INTEGER NOT NULL) STRICT;
            INSERT INTO outbox_size VALUES (0);
            CREATE TRIGGER outbox_grows AFTER INSERT ON outbox
            BEGIN UPDATE outbox_size SET entries = entries + 1; END;
            CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox
            BEGIN UPDATE outbox_size SET entries = entries - 1; END;

            CREATE TABLE person (
              psn_no_code BLOB PRIMARY KEY,
              identity_code BLOB NOT NULL UNIQUE,
              sealed BLOB NOT NULL
            ) STRICT;

            CREATE TABLE message_id (
              institution TEXT NOT NULL,
              terminal TEXT NOT NULL,
              last TEXT NOT NULL,
              PRIMARY KEY (institution, terminal)
            ) STRICT, WITHOUT ROWID;
            """;

    /** The tables stay; what is sealed in them may be of the kept form's version 2, which older programs cannot read. */
    private static final String VERSION_2 = "PRAGMA user_version = 2";

    /** Records say which form their hash has, and the platform's word on a forked journal outlives a restart. */
    private static final String VERSION_3 = """
            ALTER TABLE journal ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
            CREATE INDEX journal_of_whole_form ON journal (number) WHERE form = 1;
            CREATE TABLE quarantine (reason TEXT NOT NULL) STRICT;
            """;

    /**
     * Records may say what an operator did with a message, which older programs cannot read; what of the queue
     * someone should look at is found without reading it whole.
     */
    private static final String VERSION_4 = """
            CREATE INDEX outbox_attempts ON outbox (set_aside, attempts);
            """;

    /**
     * Sums over what waits for the platform's word, without opening every entry. What waited before gets its row at once
     * and its amount at the next opening, when there are keys.
     */
    private static final String VERSION_5 = """
            CREATE TABLE unanswered (
              settlement TEXT PRIMARY KEY REFERENCES settlement (id),
              person_code BLOB,
              day TEXT,
              fen INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX unanswered_of_person ON unanswered (person_code, day, fen);
            CREATE INDEX unanswered_to_complete ON unanswered (settlement) WHERE fen IS NULL;
            INSERT INTO unanswered (settlement) SELECT settlement FROM outbox WHERE message = settlement;
            """;

    /** What each waiting message is worth, so that of two with one deadline the greater goes first. */
    private static final String VERSION_6 = """
            ALTER TABLE outbox ADD COLUMN at_risk INTEGER NOT NULL DEFAULT 0;
            """;

    /** What was handed over to another terminal, kept until somebody has surely read the file. */
    private static final String VERSION_7 = """
            CREATE TABLE evacuation (
              number INTEGER PRIMARY KEY,
              receiver TEXT NOT NULL,
              messages INTEGER NOT NULL,
              written INTEGER NOT NULL,
              sealed BLOB NOT NULL
            ) STRICT;
            """;

    /**
     * What is written down of business days: beside the chain, and as little to be edited. Records may say that a message
     * was sent again, which older programs cannot read.
     */
    private static final String VERSION_8 = """
            CREATE TABLE day_entry (
              number INTEGER PRIMARY KEY,
              day TEXT NOT NULL,
              kind TEXT NOT NULL,
              sealed BLOB NOT NULL
            ) STRICT;
            CREATE INDEX day_entry_of_day ON day_entry (day, number);
            CREATE TRIGGER day_entry_is_never_edited BEFORE UPDATE ON day_entry
            BEGIN SELECT raise(ABORT, 'the day book is append-only'); END;
            CREATE TRIGGER day_entry_is_never_deleted BEFORE DELETE ON day_entry
            BEGIN SELECT raise(ABORT, 'the day book is append-only'); END;
            """;

    /** The step at index n leads from version n to version n + 1. */
    private static final List<String> STEPS =
            List.of(VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5, VERSION_6, VERSION_7, VERSION_8);

    /** What this program writes. */
    static final int NEWEST = STEPS.size();

    private Schema() {}

    /**
     * Brings a file to the newest version where it lies: a new one, or a copy.
     *
     * @throws StoreException when the file is of a newer version than this program, or no store at all
     */
    static void migrate(Database database) {
        // A file that is not ours is not even switched to a write-ahead log.
        database.read(Schema::version);
        database.useWriteAheadLog();
        database.inTransaction(transaction -> {
            int version = version(transaction);
            for (int next = version; next < STEPS.size(); next++) {
                transaction.script(STEPS.get(next));
            }
            transaction.script("PRAGMA user_version = " + STEPS.size());
            transaction.script("PRAGMA application_id = " + APPLICATION_ID);
            return version;
        });
    }

    /**
     * The version of a file; 0 of an empty one.
     *
     * @throws StoreException when the file is of a newer version than this program, or no store at all
     */
    static int version(Transaction transaction) throws SQLException {
        boolean empty = transaction.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && transaction.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new StoreException("the file is no store of this terminal");
        }
        int version = (int) transaction.number("PRAGMA user_version");
        if (version > STEPS.size()) {
            throw new UnusableStoreException(
                    UnusableStoreException.Reason.NEWER,
                    "the store has version " + version + ", this program knows only " + STEPS.size()
                            + ": start the newer program");
        }
        return version;
    }
}
