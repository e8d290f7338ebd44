package org.yibao.platform.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/** The platform's one SQLite file, with one connection. */
public final class LedgerDatabase implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LedgerDatabase.class.getName());

    private static final int SCHEMA_VERSION = 4;
    /** What {@code schema.sql} makes; later versions are steps from it. */
    private static final int SCHEMA_VERSION_FIRST = 2;

    private static final int BUSY_MILLIS_MAX = 10_000;

    /** SQLite's name of the database that a connection opened. */
    private static final String MAIN = "main";

    private final Connection connection;
    private final Statements statements;

    private LedgerDatabase(Connection connection) {
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    /**
     * Opens the file; makes its tables when it has none, and those that an earlier version did not have.
     *
     * @throws LedgerException when the file cannot be used, or was written by another version
     */
    public static LedgerDatabase open(Path file) {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.enforceForeignKeys(true);
            config.setBusyTimeout(BUSY_MILLIS_MAX);
            LedgerDatabase database = new LedgerDatabase(config.createConnection("jdbc:sqlite:" + file));
            return database.prepared();
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be opened", e);
        }
    }

    /**
     * A ledger in memory, for platforms whose disk is part of a simulation: a transaction is there or not, however
     * the platform ends, and nothing outlives the object.
     *
     * @param content of a {@link #copy}; empty for a new one
     */
    public static LedgerDatabase inMemory(byte[] content) {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.enforceForeignKeys(true);
            SQLiteConnection connection = (SQLiteConnection) config.createConnection("jdbc:sqlite::memory:");
            if (content.length > 0) {
                connection.deserialize(MAIN, content);
            }
            return new LedgerDatabase(connection).prepared();
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be opened", e);
        }
    }

    /** All that it holds now, between two transactions. */
    public synchronized byte[] copy() {
        try {
            return connection.unwrap(SQLiteConnection.class).serialize(MAIN);
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be copied", e);
        }
    }

    private LedgerDatabase prepared() {
        try {
            run(LedgerDatabase::prepare);
            return this;
        } catch (LedgerException e) {
            close();
            throw e;
        }
    }

    private static void prepare(Transaction tx) {
        int version = tx.one("PRAGMA user_version", row -> row.getInt(1));
        if (version == 0) {
            tx.execute(script("schema.sql"));
            version = SCHEMA_VERSION_FIRST;
        }
        if (version < SCHEMA_VERSION_FIRST || version > SCHEMA_VERSION) {
            throw new LedgerException("the ledger has schema " + version + ", this program reads "
                    + SCHEMA_VERSION_FIRST + " to " + SCHEMA_VERSION);
        }
        for (int next = version + 1; next <= SCHEMA_VERSION; next++) {
            tx.execute(script("schema-" + next + ".sql"));
        }
    }

    private static String script(String name) {
        try (InputStream script = LedgerDatabase.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new LedgerException(name + " is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerException(name + " cannot be read", e);
        }
    }

    /** Does the work in one transaction: all of it is durable on return, nothing of it when this throws. */
    public synchronized <T> T inTransaction(Function<Transaction, T> work) {
        // Enrolment may write from another process: a transaction waits at its start, never in its middle.
        execute("BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            T result = work.apply(new Transaction(statements));
            execute("COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    /** After some faults SQLite has rolled back by itself; what went wrong first is what the caller must hear. */
    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (LedgerException e) {
            LOG.log(System.Logger.Level.DEBUG, "nothing to roll back", e);
        }
    }

    private void execute(String statement) {
        try {
            statements.use(statement, PreparedStatement::execute);
        } catch (SQLException e) {
            throw new LedgerException("the ledger refused to " + statement, e);
        }
    }

    /** {@link #inTransaction} for work without a result. */
    public void run(Consumer<Transaction> work) {
        inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerException("the ledger did not close", e);
        }
    }
}
