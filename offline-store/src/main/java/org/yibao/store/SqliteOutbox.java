package org.yibao.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.port.Outbox;

/** The outbox as its readers see it. */
final class SqliteOutbox implements Outbox {
    private final Database database;
    private final OutboxTable table;
    private final UnansweredTable unanswered;

    SqliteOutbox(Database database, KeyRing keys) {
        this.database = database;
        this.table = new OutboxTable(keys);
        this.unanswered = new UnansweredTable(keys);
    }

    @Override
    public List<OutboxEntry> entries(int limit) {
        return database.read(transaction -> table.oldest(transaction, limit));
    }

    @Override
    public List<OutboxEntry> inTurn(int limit) {
        return inTurn(0, limit);
    }

    @Override
    public List<OutboxEntry> inTurn(long sequence, int limit) {
        return database.read(transaction -> table.inTurn(transaction, sequence, limit));
    }

    @Override
    public List<OutboxEntry> inDoubt(int limit) {
        return database.read(transaction -> table.inDoubt(transaction, limit));
    }

    @Override
    public Optional<OutboxEntry> entry(MessageId message) {
        return database.read(transaction -> table.find(transaction, message));
    }

    @Override
    public boolean holdsFor(String psnNo, MessageId besides) {
        return database.read(transaction -> table.holdsFor(transaction, psnNo, besides));
    }

    @Override
    public boolean holdsFor(String psnNo) {
        return database.read(transaction -> table.holdsFor(transaction, psnNo));
    }

    @Override
    public List<OutboxEntry> ofSettlement(MessageId settlement) {
        return database.read(transaction -> table.ofSettlement(transaction, settlement));
    }

    @Override
    public QueueStanding standing(int attempts) {
        return database.read(transaction -> OutboxTable.standing(transaction, attempts));
    }

    @Override
    public Amount unanswered() {
        return database.read(UnansweredTable::sum);
    }

    @Override
    public Amount unanswered(String psnNo, LocalDate day) {
        return database.read(transaction -> unanswered.sum(transaction, psnNo, day));
    }

    @Override
    public int size() {
        return database.read(OutboxTable::size);
    }
}
