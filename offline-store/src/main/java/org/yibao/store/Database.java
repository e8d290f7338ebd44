package org.yibao.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.yibao.settlement.port.StoreException;

/**
 * The file, its one writing connection and its one reading. Steps are callbacks, done one after the other; each is
 * committed and synced when {@link #inTransaction} returns and undone when it throws.
 *
 * <p>Steps of several callers are committed together: one of them does the steps of all who wait, on its thread, in the
 * order of their arrival, in one transaction with one sync. A step sees those before it in its batch, and is undone
 * alone when it throws. Readers see what is synced and nothing else, and do not wait for steps.
 *
 * <p>It fails closed: after a failed commit or damage on the disk nothing is written until the store is opened
 * again, because only a fresh look at the file tells what it holds (a failed fsync must not be tried again). No step of
 * that batch was taken then. A disk that is full refuses one batch and no more.
 */
final class Database implements AutoCloseable {
    /** How long a foreign reader, such as a backup, may hold the file before a step is refused. */
    static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final Connection connection;
    private final Transaction transaction;
    private final StepQueue steps = new StepQueue();
    private final Reading reading = new Reading();
    /** Guards nothing but the first reason: a reader that finds damage must not wait for a step. */
    private final Object closing = new Object();

    private volatile @Nullable String closedFor;

