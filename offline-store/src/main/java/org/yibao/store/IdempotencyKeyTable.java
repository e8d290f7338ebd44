package org.yibao.store;

import java.sql.SQLException;
import java.util.Optional;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;

/**
 * The table idempotency_key: which settlement a till's key made. A till may build its keys from anything, so that
 * only their codes are kept.
 */
final class IdempotencyKeyTable {
    private final KeyRing keys;

    IdempotencyKeyTable(KeyRing keys) {
        this.keys = keys;
    }

    void add(Transaction transaction, IdempotencyKey key, MessageId settlement) throws SQLException {
        transaction.update(
                "INSERT INTO idempotency_key (code, settlement) VALUES (?, ?)", code(key), settlement.value());
    }

    Optional<MessageId> find(Transaction transaction, IdempotencyKey key) throws SQLException {
        return transaction.first(
                "SELECT settlement FROM idempotency_key WHERE code = ?",
                columns -> StoredColumns.messageId(columns, "settlement"),
                code(key));
    }

    private byte[] code(IdempotencyKey key) {
        return keys.code(KeyRing.Lookup.IDEMPOTENCY_KEY, key.value());
    }
}
