package org.yibao.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.DuplicateKeyException;
import org.yibao.settlement.port.QueueFullException;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;

/** Takes each step of a settlement's life in one transaction over all tables. */
final class SqliteSettlementStore implements SettlementStore {
    private final Database database;
    private final Reserve reserve;
    private final SqliteJournal journal;
    private final SettlementTable settlements;
    private final IdempotencyKeyTable keys;
    private final OutboxTable outbox;
    private final UnansweredTable unanswered;
    private final SqlitePersonSnapshots persons;
    private final int queueMax;

    SqliteSettlementStore(
            Database database,
            Reserve reserve,
            KeyRing keyRing,
            SqliteJournal journal,
            SqlitePersonSnapshots persons,
            int queueMax) {
        this.database = database;
        this.reserve = reserve;
        this.journal = journal;
        this.settlements = new SettlementTable(keyRing);
        this.keys = new IdempotencyKeyTable(keyRing);
        this.outbox = new OutboxTable(keyRing);
        this.unanswered = new UnansweredTable(keyRing);
        this.persons = persons;
        this.queueMax = queueMax;
    }

    @Override
    public Settlement accept(Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        reserve.requireRoom();
        return database.inTransaction(transaction -> {
            requireNew(transaction, sale.id());
            requireUnused(transaction, sale.key());
            requireRoom(transaction);
            return take(
                    transaction,
                    new Step.Accepted(sale, made(transaction, sale.id(), message), after),
                    Optional.empty());
        });
    }

    @Override
    public Settlement voided(
            Cancellation cancellation, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        reserve.requireRoom();
        return database.inTransaction(transaction -> {
            requireNew(transaction, cancellation.id());
            requireUnused(transaction, cancellation.key());
            requireRoom(transaction);
            return take(
                    transaction, new Step.Voided(cancellation, made(transaction, cancellation.id(), message), after));
        });
    }

    @Override
    public Settlement reversing(Reversal reversal, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        return toTheEnd(transaction -> {
            requireNew(transaction, reversal.id());
            return take(transaction, new Step.Reversing(reversal, made(transaction, reversal.id(), message), after));
        });
    }

    @Override
    public void attempted(MessageId message, Instant now) {
        toTheEnd(transaction -> {
            if (!attempt(transaction, message)) {
                throw new IllegalTransitionException(message + " does not wait for its turn");
            }
            return message;
        });
    }

    @Override
    public Set<MessageId> attempted(Collection<MessageId> messages, Instant now) {
        return toTheEnd(transaction -> {
            Set<MessageId> mayLeave = new HashSet<>();
            for (MessageId message : messages) {
                if (attempt(transaction, message)) {
                    mayLeave.add(message);
                }
            }
            return mayLeave;
        });
    }

    private boolean attempt(Transaction transaction, MessageId message) throws SQLException {
        boolean inTurn = outbox.counted(transaction, message);
        if (inTurn) {
            move(transaction, message, Settlement::submitted);
        }
        return inTurn;
    }

