package org.yibao.store;

import java.time.LocalDateTime;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.MessageIds;

/** The table message_id: the last id given to each terminal that used this file. */
final class SqliteMessageIds implements MessageIds {
    private final Database database;
    private final Reserve reserve;
    private final String institution;
    private final char terminal;

    SqliteMessageIds(Database database, Reserve reserve, TerminalProfile profile) {
        this.database = database;
        this.reserve = reserve;
        this.institution = profile.institution().code();
        this.terminal = profile.letter();
    }

    @Override
    public MessageId next(LocalDateTime now) {
        String letter = String.valueOf(terminal);
        return reserve.toTheEnd(database, transaction -> {
            MessageId next = transaction
                    .first(
                            "SELECT last FROM message_id WHERE institution = ? AND terminal = ?",
                            columns -> StoredColumns.messageId(columns, "last"),
                            institution,
                            letter)
                    .map(last -> last.next(now))
                    .orElseGet(() -> MessageId.of(institution, now, terminal, 0));
            transaction.update("""
                    INSERT INTO message_id (institution, terminal, last) VALUES (?, ?, ?)
                    ON CONFLICT (institution, terminal) DO UPDATE SET last = excluded.last
                    """, institution, letter, next.value());
            return next;
        });
    }
}
