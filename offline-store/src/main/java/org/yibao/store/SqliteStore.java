package org.yibao.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;

/**
 * A terminal's store: one SQLite file, opened by one process at a time, which hands out the ports. Any thread may
 * call them; steps happen one after the other, and those of several callers are made durable by one sync.
 *
 * <p>SQLite's driver unpacks native code into the folder that the system property {@code org.sqlite.tmpdir}
 * names, else into the system's temporary folder, which may forbid execution: set it before the first store.
 */
public final class SqliteStore implements AutoCloseable {
    /** Messages that may wait for the platform, unless the caller sets another limit. */
    public static final int QUEUE_MAX_DEFAULT = 100_000;

    private final StoreLock lock;
    private final String terminal;
    private final Database database;
    private final JournalSeal seal;
    private final KeyRing keys;
    private final SqliteMessageIds ids;
    private final SqliteSettlementStore settlements;
    private final SqliteOutbox outbox;
    private final SqlitePersonSnapshots persons;
    private final SqliteDayBook days;
    private final SqliteJournal journal;
    private final Evacuations evacuations;

    private SqliteStore(
            StoreLock lock,
            Database database,
            Reserve reserve,
            KeyRing keys,
            JournalSeal seal,
            TerminalProfile terminal,
            InstantSource clock,
            int queueMax) {
        this.lock = lock;
        this.terminal = terminal.institution().code() + "-" + terminal.letter();
        this.database = database;
        this.seal = seal;
        this.keys = keys;
        ids = new SqliteMessageIds(database, reserve, terminal);
        persons = new SqlitePersonSnapshots(database, keys);
        outbox = new SqliteOutbox(database, keys);
        journal = new SqliteJournal(database, keys, seal, clock);
        days = new SqliteDayBook(database, keys);
        settlements = new SqliteSettlementStore(database, reserve, keys, journal, persons, queueMax);
        evacuations = new Evacuations(database, keys, seal, this.terminal, settlements, persons);
    }

    /** Opens with room for {@value #QUEUE_MAX_DEFAULT} waiting messages; see the longer form. */
    public static SqliteStore open(Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock) {
        return open(file, keys, terminal, clock, QUEUE_MAX_DEFAULT);
    }

    /**
     * Opens a store, or makes it where the file does not exist; its folder must. Holds a lock on a file beside it
     * until closed. A store whose journal lost its end, or holds a record after the last countersigned head that does
     * not follow or is not signed, still opens, to be examined: it takes no step. Earlier records are looked at by
     * {@link #review}.
     *
     * @param clock stamps journal records; nothing depends on its order
     * @param queueMax messages that may wait for the platform, at least 1; reversals are taken beyond it
     * @throws StoreInUseException when it is open elsewhere
     * @throws StoreException when the file is damaged, of a newer version, no store, or of other keys, or when
     *     the folder cannot be written
     */
    public static SqliteStore open(
            Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock, int queueMax) {
        return open(file, keys, terminal, clock, queueMax, () -> new Upgrade(file, step -> {}).run());
    }

    /**
     * Opens a store that must be there: none is made, also not of an empty file.
     *
     * @throws UnusableStoreException when there is none; else throws as
     *     {@link #open(Path, StoreKeys, TerminalProfile, InstantSource, int)}
     */
    public static SqliteStore openExisting(
            Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock, int queueMax) {
        StoreFiles.requireFile(file);
        return open(file, keys, terminal, clock, queueMax);
    }

