package org.yibao.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.Intervention;
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
 * One step of a settlement's life: the content of one journal record. All other tables are what the steps lead
 * to, so that a walk through the journal can say what they must hold.
 */
sealed interface Step {
    /** Whose life it is. */
    MessageId settlement();

    Kind kind();

    /** The settlement after this step; {@code before} is empty for the first. */
    Settlement appliedTo(Optional<Settlement> before);

    /** The message that waits for the platform from this step on. */
    default Optional<SignedMessage> queued() {
        return Optional.empty();
    }

    /** The messages that no longer wait after this step. */
    default List<MessageId> ended() {
        return List.of();
    }

    /** The till's key that this step uses up. */
    default Optional<IdempotencyKey> key() {
        return Optional.empty();
    }

    /** The person after this step. */
    default Optional<PersonSnapshot> moved() {
        return Optional.empty();
    }

    /** How a journal record names its content; a name that was written once keeps its meaning. */
    enum Kind {
        ACCEPTED(Accepted.class),
        VOIDED(Voided.class),
        REVERSING(Reversing.class),
        TOLD(CounterTold.class),
        ANSWERED(Answered.class),
        CLOSED(Closed.class),
        CONFIRMED(Confirmed.class),
        INTERVENED(Intervened.class),
        DECIDED(Decided.class),
        HANDED_OVER(HandedOver.class),
        TAKEN_OVER(TakenOver.class),
        RESENT(Resent.class);

        private final Class<? extends Step> content;

        Kind(Class<? extends Step> content) {
            this.content = content;
        }

        /**
         * Whether a record of this name holds a message for the platform, as the first. One that was taken over names its
         * place in the journal of the terminal that made it.
         */
        static boolean queues(String name) {
            return name.equals(ACCEPTED.name()) || name.equals(VOIDED.name()) || name.equals(REVERSING.name());
        }

        Class<? extends Step> content() {
            return content;
        }
    }

    private static Settlement existing(Optional<Settlement> before, MessageId id) {
        return before.orElseThrow(() -> new IllegalTransitionException("no settlement " + id));
    }

    record Accepted(Sale sale, SignedMessage message, PersonSnapshot after) implements Step {
        @Override
        public MessageId settlement() {
            return sale.id();
        }

        @Override
        public Kind kind() {
            return Kind.ACCEPTED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            if (before.isPresent()) {
                throw new IllegalTransitionException("recorded before: " + sale.id());
            }
            return Settlement.recorded(sale);
        }

        @Override
        public Optional<SignedMessage> queued() {
            return Optional.of(message);
        }

        @Override
        public Optional<IdempotencyKey> key() {
            return Optional.of(sale.key());
        }

        @Override
        public Optional<PersonSnapshot> moved() {
            return Optional.of(after);
        }
    }

    record Voided(Cancellation cancellation, SignedMessage message, PersonSnapshot after) implements Step {
        @Override
        public MessageId settlement() {
            return cancellation.settlement();
        }

        @Override
        public Kind kind() {
            return Kind.VOIDED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement()).voidedBy(cancellation);
        }

        @Override
        public Optional<SignedMessage> queued() {
            return Optional.of(message);
        }

        @Override
        public Optional<IdempotencyKey> key() {
            return Optional.of(cancellation.key());
        }

        @Override
        public Optional<PersonSnapshot> moved() {
            return Optional.of(after);
        }
    }

    record Reversing(Reversal reversal, SignedMessage message, PersonSnapshot after) implements Step {
        @Override
        public MessageId settlement() {
            return reversal.settlement();
        }

        @Override
        public Kind kind() {
            return Kind.REVERSING;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement()).reversing(reversal);
        }

        @Override
        public Optional<SignedMessage> queued() {
            return Optional.of(message);
        }

        @Override
        public List<MessageId> ended() {
            return List.of(settlement());
        }

        @Override
        public Optional<PersonSnapshot> moved() {
            return Optional.of(after);
        }
    }

    record CounterTold(MessageId settlement, Told word) implements Step {
        @Override
        public Kind kind() {
            return Kind.TOLD;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement).toldCounter(word);
        }
    }

    /** @param message the one that was answered: the settlement's own, its void's or its reversal's */
    record Answered(
            MessageId settlement,
            MessageId message,
            PlatformAnswer answer,
            Bytes evidence,
            @Nullable PersonSnapshot after)
            implements Step {
        @Override
        public Kind kind() {
            return Kind.ANSWERED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement).answeredBy(message, answer);
        }

        @Override
        public List<MessageId> ended() {
            return List.of(message);
        }

        @Override
        public Optional<PersonSnapshot> moved() {
            return Optional.ofNullable(after);
        }
    }

    record Confirmed(Confirmation confirmation) implements Step {
        @Override
        public MessageId settlement() {
            return confirmation.settlement();
        }

        @Override
        public Kind kind() {
            return Kind.CONFIRMED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement()).confirmedBy(confirmation);
        }
    }

    /** Moves no settlement: it is kept for who did it and why. */
    record Intervened(MessageId settlement, Intervention intervention) implements Step {
        @Override
        public Kind kind() {
            return Kind.INTERVENED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement);
        }
    }

    /** @param ended all messages of the settlement that waited */
    record Decided(Closure closure, List<MessageId> ended) implements Step {
        public Decided {
            ended = List.copyOf(ended);
        }

        @Override
        public MessageId settlement() {
            return closure.settlement();
        }

        @Override
        public Kind kind() {
            return Kind.DECIDED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement()).decidedBy(closure);
        }
    }

    /** @param message as the record holds it that made it */
    record Resent(MessageId settlement, Resubmission resubmission, SignedMessage message) implements Step {
        @Override
        public Kind kind() {
            return Kind.RESENT;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement).resent(message.id());
        }

        @Override
        public Optional<SignedMessage> queued() {
            return Optional.of(message);
        }
    }

    record Closed(Closure closure) implements Step {
        @Override
        public MessageId settlement() {
            return closure.settlement();
        }

        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement()).closedBy(closure);
        }
    }

    /**
     * What waited of it goes to another terminal.
     *
     * @param messages all that waited
     * @param receiver the other terminal's name
     * @param evacuation digest of the {@link Evacuation}
     */
    record HandedOver(MessageId settlement, List<MessageId> messages, String receiver, String evacuation)
            implements Step {
        public HandedOver {
            messages = List.copyOf(messages);
        }

        @Override
        public Kind kind() {
            return Kind.HANDED_OVER;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            return existing(before, settlement).handedOver();
        }

        @Override
        public List<MessageId> ended() {
            return messages;
        }
    }

    /**
     * A settlement of another terminal with a message that waits for it; one record for each message.
     *
     * @param taken as it stood there
     * @param evacuation digest of the {@link Evacuation} that brought it
     * @param after the person as the other terminal knew them, null where this one knew them as well
     */
    record TakenOver(
            Settlement taken,
            SignedMessage message,
            String evacuation,
            @Nullable PersonSnapshot after) implements Step {
        @Override
        public MessageId settlement() {
            return taken.id();
        }

        @Override
        public Kind kind() {
            return Kind.TAKEN_OVER;
        }

        @Override
        public Settlement appliedTo(Optional<Settlement> before) {
            if (before.isPresent() && !before.get().equals(taken)) {
                throw new IllegalTransitionException("recorded before: " + taken.id());
            }
            return taken;
        }

        @Override
        public Optional<SignedMessage> queued() {
            return Optional.of(message);
        }

        @Override
        public Optional<PersonSnapshot> moved() {
            return Optional.ofNullable(after);
        }
    }
}
