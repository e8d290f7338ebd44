package org.yibao.platform.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open transaction; not to be kept beyond it. */
public final class Transaction {
    private final Statements statements;

    Transaction(Statements statements) {
        this.statements = statements;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does the work; when it throws, nothing of it stays and the transaction can go on. */
    public <T> T orNothing(Supplier<T> work) {
        update("SAVEPOINT work");
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                update("ROLLBACK TO work");
            }
            update("RELEASE work");
        }
    }

    /** Statements that end with a semicolon each. */
    void execute(String script) {
        for (String statement : script.split(";", -1)) {
            if (!statement.isBlank()) {
                update(statement);
            }
        }
    }

    int update(String sql, @Nullable Object... values) {
        try {
            return statements.use(sql, PreparedStatement::executeUpdate, values);
        } catch (SQLException e) {
            throw new LedgerException("the ledger refused a change", e);
        }
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        try {
            return statements.use(sql, statement -> rows(statement, reader), values);
        } catch (SQLException e) {
            throw new LedgerException("the ledger refused a question", e);
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    <T> T one(String sql, RowReader<T> reader, @Nullable Object... values) {
        return first(sql, reader, values).orElseThrow(() -> new LedgerException("the ledger misses a row"));
    }
}