    private static SqliteStore open(
            Path file, StoreKeys keys, TerminalProfile terminal, InstantSource clock, int queueMax, Runnable upgrade) {
        if (queueMax < 1) {
            throw new IllegalArgumentException("a queue holds at least one message");
        }
        StoreLock lock = StoreLock.take(file);
        Reserve reserve = Reserve.beside(file);
        try {
            requireOwnLog(file);
            SqliteStore opened = withRoom(reserve, () -> {
                upgrade.run();
                return opened(lock, reserve, file, keys, terminal, clock, queueMax);
            });
            try {
                if (StoreFiles.lossNoted(file)) {
                    opened.quarantineAfterLoss(file);
                }
                return opened;
            } catch (RuntimeException | Error refused) {
                opened.database.close();
                throw refused;
            }
        } catch (RuntimeException | Error refused) {
            lock.close();
            throw refused;
        }
    }

    /** Before anything opens the file: SQLite takes a log that is cut, or another file's, for what it should be. */
    private static void requireOwnLog(Path file) {
        LogStanding log = LogStanding.of(file);
        if (log == LogStanding.OF_ANOTHER_FILE) {
            throw new StoreException("the write-ahead log beside the store is of another file");
        }
        if (log == LogStanding.CUT) {
            StoreFiles.noteLoss(file);
        }
    }

    /** On a full disk an opening has the room that is kept for what ends what was begun. */
    private static SqliteStore withRoom(Reserve reserve, Supplier<SqliteStore> opening) {
        try {
            return opening.get();
        } catch (StoreException refused) {
            if (!reserve.helps(refused)) {
                throw refused;
            }
            return opening.get();
        }
    }

    /** Damage may show as anything that a reader of good rows does not expect. */
    private static SqliteStore opened(
            StoreLock lock,
            Reserve reserve,
            Path file,
            StoreKeys keys,
            TerminalProfile terminal,
            InstantSource clock,
            int queueMax) {
        JournalSeal seal = JournalSeal.of(keys);
        Database database = Database.open(file);
        try {
            Schema.migrate(database);
            KeyRing ring = database.inTransaction(transaction -> KeyRing.load(transaction, keys.keyEncryptionKey()));
            database.inTransaction(transaction -> {
                new UnansweredTable(ring).complete(transaction, new SettlementTable(ring));
                return ring;
            });
            refuseWritesToABrokenEnd(database, seal);
            // Without room for it the store opens all the same, to end what was begun.
            reserve.make();
            return new SqliteStore(lock, database, reserve, ring, seal, terminal, clock, queueMax);
        } catch (StoreException | Error refused) {
            database.close();
            throw refused;
        } catch (RuntimeException unexpected) {
            database.close();
            throw new StoreException(
                    "the file is damaged: " + unexpected.getClass().getSimpleName(), unexpected);
        }
    }

    /** Commits are gone: what is left must be whole, and sells nothing before the platform took it. */
    private void quarantineAfterLoss(Path file) {
        journal.quarantined("the write-ahead log was cut: the last records are missing");
        StoreFiles.forgetLoss(file);
        if (check() instanceof JournalVerification.Broken broken) {
            throw new StoreException("the write-ahead log was cut, and the rest is not whole: journal record "
                    + broken.number() + ": " + broken.fault());
        }
    }

