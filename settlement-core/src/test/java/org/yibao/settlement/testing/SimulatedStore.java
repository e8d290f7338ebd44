package org.yibao.settlement.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;

/**
 * The five ports of the store as one process sees them over a {@link SimulatedDisk}: a step is written, then synced,
 * and returns. Fails closed as the real one does. Once its process was killed every call throws
 * {@link KilledException}.
 */
public final class SimulatedStore implements MessageIds, SettlementStore, Outbox, PersonSnapshots, Journal {
    private final SimulatedDisk disk;
    private InMemoryStore memory;
    private @Nullable String refuses;
    private boolean dead;

    SimulatedStore(SimulatedDisk disk, InMemoryStore memory) {
        this.disk = disk;
        this.memory = memory;
    }

    /** The process is gone. */
    public void kill() {
        dead = true;
    }

    public boolean killed() {
        return dead;
    }

    public StorePorts ports() {
        return new StorePorts(this, this, this, this, this);
    }

    private synchronized InMemoryStore read() {
        requireAlive();
        return memory;
    }

    private void requireAlive() {
        if (dead) {
            throw new KilledException();
        }
    }

    private void killedIf(boolean now) {
        dead |= now;
        requireAlive();
    }

    /** One after the other, as the port says: what is seen and what is written down keep one order. */
    private synchronized <T> T step(String name, SimulatedDisk.Step<T> work) {
        requireAlive();
        if (refuses != null) {
            throw new StoreException("the store takes nothing until it is checked and opened again: " + refuses);
        }
        SimulatedDisk.Fate fate = disk.fate(name);
        killedIf(fate == SimulatedDisk.Fate.KILLED_BEFORE);
        if (fate == SimulatedDisk.Fate.FULL) {
            throw new StoreException("the disk is full");
        }
        T result = work.on(memory);
        disk.write(work);
        killedIf(fate == SimulatedDisk.Fate.KILLED_WRITTEN);
        if (fate == SimulatedDisk.Fate.FORGOTTEN) {
            return result;
        }
        if (fate == SimulatedDisk.Fate.SYNC_FAILED) {
            refuses = "a commit failed";
            memory = disk.durable().copy();
            throw new StoreException("the step could not be made durable");
        }
        disk.sync();
        killedIf(fate == SimulatedDisk.Fate.KILLED_AFTER);
        return result;
    }

    private void change(String name, Consumer<InMemoryStore> work) {
        step(name, store -> {
            work.accept(store);
            return true;
        });
    }

    /** Made once, however often its step is written down. */
    private static Function<JournalHead, SignedMessage> once(Function<JournalHead, SignedMessage> maker) {
        SignedMessage[] made = new SignedMessage[1];
        return before -> {
            if (made[0] == null) {
                made[0] = maker.apply(before);
            }
            return made[0];
        };
    }

    @Override
    public MessageId next(LocalDateTime now) {
        return step("next", store -> store.next(now));
    }

    @Override
    public Settlement accept(Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        Function<JournalHead, SignedMessage> made = once(message);
        return step("accept", store -> store.accept(sale, made, after));
    }

    @Override
    public Settlement voided(
            Cancellation cancellation, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        Function<JournalHead, SignedMessage> made = once(message);
        return step("voided", store -> store.voided(cancellation, made, after));
    }

    @Override
    public Settlement reversing(Reversal reversal, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        Function<JournalHead, SignedMessage> made = once(message);
        return step("reversing", store -> store.reversing(reversal, made, after));
    }

    @Override
    public void attempted(MessageId message, Instant now) {
        change("attempted", store -> store.attempted(message, now));
    }

