package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.port.StoreException;

/** Columns that stand in clear, and may have been changed by whoever has the disk. */
final class StoredColumns {
    private StoredColumns() {}

    static MessageId messageId(ResultSet columns, String column) throws SQLException {
        try {
            return MessageId.parse(columns.getString(column));
        } catch (IllegalArgumentException changed) {
            throw new StoreException("no message id in " + column, changed);
        }
    }

    static Instant instant(ResultSet columns, String column) throws SQLException {
        try {
            return Instant.parse(columns.getString(column));
        } catch (DateTimeException changed) {
            throw new StoreException("no time in " + column, changed);
        }
    }
}
