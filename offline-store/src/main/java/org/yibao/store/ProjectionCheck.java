package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.StoreException;

/**
 * Takes every settlement's steps again, as the journal holds them, and compares what they lead to with the tables
 * settlement, outbox, unanswered and idempotency_key. One settlement at a time is in memory.
 */
final class ProjectionCheck {
    private final Transaction snapshot;
    private final KeyRing keyRing;
    private final SettlementTable settlements;
    private final IdempotencyKeyTable keys;
    private final OutboxTable outbox;
    private final UnansweredTable unanswered;
    private long lives;
    private long keysUsed;
    private long waiting;
    private long open;

    ProjectionCheck(Transaction snapshot, KeyRing keyRing) {
        this.snapshot = snapshot;
        this.keyRing = keyRing;
        this.settlements = new SettlementTable(keyRing);
        this.keys = new IdempotencyKeyTable(keyRing);
        this.outbox = new OutboxTable(keyRing);
        this.unanswered = new UnansweredTable(keyRing);
    }

    /** @throws BrokenJournalException naming the first record found whose effect is not there */
    void check(JournalHead head) throws SQLException {
        snapshot.each(
                "SELECT DISTINCT settlement FROM journal", columns -> check(MessageId.parse(columns.getString(1))));
        requireCount(head, "SELECT count(*) FROM settlement", lives, "settlements");
        requireCount(head, "SELECT count(*) FROM idempotency_key", keysUsed, "keys");
        requireCount(head, "SELECT count(*) FROM outbox", waiting, "waiting messages");
        requireCount(head, "SELECT entries FROM outbox_size", waiting, "counted waiting messages");
        requireCount(head, "SELECT count(*) FROM unanswered", open, "sales without the platform's word");
    }

    private void requireCount(JournalHead head, String sql, long expected, String what) throws SQLException {
        long found = snapshot.number(sql);
        if (found != expected) {
            throw new BrokenJournalException(
                    head.number(), "the journal leads to " + expected + " " + what + ", there are " + found);
        }
    }

    private void check(MessageId id) throws SQLException {
        Life life = new Life();
        snapshot.each(
                "SELECT number, kind, sealed FROM journal WHERE settlement = ? ORDER BY number",
                columns -> life.take(columns.getLong(1), step(columns)),
                id.value());
        checkSettlement(id, life);
        checkKeys(id, life);
        checkOutbox(id, life);
        lives++;
        keysUsed += life.keys.size();
        waiting += life.waiting.size();
    }

    private Step step(ResultSet columns) throws SQLException {
        try {
            return SqliteJournal.step(columns, keyRing);
        } catch (StoreException unreadable) {
            throw new BrokenJournalException(
                    columns.getLong("number"), "it cannot be read: " + unreadable.getMessage());
        }
    }

    private void checkSettlement(MessageId id, Life life) throws SQLException {
        boolean[] fits = {false};
        try {
            snapshot.each(
                    "SELECT * FROM settlement WHERE id = ?",
                    columns -> {
                        SettlementTable.Kept kept = settlements.open(columns);
                        fits[0] = fits(kept, columns, life) && unanswered.fits(snapshot, kept.settlement());
                        open += kept.settlement().unanswered() ? 1 : 0;
                    },
                    id.value());
        } catch (StoreException unreadable) {
            throw new BrokenJournalException(life.last, "its settlement cannot be read: " + unreadable.getMessage());
        }
        if (!fits[0]) {
            throw new BrokenJournalException(life.last, "the settlement " + id + " is not what its records say");
        }
    }

    private static boolean fits(SettlementTable.Kept kept, ResultSet columns, Life life) throws SQLException {
        return kept.accepted() == life.first
                && kept.lastRecord() == life.last
                && SettlementTable.columnsFit(columns, kept.settlement())
                && life.leadsTo(kept.settlement());
    }

    private void checkKeys(MessageId id, Life life) throws SQLException {
        for (Map.Entry<IdempotencyKey, Long> used : life.keys.entrySet()) {
            if (!keys.find(snapshot, used.getKey()).equals(Optional.of(id))) {
                throw new BrokenJournalException(used.getValue(), "its till's key does not lead to it");
            }
        }
    }

    private void checkOutbox(MessageId id, Life life) throws SQLException {
        List<OutboxEntry> entries;
        try {
            entries = outbox.ofSettlement(snapshot, id);
        } catch (StoreException unreadable) {
            throw new BrokenJournalException(life.last, "its message cannot be read: " + unreadable.getMessage());
        }
        Map<Long, SignedMessage> found = new LinkedHashMap<>();
        entries.forEach(entry -> found.put(entry.sequence(), entry.message()));
        if (!found.equals(life.waitingByRecord())) {
            throw new BrokenJournalException(life.last, "the outbox does not hold what waits for " + id);
        }
    }

    /** What the records of one settlement lead to. */
    private static final class Life {
        private Optional<Settlement> settlement = Optional.empty();
        private final Map<MessageId, Waiting> waiting = new LinkedHashMap<>();
        private final Map<IdempotencyKey, Long> keys = new LinkedHashMap<>();
        private long first;
        private long last;

        private record Waiting(long record, SignedMessage message) {}

        void take(long number, Step step) {
            try {
                settlement = Optional.of(step.appliedTo(settlement));
            } catch (IllegalTransitionException impossible) {
                throw new BrokenJournalException(number, "it cannot follow: " + impossible.getMessage());
            }
            first = first == 0 ? number : first;
            last = number;
            step.ended().forEach(waiting::remove);
            step.queued().ifPresent(message -> waiting.put(message.id(), new Waiting(number, message)));
            step.key().ifPresent(key -> keys.put(key, number));
        }

        Map<Long, SignedMessage> waitingByRecord() {
            Map<Long, SignedMessage> byRecord = new LinkedHashMap<>();
            waiting.values().forEach(message -> byRecord.put(message.record(), message.message()));
            return byRecord;
        }

        /** Attempts are no history: they may have moved a settlement on to submitted and in doubt. */
        boolean leadsTo(Settlement kept) {
            List<Settlement> possible = new ArrayList<>();
            settlement.ifPresent(recorded -> {
                possible.add(recorded);
                possible.add(recorded.submitted());
                possible.add(recorded.submitted().doubted());
            });
            return possible.contains(kept);
        }
    }
}