    @Override
    public void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived) {
        change("postponed", store -> store.postponed(message, next, fault, mayHaveArrived));
    }

    @Override
    public void setAside(MessageId message, String fault) {
        change("setAside", store -> store.setAside(message, fault));
    }

    @Override
    public Settlement intervened(Intervention intervention, Instant next) {
        return step("intervened", store -> store.intervened(intervention, next));
    }

    @Override
    public Settlement answered(
            MessageId message, PlatformAnswer answer, Bytes evidence, @Nullable PersonSnapshot after) {
        return step("answered", store -> store.answered(message, answer, evidence, after));
    }

    @Override
    public Settlement resent(Resubmission resubmission) {
        return step("resent", store -> store.resent(resubmission));
    }

    @Override
    public Settlement decided(MessageId message, Closure closure) {
        return step("decided", store -> store.decided(message, closure));
    }

    @Override
    public Settlement told(MessageId settlement, Told word) {
        return step("told", store -> store.told(settlement, word));
    }

    @Override
    public Settlement confirmed(Confirmation confirmation) {
        return step("confirmed", store -> store.confirmed(confirmation));
    }

    @Override
    public Settlement closed(Closure closure) {
        return step("closed", store -> store.closed(closure));
    }

    @Override
    public void remember(PersonSnapshot snapshot) {
        change("remember", store -> store.remember(snapshot));
    }

    @Override
    public void countersigned(JournalHead head, Bytes evidence) {
        change("countersigned", store -> store.countersigned(head, evidence));
    }

    @Override
    public void quarantined(String reason) {
        change("quarantined", store -> store.quarantined(reason));
    }

    @Override
    public void released() {
        change("released", InMemoryStore::released);
    }

    @Override
    public Optional<Settlement> find(MessageId settlement) {
        return read().find(settlement);
    }

    @Override
    public Optional<Settlement> findByKey(IdempotencyKey key) {
        return read().findByKey(key);
    }

    @Override
    public List<Settlement> latest(int limit) {
        return read().latest(limit);
    }

    @Override
    public List<Settlement> followUps(int limit) {
        return read().followUps(limit);
    }

    @Override
    public List<Settlement> ofDay(LocalDate day) {
        return read().ofDay(day);
    }

    @Override
    public List<Journalled> inOrder(long after, int limit) {
        return read().inOrder(after, limit);
    }

    @Override
    public synchronized Optional<String> refusesBecause() {
        requireAlive();
        return Optional.ofNullable(refuses);
    }

    @Override
    public List<OutboxEntry> entries(int limit) {
        return read().entries(limit);
    }

    @Override
    public List<OutboxEntry> inTurn(int limit) {
        return read().inTurn(limit);
    }

    @Override
    public List<OutboxEntry> inDoubt(int limit) {
        return read().inDoubt(limit);
    }

    @Override
    public Optional<OutboxEntry> entry(MessageId message) {
        return read().entry(message);
    }

    @Override
    public boolean holdsFor(String psnNo) {
        return read().holdsFor(psnNo);
    }

    @Override
    public boolean holdsFor(String psnNo, MessageId besides) {
        return read().holdsFor(psnNo, besides);
    }

    @Override
    public List<OutboxEntry> ofSettlement(MessageId settlement) {
        return read().ofSettlement(settlement);
    }

    @Override
    public QueueStanding standing(int attempts) {
        return read().standing(attempts);
    }

    @Override
    public Amount unanswered() {
        return read().unanswered();
    }

    @Override
    public Amount unanswered(String psnNo, LocalDate day) {
        return read().unanswered(psnNo, day);
    }

    @Override
    public int size() {
        return read().size();
    }

    @Override
    public Optional<PersonSnapshot> findByIdentityNumber(String identityNumber) {
        return read().findByIdentityNumber(identityNumber);
    }

    @Override
    public Optional<PersonSnapshot> findByPsnNo(String psnNo) {
        return read().findByPsnNo(psnNo);
    }

    @Override
    public JournalHead head() {
        return read().head();
    }

    @Override
    public JournalVerification verify() {
        return read().verify();
    }

    @Override
    public Optional<Bytes> countersignature(JournalHead head) {
        return read().countersignature(head);
    }

    @Override
    public JournalHead base() {
        return read().base();
    }

    @Override
    public JournalProof proof(JournalHead from, int most) {
        return read().proof(from, most);
    }

    @Override
    public Optional<String> quarantine() {
        return read().quarantine();
    }
}