    @Override
    public void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived) {
        ifWaiting(message, (transaction, entry) -> {
            if (mayHaveArrived) {
                move(transaction, message, Settlement::doubted);
            }
            outbox.postponed(transaction, entry, next, fault);
        });
    }

    @Override
    public void setAside(MessageId message, String fault) {
        ifWaiting(message, (transaction, entry) -> outbox.setAside(transaction, entry, fault));
    }

    @Override
    public Settlement intervened(Intervention intervention, Instant next) {
        boolean aside = intervention.kind() == Intervention.Kind.SET_ASIDE;
        return toTheEnd(transaction -> {
            OutboxEntry entry = outbox.find(transaction, intervention.message())
                    .filter(waiting -> waiting.setAside() != aside)
                    .orElseThrow(() -> new IllegalTransitionException(intervention.message() + " is where it was put"));
            if (aside) {
                outbox.setAside(transaction, entry, intervention.reason());
            } else {
                outbox.released(transaction, entry, next);
            }
            return noted(transaction, new Step.Intervened(entry.settlement(), intervention));
        });
    }

    @Override
    public Settlement answered(
            MessageId message, PlatformAnswer answer, Bytes evidence, @Nullable PersonSnapshot after) {
        return toTheEnd(transaction -> {
            SettlementTable.Kept before = settlements
                    .findByMessage(transaction, message)
                    .orElseThrow(() -> new IllegalTransitionException("no message " + message));
            MessageId settlement = before.settlement().id();
            Step step = new Step.Answered(settlement, message, answer, evidence, after);
            return take(transaction, step, Optional.of(before));
        });
    }

    @Override
    public Settlement resent(Resubmission resubmission) {
        MessageId message = resubmission.message();
        return database.inTransaction(transaction -> {
            requireRoom(transaction);
            SettlementTable.Kept before = settlements
                    .findByMessage(transaction, message)
                    .orElseThrow(() -> new IllegalTransitionException("no message " + message));
            MessageId settlement = before.settlement().id();
            SignedMessage made = journal.message(transaction, settlement, message)
                    .orElseThrow(() -> new IllegalTransitionException("no message " + message));
            return take(transaction, new Step.Resent(settlement, resubmission, made), Optional.of(before));
        });
    }

    @Override
    public Settlement told(MessageId settlement, Told word) {
        return toTheEnd(transaction -> take(transaction, new Step.CounterTold(settlement, word)));
    }

    @Override
    public Settlement confirmed(Confirmation confirmation) {
        return toTheEnd(transaction -> take(transaction, new Step.Confirmed(confirmation)));
    }

    @Override
    public Settlement closed(Closure closure) {
        return toTheEnd(transaction -> take(transaction, new Step.Closed(closure)));
    }

    @Override
    public Settlement decided(MessageId message, Closure closure) {
        return database.inTransaction(transaction -> {
            boolean aside = outbox.find(transaction, message)
                    .filter(entry -> entry.setAside() && entry.settlement().equals(closure.settlement()))
                    .isPresent();
            if (!aside) {
                throw new IllegalTransitionException(message + " is not set aside");
            }
            List<MessageId> waiting = outbox.ofSettlement(transaction, closure.settlement()).stream()
                    .map(entry -> entry.message().id())
                    .toList();
            return take(transaction, new Step.Decided(closure, waiting));
        });
    }

    @Override
    public Optional<Settlement> find(MessageId settlement) {
        return database.read(
                transaction -> settlements.find(transaction, settlement).map(SettlementTable.Kept::settlement));
    }

    @Override
    public Optional<Settlement> findByKey(IdempotencyKey key) {
        return database.read(transaction -> {
            Optional<MessageId> made = keys.find(transaction, key);
            return made.isEmpty()
                    ? Optional.empty()
                    : settlements.find(transaction, made.get()).map(SettlementTable.Kept::settlement);
        });
    }

    @Override
    public List<Settlement> latest(int limit) {
        return database.read(transaction -> settlements.latest(transaction, limit));
    }

    @Override
    public List<Settlement> followUps(int limit) {
        return database.read(transaction -> settlements.followUps(transaction, limit));
    }

    @Override
    public List<Settlement> ofDay(LocalDate day) {
        return database.read(transaction -> settlements.ofDay(transaction, day));
    }

    @Override
    public List<Journalled> inOrder(long after, int limit) {
        return database.read(transaction -> settlements.inOrder(transaction, after, limit));
    }

    @Override
    public Optional<String> refusesBecause() {
        return database.refusesBecause();
    }

    private static SignedMessage made(
            Transaction transaction, MessageId id, Function<JournalHead, SignedMessage> message) throws SQLException {
        SignedMessage made = message.apply(SqliteJournal.head(transaction));
        if (!made.id().equals(id)) {
            throw new IllegalArgumentException("the message of " + id + " names " + made.id());
        }
        return made;
    }

    /** What ends a sale, or says how it stands, is taken on a full disk too. */
    private <T> T toTheEnd(Database.Work<T> step) {
        return reserve.toTheEnd(database, step);
    }

    private void requireNew(Transaction transaction, MessageId id) throws SQLException {
        if (settlements.findByMessage(transaction, id).isPresent()) {
            throw new StoreException("recorded before: " + id);
        }
    }

    private void requireUnused(Transaction transaction, IdempotencyKey key) throws SQLException {
        if (keys.find(transaction, key).isPresent()) {
            throw new DuplicateKeyException("the key made a record before");
        }
    }

    private void requireRoom(Transaction transaction) throws SQLException {
        requireRoom(transaction, 1);
    }

    void requireRoom(Transaction transaction, int messages) throws SQLException {
        if (OutboxTable.size(transaction) > queueMax - messages) {
            throw new QueueFullException("the outbox holds " + queueMax + " messages");
        }
    }

    Settlement take(Transaction transaction, Step step) throws SQLException {
        return take(transaction, step, settlements.find(transaction, step.settlement()));
    }

    /** One record in the journal, and in every table what follows from it; nothing when it changes nothing. */
    private Settlement take(Transaction transaction, Step step, Optional<SettlementTable.Kept> before)
            throws SQLException {
        Settlement after = step.appliedTo(before.map(SettlementTable.Kept::settlement));
        boolean moves = before.isEmpty() || !after.equals(before.get().settlement());
        if (!moves && step.queued().isEmpty()) {
            return after;
        }
        long number = journal.append(transaction, step);
        long accepted = before.map(SettlementTable.Kept::accepted).orElse(number);
        settlements.save(transaction, new SettlementTable.Kept(after, accepted, number));
        unanswered.save(transaction, after);
        for (MessageId ended : step.ended()) {
            outbox.end(transaction, ended);
        }
        if (step.queued().isPresent()) {
            outbox.add(transaction, number, step.queued().get(), after);
        }
        if (step.key().isPresent()) {
            keys.add(transaction, step.key().get(), after.id());
        }
        if (step.moved().isPresent()) {
            persons.save(transaction, step.moved().get());
        }
        return after;
    }

    /** A record of a step that moves nothing. */
    private Settlement noted(Transaction transaction, Step step) throws SQLException {
        Optional<SettlementTable.Kept> before = settlements.find(transaction, step.settlement());
        Settlement after = step.appliedTo(before.map(SettlementTable.Kept::settlement));
        long number = journal.append(transaction, step);
        long accepted = before.map(SettlementTable.Kept::accepted).orElse(number);
        settlements.save(transaction, new SettlementTable.Kept(after, accepted, number));
        return after;
    }

    /** What is done with an entry, if its message still waits. */
    @FunctionalInterface
    private interface EntryWork {
        void with(Transaction transaction, OutboxEntry entry) throws SQLException;
    }

    /** An answer or a reversal may have ended the entry while its message was on its way: then nothing is left to do. */
    private void ifWaiting(MessageId message, EntryWork work) {
        toTheEnd(transaction -> {
            Optional<OutboxEntry> entry = outbox.find(transaction, message);
            if (entry.isPresent()) {
                work.with(transaction, entry.get());
            }
            return entry;
        });
    }

    /** Attempts move the settlement whose own message it is, and are no history. */
    private void move(Transaction transaction, MessageId message, UnaryOperator<Settlement> attempt)
            throws SQLException {
        Optional<SettlementTable.Kept> before = settlements.find(transaction, message);
        if (before.isEmpty()) {
            return;
        }
        SettlementTable.Kept kept = before.get();
        Settlement after = attempt.apply(kept.settlement());
        if (!after.equals(kept.settlement())) {
            settlements.save(transaction, new SettlementTable.Kept(after, kept.accepted(), kept.lastRecord()));
        }
    }
}
