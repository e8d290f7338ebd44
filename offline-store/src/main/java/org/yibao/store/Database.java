package org.yibao.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.yibao.settlement.port.StoreException;

/**
 * The file and its one writing connection. Transactions are callbacks, run one after the other on the calling
 * thread; they are committed and synced when {@link #inTransaction} returns and undone when it throws.
 *
 * <p>It fails closed: after a failed commit or damage on the disk nothing is written until the store is opened
 * again, because only a fresh look at the file tells what it holds (a failed fsync must not be tried again). A disk
 * that is full refuses one step and no more.
 */
final class Database implements AutoCloseable {
    /** How long a foreign reader, such as a backup, may hold the file before a step is refused. */
    static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final Connection connection;
    private final Transaction transaction;
    private @Nullable String closedFor;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.transaction = new Transaction(connection);
    }

    /** What is done within one transaction; it throws to undo everything. */
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

    synchronized <T> T inTransaction(Work<T> work) {
        requireWritable();
        begin();
        T result;
        try {
            result = work.with(transaction);
        } catch (SQLException refused) {
            rollBack();
            closeIfDamaged(refused);
            throw fault("the disk refused the step", refused);
        } catch (RuntimeException | Error thrown) {
            rollBack();
            throw thrown;
        }
        commit();
        return result;
    }

    /** Reads what is committed, between two transactions. */
    synchronized <T> T read(Work<T> work) {
        try {
            return work.with(transaction);
        } catch (SQLException refused) {
            transaction.forgetStatements();
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

    /** Refuses every further write, with this reason, until the store is opened again. */
    synchronized void refuseWrites(String reason) {
        if (closedFor == null) {
            closedFor = reason;
        }
    }

    /** Why nothing is written until the store is opened again; empty while it is. */
    synchronized Optional<String> refusesBecause() {
        return Optional.ofNullable(closedFor);
    }

    private void requireWritable() {
        if (closedFor != null) {
            throw new StoreException("the store takes nothing until it is checked and opened again: " + closedFor);
        }
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
            rollBack();
            throw fault("the step could not be made durable", refused);
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

    private void closeIfDamaged(SQLException refused) {
        int code = refused.getErrorCode();
        if (code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            refuseWrites("the file or its disk is damaged");
        }
    }

    private static boolean isFull(SQLException refused) {
        return refused.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code;
    }

    static StoreException fault(String sentence, SQLException cause) {
        return isFull(cause) ? new DiskFullException(sentence, cause) : new StoreException(sentence, cause);
    }

    @Override
    public synchronized void close() {
        refuseWrites("it was closed");
        try {
            connection.close();
        } catch (SQLException refused) {
            throw fault("the store could not be closed", refused);
        }
    }
}
