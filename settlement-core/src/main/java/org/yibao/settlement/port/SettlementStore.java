package org.yibao.settlement.port;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;

/**
 * The durable memory of what was sold. Every method that changes something is one atomic durable step: it is
 * wholly on disk when the method returns, and not at all when it throws. No transaction crosses this wall. A step
 * that moves a settlement uses {@link Settlement}'s own transitions and appends one record to the journal.
 *
 * <p>A message that a step queues is made within the step, from the journal's head that its record will follow: a
 * record holds its message, so that the message can name its place and not its own record. What its maker throws
 * undoes the step. It may be made on another caller's thread, while its own waits: its maker must not wait for
 * anything that the caller holds.
 *
 * <p>Any thread may call it; steps happen one after the other.
 *
 * <p>All methods throw {@link StoreException} when the disk refuses and
 * {@link IllegalTransitionException} when the life of a settlement has no such step.
 */
public interface SettlementStore {
    /**
     * Records a sale: journal, outbox, the till's key and the person's moved snapshot in one commit. From here
     * it cannot be lost.
     *
     * @param after the person after this sale
     * @throws DuplicateKeyException when the key was used before, for a sale or a void
     * @throws QueueFullException when the outbox is at its limit
     */
    Settlement accept(Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after);

    /**
     * Records a void and queues its message behind its settlement's; {@code after} gives back what the sale took.
     *
     * @throws DuplicateKeyException when the key was used before
     * @throws QueueFullException when the outbox is at its limit
     */
    Settlement voided(Cancellation cancellation, Function<JournalHead, SignedMessage> message, PersonSnapshot after);

    /** Records a reversal and queues its message; its settlement's own message is not sent again. */
    Settlement reversing(Reversal reversal, Function<JournalHead, SignedMessage> message, PersonSnapshot after);

    /**
     * Counts an attempt before the bytes leave: {@link Settlement#submitted()}. No journal record.
     *
     * @throws IllegalTransitionException when the message no longer waits, is set aside, or undoes a sale whose own
     *     message waits: its bytes must not leave
     */
    void attempted(MessageId message, Instant now);

    /**
     * The same of several, in one step where the store can.
     *
     * @return those whose bytes may leave; the others no longer wait or are set aside
     */
    default Set<MessageId> attempted(Collection<MessageId> messages, Instant now) {
        Set<MessageId> mayLeave = new HashSet<>();
        for (MessageId message : messages) {
            try {
                attempted(message, now);
                mayLeave.add(message);
            } catch (IllegalTransitionException noLongerInTurn) {
                // It is not among those returned.
            }
        }
        return mayLeave;
    }

    /**
     * The bytes left and no answer came: {@link Settlement#doubted()}; the next try is not before {@code next}. No
     * journal record. Changes nothing when the message no longer waits, because an answer or a reversal overtook it;
     * the same holds for {@link #setAside}.
     */
    void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived);

    /** Takes a message out of its turn until an operator releases it. No journal record. */
    void setAside(MessageId message, String fault);

    /**
     * An operator takes a message out of its turn or puts it back. A journal record of its settlement, which it does
     * not move.
     *
     * @param next a released message is not tried before
     * @throws IllegalTransitionException when the message does not wait, or is where it was put
     *     already
     */
    Settlement intervened(Intervention intervention, Instant next);

    /**
     * The platform's verified answer to a settlement, void or reversal message; ends its outbox entry and moves the
     * person in the same commit. An answer that repeats the first changes nothing, neither the person.
     *
     * @param evidence the signed bytes of the answer, kept with the record
     * @param after the person after this answer, null when it does not move them
     */
    Settlement answered(MessageId message, PlatformAnswer answer, Bytes evidence, @Nullable PersonSnapshot after);

    /**
     * A message that the platform had booked goes again, in its own bytes: {@link Settlement#resent}. A journal record,
     * and an entry of the outbox after all that wait.
     *
     * @throws QueueFullException when the outbox is at its limit
     */
    Settlement resent(Resubmission resubmission);

    /** What the counter is about to be told. */
    Settlement told(MessageId settlement, Told word);

    /** An operator takes the platform's other split. */
    Settlement confirmed(Confirmation confirmation);

    Settlement closed(Closure closure);

    /**
     * An operator ends a doubt by hand; ends the outbox entries of the settlement, whose messages never go again.
     *
     * @param message one that was set aside
     * @throws org.yibao.settlement.IllegalTransitionException when the message is not set aside
     */
    Settlement decided(MessageId message, Closure closure);

    Optional<Settlement> find(MessageId settlement);

    /** The settlement that a sale's or a void's key made. */
    Optional<Settlement> findByKey(IdempotencyKey key);

    /** Newest first. */
    List<Settlement> latest(int limit);

    /** Those with {@link Settlement#needsFollowUp()}, oldest first. */
    List<Settlement> followUps(int limit);

    /**
     * Those made or voided on a day, in the order in which they were made. The day is that of the sale's or the
     * void's message id, which never goes back with the clock.
     */
    List<Settlement> ofDay(LocalDate day);

    /**
     * A page of all settlements, in the order in which they were made.
     *
     * @param after number of the journal record of the last one seen; 0 for the first page
     * @param limit at most so many; fewer only at the end
     */
    List<Journalled> inOrder(long after, int limit);

    /**
     * Why every further step is refused until the store was checked and opened again, in words for a technician:
     * a commit that failed, damage, a journal that lost its end. Empty while steps are taken.
     */
    Optional<String> refusesBecause();
}
