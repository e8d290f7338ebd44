package org.yibao.platform.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one connection, prepared once: the ledger asks the same questions again and again. */
final class Statements {
    private final Connection connection;
    /** Those that nobody uses now. */
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** A statement that failed is not used again. */
    <T> T use(String sql, Use<T> use, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = idle.remove(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
        }
        boolean sound = false;
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            T result = use.of(statement);
            sound = true;
            return result;
        } finally {
            PreparedStatement twin = sound ? idle.put(sql, statement) : statement;
            if (twin != null) {
                twin.close();
            }
        }
    }
}