    /** What reads: the writing connection until there is a log, from which another can read what is committed. */
    private static final class Reading {
        private @Nullable Connection connection;
        private @Nullable Transaction transaction;
    }

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.transaction = new Transaction(connection);
    }

    /**
     * What is done as one step; it throws to undo everything. It may run on another caller's thread, while its own
     * waits: it must not wait for anything that its caller holds.
     */
    @FunctionalInterface
    interface Work<T> {
        T with(Transaction transaction) throws SQLException;
    }

    static Database open(Path file) {
        try {
            return new Database(file, config().createConnection(url(file)));
        } catch (SQLException refused) {
            throw fault("the store cannot be opened", refused);
        }
    }

    /** Commits go to a write-ahead log from here on, each with one sync. */
    synchronized void useWriteAheadLog() {
        try {
            String mode = transaction
                    .first("PRAGMA journal_mode = WAL", columns -> columns.getString(1))
                    .orElse("");
            if (!mode.equals("wal")) {
                throw new StoreException("the file system has no room for a write-ahead log: " + mode);
            }
            // A sync that failed may have left in the log what can be read and is not on the disk. Folded into the
            // file it is written and synced once more, and nothing goes on behind it.
            transaction.first("PRAGMA wal_checkpoint(TRUNCATE)", columns -> columns.getInt(1));
            openReading();
        } catch (SQLException refused) {
            throw fault("the store cannot be opened", refused);
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private void openReading() throws SQLException {
        synchronized (reading) {
            if (reading.connection == null) {
                SQLiteConfig config = config();
                config.setReadOnly(true);
                reading.connection = config.createConnection(url(file));
                reading.transaction = new Transaction(reading.connection);
            }
        }
    }

    <T> T inTransaction(Work<T> work) {
        if (Thread.holdsLock(this)) {
            throw new IllegalStateException("a step within a step");
        }
        return steps.done(work, this::take);
    }

    private synchronized void take(List<StepQueue.Pending<?>> batch) {
        try {
            requireWritable();
            begin();
        } catch (StoreException refused) {
            refuse(batch, refused);
            return;
        }
        try {
            boolean alone = batch.size() == 1;
            for (StepQueue.Pending<?> step : batch) {
                run(step, alone);
                requireWritable();
            }
            if (alone && batch.get(0).failed()) {
                rollBack();
                return;
            }
            commit();
        } catch (SQLException | RuntimeException | Error broken) {
            rollBack();
            refuse(batch, broken);
            return;
        }
        batch.forEach(StepQueue.Pending::durable);
    }

    /** Each caller gets an exception of its own. */
    private static void refuse(List<StepQueue.Pending<?>> batch, Throwable cause) {
        batch.forEach(step -> step.fail(refusal(cause)));
    }

    private static StoreException refusal(Throwable cause) {
        String untaken = "the step was not taken";
        if (cause instanceof SQLException refused) {
            return fault(untaken, refused);
        }
        String reason = cause instanceof StoreException ? String.valueOf(cause.getMessage()) : untaken;
        return cause instanceof DiskFullException
                ? new DiskFullException(reason, cause)
                : new StoreException(reason, cause);
    }

    /** @throws SQLException when a step that failed cannot be undone alone */
    private void run(StepQueue.Pending<?> step, boolean alone) throws SQLException {
        if (!alone) {
            transaction.update("SAVEPOINT step");
        }
        try {
            step.run(transaction);
        } catch (SQLException refused) {
            closeIfDamaged(refused);
            step.fail(fault("the disk refused the step", refused));
            if (!alone && isFull(refused)) {
                // Each of the batch may try again in the room that is kept.
                throw refused;
            }
        } catch (RuntimeException | Error thrown) {
            step.fail(thrown);
        }
        if (alone) {
            return;
        }
        if (step.failed()) {
            transaction.forgetStatements();
            // SQLite undid the whole transaction by itself where this fails: then nothing of the batch stands.
            transaction.update("ROLLBACK TO step");
        }
        transaction.update("RELEASE step");
    }

    /** Reads one state of what is committed. */
    <T> T read(Work<T> work) {
        synchronized (reading) {
            if (reading.transaction != null) {
                return read(reading.transaction, work);
            }
        }
        synchronized (this) {
            return read(transaction, work);
        }
    }

    private <T> T read(Transaction reader, Work<T> work) {
        try {
            reader.update("BEGIN");
            try {
                return work.with(reader);
            } finally {
                reader.update("COMMIT");
            }
        } catch (SQLException refused) {
            reader.forgetStatements();
            closeIfDamaged(refused);
            throw fault("the store cannot be read", refused);
        }
    }

    /** Reads one state of the file at length, on a connection of its own, while others go on writing. */
    <T> T readSnapshot(Work<T> work) {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        try (Connection reader = config.createConnection(url(file))) {
            if (connection.isClosed()) {
                throw new StoreException("the store was closed");
            }
            Transaction snapshot = new Transaction(reader);
            snapshot.script("BEGIN");
            return work.with(snapshot);
        } catch (SQLException refused) {
            throw fault("the store cannot be read", refused);
        }
    }

    /** Refuses every further write, with this reason, until the store is opened again; the first reason counts. */
    void refuseWrites(String reason) {
        synchronized (closing) {
            if (closedFor == null) {
                closedFor = reason;
            }
        }
    }

    /** Why nothing is written until the store is opened again; empty while it is. */
    Optional<String> refusesBecause() {
        return Optional.ofNullable(closedFor);
    }

    private void requireWritable() {
        refusesBecause().ifPresent(reason -> {
            throw new StoreException("the store takes nothing until it is checked and opened again: " + reason);
        });
    }

    private void begin() {
        try {
            transaction.script("BEGIN IMMEDIATE");
        } catch (SQLException refused) {
            closeIfDamaged(refused);
            throw fault("the disk refused the step", refused);
        }
    }

    private void commit() {
        try {
            transaction.script("COMMIT");
        } catch (SQLException refused) {
            // A disk that is full refuses a page of the log before any mark of a commit: the log counts for nothing.
            if (!isFull(refused)) {
                refuseWrites("a commit failed");
            }
            throw fault("the step could not be made durable", refused);
        } catch (RuntimeException | Error unexpected) {
            refuseWrites("a commit failed");
            throw unexpected;
        }
    }

    private void rollBack() {
        transaction.forgetStatements();
        try {
            transaction.script("ROLLBACK");
        } catch (SQLException rolledBackOrBroken) {
            requireNoTransaction();
        }
    }

    /** SQLite undoes a transaction by itself on some faults; then a fresh one begins without complaint. */
    private void requireNoTransaction() {
        try {
            transaction.script("BEGIN IMMEDIATE");
            transaction.script("ROLLBACK");
        } catch (SQLException broken) {
            refuseWrites("a step could not be undone");
        }
    }

    /** Whether the file or its disk is damaged. */
    static boolean isDamage(SQLException refused) {
        int code = refused.getErrorCode();
        return code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private void closeIfDamaged(SQLException refused) {
        if (isDamage(refused)) {
            refuseWrites("the file or its disk is damaged");
        }
    }

    private static boolean isFull(SQLException refused) {
        return refused.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code;
    }

    static StoreException fault(String sentence, SQLException cause) {
        return isFull(cause) ? new DiskFullException(sentence, cause) : new StoreException(sentence, cause);
    }

    /** The writing connection goes last: it folds the log into the file. */
    @Override
    public void close() {
        refuseWrites("it was closed");
        try {
            synchronized (reading) {
                if (reading.connection != null) {
                    reading.connection.close();
                }
            }
            synchronized (this) {
                connection.close();
            }
        } catch (SQLException refused) {
            throw fault("the store could not be closed", refused);
        }
    }
}
