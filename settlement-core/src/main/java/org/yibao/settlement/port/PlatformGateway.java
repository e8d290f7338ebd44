package org.yibao.settlement.port;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;

/**
 * The central platform, as far as the terminal can tell. Faults of the line become results here, once; no stage
 * completes exceptionally. Any thread may call it; stages complete on a thread of the link, so that what follows
 * must not block.
 */
public interface PlatformGateway {
    /** Whether messages leave right now. */
    boolean online();

    /** Sends a stored message; the same bytes under the same id, however often. */
    CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline);

    /**
     * Asks what the platform holds of a stored message (5203); moves nothing there, and is no try of the message. Of a
     * reversal it asks for what the reversal names, which says more than whether the reversal came.
     */
    CompletionStage<Statement> inquire(SignedMessage about, Duration deadline);

    /**
     * Asks who presents a credential (1101): person, balance and this year's accumulators.
     *
     * @param id of the query's message
     */
    CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline);

    /** What became of a message. */
    sealed interface Delivery {
        /** @param evidence the signed bytes of the answer */
        record Answered(PlatformAnswer answer, Bytes evidence) implements Delivery {}

        /**
         * The platform holds other content under this id: an alarm that no retry mends.
         *
         * @param code the platform's own
         */
        record Conflict(String code, String text) implements Delivery {}

        /**
         * The platform could not read it, and says nothing of whether it was booked under this id.
         *
         * @param code the platform's own
         */
        record Unreadable(String code, String text) implements Delivery {}

        /** No line takes these bytes as they are: nothing left, and no retry mends it. */
        record Unsendable(String reason) implements Delivery {}

        /** Nothing left the terminal. */
        record Unreachable(String reason) implements Delivery {}

        /** The bytes may have arrived; no answer that can be trusted came. */
        record OutcomeUnknown(String reason) implements Delivery {}
    }

    /** What the platform states of a message, by its id and the digest of its content. */
    sealed interface Statement {
        /**
         * What became of it; the message is answered by this.
         *
         * @param evidence the signed statement
         */
        record Decided(PlatformAnswer answer, Bytes evidence) implements Statement {}

        /** Nothing of it took effect, and the same bytes still may. */
        record Undecided() implements Statement {}

        /**
         * The platform holds other content under the id: an alarm, and no word on this message.
         *
         * @param digest of what it holds
         */
        record OtherContent(String digest) implements Statement {}

        /** Nothing that can be trusted came. */
        record Unheard(String reason) implements Statement {}
    }

    /** What the platform said of a credential. */
    sealed interface PersonReply {
        /** @param credential how a settlement names the proof */
        record Known(PersonSnapshot snapshot, Credential credential) implements PersonReply {}

        /** @param code the platform's own */
        record Refused(Reason reason, String code, String text) implements PersonReply {}

        record Unreachable(String reason) implements PersonReply {}
    }
    /** Why the platform names nobody. */
    enum Reason {
        PERSON_UNKNOWN,
        CREDENTIAL_NOT_ACCEPTED,
        OTHER
    }
}
