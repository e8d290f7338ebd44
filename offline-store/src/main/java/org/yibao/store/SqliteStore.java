package org.yibao.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;

/**
 * A terminal's store: one SQLite file, opened by one process at a time, which hands out the ports. Any thread may
 * call them; steps happen one after the other.
 *
 * <p>SQLite's driver unpacks native code into the folder that the system property {@code org.sqlite.tmpdir}
 * names, else into the system's temporary folder, which may forbid execution: set it before the first store.
 */
public final class SqliteStore implements AutoCloseable {
    /** Messages that may wait for the platform, unless the caller sets another limit. */
    public static final int QUEUE_MAX_DEFAULT = 100_000;

    private final StoreLock lock;
    private final Database database;
    private final JournalSeal seal;
    private final KeyRing keys;
    private final SqliteMessageIds ids;
    private final SqliteSettlementStore settlements;
    private final SqliteOutbox outbox;
    private final SqlitePersonSnapshots persons;
    private final SqliteJournal journal;

    private SqliteStore(
            StoreLock lock,
            Database database,
            KeyRing keys,
            JournalSeal seal,
            TerminalProfile terminal,
            InstantSource clock,
            int queueMax) {
        this.lock = lock;
        this.database = database;
        this.seal = seal;
        this.keys = keys;
        ids = new SqliteMessageIds(database, terminal);
        persons = new SqlitePersonSnapshots(database, keys);
        outbox = new SqliteOutbox(database, keys);
        journal = new SqliteJournal(database, keys, seal, clock);
        settlements = new SqliteSettlementStore(database, keys, journal, persons, queueMax);
    }

    /** Opens with room for {@value #QUEUE_MAX_DEFAULT} waiting messages; see the longer form. */
    public static SqliteStore open(Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock) {
        return open(file, keys, terminal, clock, QUEUE_MAX_DEFAULT);
    }

    /**
     * Opens a store, or makes it where the file does not exist; its folder must. Holds a lock on a file beside it
     * until closed. A store whose journal lost its end still opens, to be examined: it takes no step.
     *
     * @param clock stamps journal records; nothing depends on its order
     * @param queueMax messages that may wait for the platform, at least 1; reversals are taken beyond it
     * @throws StoreInUseException when it is open elsewhere
     * @throws StoreException when the file is damaged, of a newer version, no store, or of other keys, or when
     *     the folder cannot be written
     */
    public static SqliteStore open(
            Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock, int queueMax) {
        if (queueMax < 1) {
            throw new IllegalArgumentException("a queue holds at least one message");
        }
        JournalSeal seal = JournalSeal.of(keys);
        StoreLock lock = StoreLock.take(file);
        try {
            Database database = Database.open(file);
            try {
                Schema.migrate(database);
                KeyRing ring =
                        database.inTransaction(transaction -> KeyRing.load(transaction, keys.keyEncryptionKey()));
                database.inTransaction(transaction -> {
                    new UnansweredTable(ring).complete(transaction, new SettlementTable(ring));
                    return ring;
                });
                refuseWritesToACutJournal(database);
                return new SqliteStore(lock, database, ring, seal, terminal, clock, queueMax);
            } catch (RuntimeException | Error refused) {
                database.close();
                throw refused;
            }
        } catch (RuntimeException | Error refused) {
            lock.close();
            throw refused;
        }
    }

    /**
     * Changes the key-encryption key of a store that is not open: the store's own keys are wrapped under
     * {@code after}, and what is sealed from here on is sealed under a new one. No record is touched. Undone as a
     * whole when it fails; done again it does nothing.
     *
     * @throws StoreInUseException when it is open
     * @throws StoreException when the file is damaged, of a newer version, or opens under neither key
     */
    public static void changeKey(Path file, KeyEncryptionKey before, KeyEncryptionKey after) {
        StoreLock lock = StoreLock.take(file);
        try {
            Database database = Database.open(file);
            try {
                Schema.migrate(database);
                database.inTransaction(transaction -> {
                    KeyRing.rotate(transaction, before, after);
                    return after;
                });
            } finally {
                database.close();
            }
        } finally {
            lock.close();
        }
    }

    /** A record appended to a cut journal would take a number that the platform may have seen already. */
    private static void refuseWritesToACutJournal(Database database) {
        try {
            database.read(transaction -> {
                JournalHead head = SqliteJournal.head(transaction);
                JournalWalk.requireWholeTail(transaction, head);
                return head;
            });
        } catch (BrokenJournalException cut) {
            database.refuseWrites("journal record " + cut.getMessage());
        }
    }

    public MessageIds ids() {
        return ids;
    }

    public SettlementStore settlements() {
        return settlements;
    }

    public Outbox outbox() {
        return outbox;
    }

    public PersonSnapshots persons() {
        return persons;
    }

    public Journal journal() {
        return journal;
    }

    /**
     * When the journal's last record was written, by the clock of then; empty without one.
     *
     * @throws StoreException when it cannot be read
     */
    public Optional<Instant> lastRecordTime() {
        return database.read(SqliteJournal::lastTime);
    }

    /** The platform's signed word on the head that it countersigned last; empty before the first. */
    public Optional<Bytes> lastCountersignature() {
        return database.read(SqliteJournal::lastEvidence);
    }

    /**
     * Has the next record signed with another key.
     *
     * @param keys the key that signed so far is one of the earlier ones; the key-encryption key stays as it is
     * @param along done between the same two steps, such as a change of the key that signs the messages in records:
     *     a record and its message are signed with one key
     * @throws StoreException when the signer does not fit its public key; nothing changed then
     */
    public void changeSigner(StoreKeys keys, Runnable along) {
        database.inTransaction(transaction -> {
            seal.change(keys);
            along.run();
            return keys;
        });
    }

    KeyRing keys() {
        return keys;
    }

    /** Folds the write-ahead log into the file and gives up the lock; no port may be used after. */
    @Override
    public void close() {
        try {
            database.close();
        } finally {
            lock.close();
        }
    }
}
