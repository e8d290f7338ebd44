package org.yibao.settlement;

import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;

/**
 * A settlement as it stands: the sale, what the platform said, what the counter was told. Each method that
 * returns a settlement is one step of its life; a store applies exactly one within one durable commit.
 *
 * @param answer the platform's answer to the settlement message, null until it came
 * @param confirmation null unless an operator took the platform's other split
 * @param cancellation null unless it was voided
 * @param reversal null unless one was sent
 * @param closure null unless a difference was settled with the person, or a doubt was ended by hand
 */
public record Settlement(
        Sale sale,
        SettlementState state,
        Told told,
        @Nullable PlatformAnswer answer,
        @Nullable Confirmation confirmation,
        @Nullable Cancellation cancellation,
        @Nullable Reversal reversal,
        @Nullable Closure closure) {

    public static Settlement recorded(Sale sale) {
        return new Settlement(sale, SettlementState.RECORDED, Told.NOTHING, null, null, null, null, null);
    }

    public MessageId id() {
        return sale.id();
    }

    /** The split that counts: the platform's where it has spoken, the terminal's own before. */
    public BenefitBreakdown breakdown() {
        return answer instanceof PlatformAnswer.Booked booked
                ? booked.breakdown()
                : sale.quote().breakdown();
    }

    /** Whether the platform booked other amounts than the counter had confirmed. */
    public boolean differs() {
        return !breakdown().paysLike(sale.quote().breakdown());
    }

    /** What the person still owes (positive) or is owed (negative) in cash by the platform's split. */
    public Amount cashDifference() {
        return breakdown().psnCashPay().minus(sale.quote().breakdown().psnCashPay());
    }

    /** What funds and accounts pay of it, and somebody else would bear if the platform never heard of it. */
    public Amount atRisk() {
        BenefitBreakdown split = breakdown();
        return split.fundPaySumamt().plus(split.acctPay()).plus(split.acctMulaidPay());
    }

    /**
     * What is due from the person (positive) or to the person (negative) by the platform's late word on a sale that was
     * sold: the difference in cash, or of a refused sale all that neither fund nor account pays now.
     */
    public Amount due() {
        return switch (state) {
            case ADJUSTED -> cashDifference();
            case REJECTED -> breakdown().medfeeSumamt().minus(breakdown().psnCashPay());
            case RECORDED, SUBMITTED, IN_DOUBT, PROVISIONAL, ACKNOWLEDGED, REFUSED, REVERSED, VOIDED, HANDED_OVER ->
                Amount.ZERO;
        };
    }

    /**
     * Whether someone must still act: a difference to settle, a refused sale to follow up, a sale that the platform
     * booked and of which the counter heard nothing final, or a void or reversal that the platform refused although
     * it holds the sale.
     */
    public boolean needsFollowUp() {
        boolean due = state == SettlementState.ADJUSTED || state == SettlementState.REJECTED;
        return closure == null && (due || neverHeard() || voidRefused() || reversalRefused());
    }

    private boolean neverHeard() {
        boolean open = told == Told.NOTHING || told == Told.DIFFERENCE;
        return open && state == SettlementState.ACKNOWLEDGED;
    }

    private boolean voidRefused() {
        return cancellation != null
                && cancellation.answer() instanceof PlatformAnswer.Refused
                && !(answer instanceof PlatformAnswer.Refused);
    }

    private boolean reversalRefused() {
        return reversal != null && reversal.answer() instanceof PlatformAnswer.Refused;
    }

    /** Its bytes are about to leave. A settlement that was told already keeps its state. */
    public Settlement submitted() {
        return state == SettlementState.RECORDED ? in(SettlementState.SUBMITTED) : this;
    }

    /** Its bytes left and no answer came. */
    public Settlement doubted() {
        return state == SettlementState.SUBMITTED ? in(SettlementState.IN_DOUBT) : this;
    }

    /**
     * Whether it stands: not voided, not reversed and not refused. What does not stand gave back, when that was
     * recorded, what it had taken of the person's accumulators and accounts.
     */
    public boolean stands() {
        return cancellation == null && reversal == null && !(answer instanceof PlatformAnswer.Refused);
    }

    /** Whether it is sold, or about to be, and neither the platform nor an operator in its place has spoken of it. */
    public boolean unanswered() {
        return answer == null
                && closure == null
                && stands()
                && told != Told.NOT_MADE
                && state != SettlementState.HANDED_OVER;
    }

    /** Whether the platform's word proves nothing of it, its void or its reversal. */
    boolean withoutPlatform() {
        boolean sale = answer == null && reversal == null;
        boolean taken = cancellation != null && cancellation.answer() == null;
        boolean unmade = reversal != null && state == SettlementState.IN_DOUBT;
        return sale || taken || unmade;
    }

    /**
     * Whether it is not proved yet what became of it: the platform's word on it, its void or its reversal is still to
     * come, or its reversal was refused; and no operator decided without the platform. A day that ends over one names it.
     */
    public boolean isOpen() {
        return closure == null && state != SettlementState.HANDED_OVER && withoutPlatform();
    }

    /**
     * The platform's answer to the settlement's own message, its void's or its reversal's.
     *
     * @return null before it came, and for a message that is none of them
     */
    public @Nullable PlatformAnswer answerTo(MessageId message) {
        if (message.equals(id())) {
            return answer;
        }
        if (cancellation != null && cancellation.id().equals(message)) {
            return cancellation.answer();
        }
        return reversal != null && reversal.id().equals(message) ? reversal.answer() : null;
    }

    /**
     * The platform spoke on the settlement message, its void's or its reversal's. An answer that repeats the first
     * changes nothing; a refused reversal leaves the doubt open.
     *
     * @throws IllegalTransitionException when a different answer was stored before, or the message is none of them
     */
    public Settlement answeredBy(MessageId message, PlatformAnswer word) {
        if (message.equals(id())) {
            return answeredBy(word);
        }
        return cancellation != null && cancellation.id().equals(message)
                ? voidAnsweredBy(cancellation, word)
                : reversalAnsweredBy(message, word);
    }

    /**
     * The platform does not hold any more what it had booked, and the message goes again: its word on it is awaited
     * anew. What the counter was told stands.
     *
     * @throws IllegalTransitionException when the message was not booked, or the counter was told nothing final of it
     */
    public Settlement resent(MessageId message) {
        boolean sold = told == Told.DONE || told == Told.PROVISIONAL || state == SettlementState.VOIDED;
        if (message.equals(id()) && answer instanceof PlatformAnswer.Booked && sold) {
            // What was closed was closed for the first word; the second may leave something open of its own.
            return new Settlement(sale, state, told, null, confirmation, cancellation, reversal, null);
        }
        if (cancellation != null
                && cancellation.id().equals(message)
                && cancellation.answer() instanceof PlatformAnswer.Booked) {
            Cancellation open = cancellation.answeredBy(null);
            return new Settlement(sale, state, told, answer, confirmation, open, reversal, closure);
        }
        throw new IllegalTransitionException(message + " is not to be sent again");
    }

    private Settlement answeredBy(PlatformAnswer word) {
        if (answer != null) {
            return repeated(answer, word);
        }
        // What an operator decided or closed before gives way to a late word that leaves something open.
        boolean opens = state == SettlementState.PROVISIONAL || word instanceof PlatformAnswer.Refused;
        Closure kept = opens ? null : closure;
        Settlement heard = new Settlement(sale, state, told, word, confirmation, cancellation, reversal, kept);
        return heard.in(heard.stateAfterAnswer(word));
    }

    private Settlement repeated(PlatformAnswer first, PlatformAnswer word) {
        if (first.equals(word)) {
            return this;
        }
        throw new IllegalTransitionException("a second, different answer for " + id());
    }

    private SettlementState stateAfterAnswer(PlatformAnswer word) {
        boolean booked = word instanceof PlatformAnswer.Booked;
        return switch (state) {
            case VOIDED, REVERSED, HANDED_OVER -> state;
            // Told "not made": only the reversal's answer ends the doubt.
            case IN_DOUBT -> told == Told.NOT_MADE && booked ? state : firstWord(booked);
            case PROVISIONAL -> provisionalAfter(booked);
            // The second word on what was uploaded again.
            case ACKNOWLEDGED -> confirmation != null && booked ? state : provisionalAfter(booked);
            case ADJUSTED -> booked ? state : SettlementState.REJECTED;
            case RECORDED, SUBMITTED, REFUSED, REJECTED -> firstWord(booked);
        };
    }

    private SettlementState provisionalAfter(boolean booked) {
        if (!booked) {
            return SettlementState.REJECTED;
        }
        return differs() ? SettlementState.ADJUSTED : SettlementState.ACKNOWLEDGED;
    }

    private static SettlementState firstWord(boolean booked) {
        return booked ? SettlementState.ACKNOWLEDGED : SettlementState.REFUSED;
    }

    /**
     * The counter is about to be told.
     *
     * @throws IllegalTransitionException when it was told something else that this does not follow
     */
    public Settlement toldCounter(Told word) {
        if (told == word) {
            return this;
        }
        boolean platformsWord = word == Told.DONE || word == Told.DIFFERENCE;
        if (platformsWord && !(answer instanceof PlatformAnswer.Booked)) {
            throw new IllegalTransitionException(id() + " is not booked");
        }
        boolean first = told == Told.NOTHING;
        // As it stands in journals that were written before the confirming operator was kept.
        boolean confirmed = told == Told.DIFFERENCE && word == Told.DONE;
        if (!first && !confirmed) {
            throw new IllegalTransitionException("the counter was told " + told + " of " + id() + ", not " + word);
        }
        SettlementState next = state;
        if (word == Told.PROVISIONAL) {
            next = SettlementState.PROVISIONAL;
        } else if (word == Told.NOT_MADE && answer == null && state != SettlementState.VOIDED) {
            next = SettlementState.IN_DOUBT;
        }
        return new Settlement(sale, state, word, answer, confirmation, cancellation, reversal, closure).in(next);
    }

    /**
     * An operator took the platform's split where it differs: sold, final.
     *
     * @throws IllegalTransitionException when the counter was not told of a difference last
     */
    public Settlement confirmedBy(Confirmation word) {
        if (told != Told.DIFFERENCE || state == SettlementState.VOIDED) {
            throw new IllegalTransitionException("nothing to confirm of " + id());
        }
        return new Settlement(sale, state, Told.DONE, answer, word, cancellation, reversal, closure);
    }

    /** @throws IllegalTransitionException when nothing was sold or it is voided already */
    public Settlement voidedBy(Cancellation taken) {
        // What was closed before was closed for the sale; the void may leave something open of its own.
        Settlement withVoid = new Settlement(sale, state, told, answer, confirmation, taken, reversal, null);
        if (state == SettlementState.VOIDED) {
            throw new IllegalTransitionException(id() + " is voided already");
        }
        return withVoid.in(SettlementState.VOIDED);
    }

    /**
     * The counter is about to be told that the sale is not made, and a reversal goes.
     *
     * @throws IllegalTransitionException when it was told otherwise, or a reversal went before
     */
    public Settlement reversing(Reversal sent) {
        Settlement unmade = toldCounter(Told.NOT_MADE);
        if (unmade.reversal != null || unmade.state != SettlementState.IN_DOUBT) {
            throw new IllegalTransitionException("no reversal for " + id() + " in " + state);
        }
        return new Settlement(sale, unmade.state, unmade.told, answer, confirmation, cancellation, sent, closure);
    }

    private Settlement voidAnsweredBy(Cancellation taken, PlatformAnswer word) {
        if (taken.answer() != null) {
            return repeated(taken.answer(), word);
        }
        return new Settlement(sale, state, told, answer, confirmation, taken.answeredBy(word), reversal, null);
    }

    private Settlement reversalAnsweredBy(MessageId message, PlatformAnswer word) {
        if (reversal == null || !reversal.id().equals(message)) {
            throw new IllegalTransitionException(id() + " has no message " + message);
        }
        if (reversal.answer() != null) {
            return repeated(reversal.answer(), word);
        }
        Settlement heard =
                new Settlement(sale, state, told, answer, confirmation, cancellation, reversal.answeredBy(word), null);
        boolean undone = word instanceof PlatformAnswer.Reversed && state == SettlementState.IN_DOUBT;
        return undone ? heard.in(SettlementState.REVERSED) : heard;
    }

    /**
     * Another terminal takes it over as it stands, with every message that waits for it.
     *
     * @throws IllegalTransitionException when no message of it can be waiting
     */
    public Settlement handedOver() {
        return in(SettlementState.HANDED_OVER);
    }

    /** @throws IllegalTransitionException when nothing is left to settle */
    public Settlement closedBy(Closure word) {
        if (!needsFollowUp()) {
            throw new IllegalTransitionException("nothing is open for " + id());
        }
        return new Settlement(sale, state, told, answer, confirmation, cancellation, reversal, word);
    }

    /**
     * An operator decided what the platform did not say: the doubt ends by hand, and nothing of it goes again.
     *
     * @throws IllegalTransitionException when nothing of it is open
     */
    public Settlement decidedBy(Closure word) {
        if (!isOpen()) {
            throw new IllegalTransitionException("nothing is in doubt of " + id());
        }
        return new Settlement(sale, state, told, answer, confirmation, cancellation, reversal, word);
    }

    private Settlement in(SettlementState next) {
        if (next == state) {
            return this;
        }
        if (!state.mayBecome(next)) {
            throw new IllegalTransitionException(id() + " cannot go from " + state + " to " + next);
        }
        return new Settlement(sale, next, told, answer, confirmation, cancellation, reversal, closure);
    }
}