    /** Whether this journal has had this head. */
    public boolean holds(JournalHead head) {
        return database.read(transaction -> SqliteJournal.holds(transaction, head));
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
            requireOwnLog(file);
            Database database = Database.open(file);
            try {
                database.read(Schema::version);
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

    /**
     * A record appended to a cut journal would take a number that the platform may have seen already, and one after a
     * record that was changed would vouch for it.
     */
    private static void refuseWritesToABrokenEnd(Database database, JournalSeal seal) {
        try {
            database.read(transaction -> {
                JournalWalk.requireSoundEnd(transaction, seal);
                return seal;
            });
        } catch (BrokenJournalException broken) {
            database.refuseWrites("journal record " + broken.getMessage());
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

    public DayBook days() {
        return days;
    }

    public PersonSnapshots persons() {
        return persons;
    }

    public Journal journal() {
        return journal;
    }

    /** What goes to another terminal, and what came from one. */
    public Evacuations evacuations() {
        return evacuations;
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

    /**
     * Writes records of the journal, so that a stranger can verify them without this store: docs/journal-export.md.
     * They are written as they stand, also where the journal is broken.
     *
     * @param signers the certificates under the keys that signed, the present one's first
     * @param first from 1 to one past the last
     * @param last at most the last, and at least the one before {@code first}: then there are none
     * @throws IllegalArgumentException when the journal has no such records
     * @throws StoreException when it cannot be read, or was edited so that it cannot be written down
     */
    public void export(List<CertificateChain> signers, long first, long last, OutputStream out) throws IOException {
        try {
            database.readSnapshot(snapshot -> {
                long end = SqliteJournal.head(snapshot).number();
                if (first < 1 || last < first - 1 || last > end) {
                    throw new IllegalArgumentException("the journal has the records 1 to " + end);
                }
                try {
                    new JournalExport(snapshot, seal, out).write(terminal, signers, first, last);
                } catch (IOException refused) {
                    throw new UncheckedIOException(refused);
                }
                return first;
            });
        } catch (UncheckedIOException refused) {
            throw refused.getCause();
        }
    }

    /** Of the records that stood there when this was opened: opening itself looked at the last ones only. */
    public JournalReview review() {
        return journal.review();
    }

    /** @return empty when the journal has no such record; throws as the {@link #journal} does */
    public Optional<JournalEntry> entry(long number) {
        return journal.entry(number);
    }

    /**
     * Looks the whole file over: its pages, then the journal as {@link Journal#verify} does, and with it whether every
     * settlement, key and waiting message is what the journal leads to.
     *
     * @throws StoreException when the file itself is damaged
     */
    public JournalVerification check() {
        database.readSnapshot(snapshot -> {
            StoreFiles.requireWhole(snapshot);
            return this;
        });
        return journal.verify();
    }

    /**
     * Copies a store, also one that is open here or in another process, as it stands between two steps. The copy holds
     * the store's keys as they are wrapped; the key-encryption key is not in it.
     *
     * @param to a new file
     * @throws StoreException when the store cannot be read, the copy cannot be written, or is not whole
     */
    public static void backUp(Path file, Path to) {
        StoreFiles.backUp(file, to);
    }

    /**
     * Puts a backup in the place of a store that is not open. The backup is checked as {@link #check} does before
     * anything changes, and brought to this program's version. What stood there is kept beside it.
     *
     * <p>The platform may know of later records than the backup: so it is quarantined, and nothing is settled, until
     * the platform has taken its journal at a sign-in.
     *
     * @param wrapped the key-encryption key of the box where the backup was made
     * @param queueMax as at {@link #open(Path, StoreKeys, TerminalProfile, InstantSource, int)}
     * @param reason kept as the quarantine's
     * @return the store that stood there; empty where none did
     * @throws StoreInUseException when the store is open
     * @throws StoreException when the backup is damaged, of a newer version, of another terminal, or of other keys, or
     *     when the folder cannot be written; the store is then what it was
     */
    public static Optional<Path> restore(
            Path backup,
            Path file,
            KeyEncryptionKey wrapped,
            StoreKeys keys,
            TerminalProfile terminal,
            InstantSource clock,
            int queueMax,
            String reason) {
        StoreLock lock = StoreLock.take(file);
        try {
            Path draft = StoreFiles.draft(backup, file);
            try {
                changeKey(draft, wrapped, keys.keyEncryptionKey());
                try (SqliteStore store = open(draft, keys, terminal, clock, queueMax, () -> {})) {
                    if (store.check() instanceof JournalVerification.Broken broken) {
                        throw new StoreException(
                                "the backup's journal record " + broken.number() + ": " + broken.fault());
                    }
                    store.journal().quarantined(reason);
                }
                return StoreFiles.replace(file, draft, clock.instant());
            } finally {
                StoreFiles.delete(draft);
            }
        } finally {
            lock.close();
        }
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
