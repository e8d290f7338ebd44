package org.yibao.settlement.doubt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;

/**
 * One sale between a counter, its terminal, the line and the platform. The terminal is the real uploader and the real
 * life of a settlement over a store that passes the store's contract; what the service tells the counter is done here
 * in its order. Times pass as they must for any retry to be due.
 */
final class World {
    private static final int MESSAGES_MAX = 3;
    private static final int DRAIN_ROUNDS_MAX = 20;
    private static final Duration LONGER_THAN_ANY_DELAY = Duration.ofDays(1);
    private static final Set<SettlementState> OPEN = EnumSet.of(
            SettlementState.RECORDED, SettlementState.SUBMITTED, SettlementState.IN_DOUBT, SettlementState.PROVISIONAL);
    private static final InMemoryStore IDS = new InMemoryStore(Sales.PHARMACY, 1);
    private static final Sale SALE = Sales.atPharmacy().made(IDS.next(Sales.MORNING), "sale");
    private static final MessageId VOID = IDS.next(Sales.MORNING);
    private static final MessageId REVERSAL = IDS.next(Sales.MORNING);

    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, MESSAGES_MAX);
    private final RulesOfThePlatform.Ruling ruling;
    private final RulesOfThePlatform platform;
    private final List<SignedMessage> requests = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Map<MessageId, OutboxEntry> inFlight = new LinkedHashMap<>();
    private OutboxUploader uploader = uploader();
    private Instant now = Instant.EPOCH;
    private int faults;

    /** @param word null where the platform could not read the message */
    private record Answer(MessageId message, @Nullable PlatformAnswer word) {}

    World(RulesOfThePlatform.Ruling ruling) {
        this.ruling = ruling;
        platform = new RulesOfThePlatform(SALE, ruling);
        store.accept(SALE, before -> Sales.message(SALE), Sales.after(SALE));
    }

    private static OutboxUploader uploader() {
        return new OutboxUploader(UploadLimits.DEFAULT, new Random(1));
    }

    /** @param faultsMax how many more than none may have happened */
    List<Move> possible(int faultsMax) {
        List<Move> moves = new ArrayList<>();
        add(moves, Move.Kind.SEND, 0, faultsMax);
        for (int at = 0; at < requests.size(); at++) {
            add(moves, Move.Kind.ARRIVE, at, faultsMax);
            add(moves, Move.Kind.LOSE_REQUEST, at, faultsMax);
            add(moves, Move.Kind.REPEAT_REQUEST, at, faultsMax);
            add(moves, Move.Kind.GARBLE_REQUEST, at, faultsMax);
        }
        for (int at = 0; at < answers.size(); at++) {
            add(moves, Move.Kind.HEAR, at, faultsMax);
            add(moves, Move.Kind.LOSE_ANSWER, at, faultsMax);
            add(moves, Move.Kind.REPEAT_ANSWER, at, faultsMax);
        }
        for (MessageId message : inFlight.keySet()) {
            Move.Kind kind = isOnTheLine(message) ? Move.Kind.GIVE_UP_TOO_EARLY : Move.Kind.GIVE_UP;
            if (faults + kind.faults <= faultsMax) {
                moves.add(new Move(kind, 0, message));
            }
        }
        add(moves, Move.Kind.CRASH, 0, faultsMax);
        counterMoves().forEach(kind -> add(moves, kind, 0, faultsMax));
        return moves;
    }

    private void add(Collection<Move> moves, Move.Kind kind, int at, int faultsMax) {
        if (faults + kind.faults <= faultsMax) {
            moves.add(new Move(kind, at, SALE.id()));
        }
    }

    private Set<Move.Kind> counterMoves() {
        Set<Move.Kind> moves = new LinkedHashSet<>();
        Settlement settlement = settlement();
        if (settlement.told() == Told.NOTHING) {
            moves.add(Move.Kind.TELL_OR_SELL_PROVISIONALLY);
            moves.add(Move.Kind.TELL_OR_REVERSE);
        }
        if (settlement.told() == Told.DIFFERENCE && settlement.state() != SettlementState.VOIDED) {
            moves.add(Move.Kind.CONFIRM);
        }
        if (settlement.state().mayBecome(SettlementState.VOIDED)) {
            moves.add(Move.Kind.VOID);
        }
        if (store.entries(MESSAGES_MAX).stream().anyMatch(OutboxEntry::setAside)) {
            moves.add(Move.Kind.RELEASE);
        }
        return moves;
    }

    private boolean isOnTheLine(MessageId message) {
        return requests.stream().anyMatch(request -> request.id().equals(message))
                || answers.stream().anyMatch(answer -> answer.message().equals(message));
    }

    void make(Move move) {
        now = now.plus(LONGER_THAN_ANY_DELAY);
        faults += move.kind().faults;
        switch (move.kind()) {
            case SEND -> send();
            case ARRIVE -> arrive(requests.remove(move.at()));
            case REPEAT_REQUEST -> arrive(requests.get(move.at()));
            case LOSE_REQUEST -> requests.remove(move.at());
            case GARBLE_REQUEST ->
                answers.add(new Answer(requests.remove(move.at()).id(), null));
            case HEAR -> hear(answers.remove(move.at()));
            case REPEAT_ANSWER -> hear(answers.get(move.at()));
            case LOSE_ANSWER -> answers.remove(move.at());
            case GIVE_UP, GIVE_UP_TOO_EARLY -> end(move.message(), new Delivery.OutcomeUnknown("no answer"));
            case CRASH -> crash();
            case TELL_OR_SELL_PROVISIONALLY -> tell(false);
            case TELL_OR_REVERSE -> tell(true);
            case CONFIRM -> store.confirmed(Sales.confirmation(SALE));
            case VOID -> takeBack();
            case RELEASE -> release();
        }
    }

    private void send() {
        for (OutboxEntry entry : uploader.toSend(now, store.inTurn(MESSAGES_MAX))) {
            store.attempted(entry.message().id(), now);
            inFlight.put(entry.message().id(), entry);
            requests.add(entry.message());
        }
    }

    private void arrive(SignedMessage request) {
        answers.add(new Answer(request.id(), platform.answerTo(request)));
    }

    /** An answer that nobody waits for any more is dropped by the session. */
    private void hear(Answer answer) {
        if (inFlight.containsKey(answer.message())) {
            PlatformAnswer word = answer.word();
            end(
                    answer.message(),
                    word == null
                            ? new Delivery.Unreadable("MESSAGE_MALFORMED", "")
                            : new Delivery.Answered(word, Sales.evidence("answer")));
        }
    }

    private void end(MessageId message, Delivery delivery) {
        OutboxEntry entry = Objects.requireNonNull(inFlight.remove(message));
        OutboxUploader.Verdict verdict = uploader.delivered(now, entry, delivery);
        if (verdict instanceof OutboxUploader.Verdict.Store word) {
            store.answered(message, word.answer(), word.evidence(), null);
        } else if (verdict instanceof OutboxUploader.Verdict.TryAgain again) {
            store.postponed(message, again.next(), again.fault(), again.mayHaveArrived());
        } else {
            store.setAside(message, ((OutboxUploader.Verdict.SetAside) verdict).fault());
        }
    }

    private void crash() {
        uploader = uploader();
        inFlight.clear();
        answers.clear();
    }

    /** As the service does when the platform spoke or its patience ends. */
    private void tell(boolean reverse) {
        Settlement known = settlement();
        boolean aside = store.entry(SALE.id()).filter(OutboxEntry::setAside).isPresent();
        if (known.told() != Told.NOTHING) {
            return;
        }
        if (known.state() == SettlementState.VOIDED) {
            store.told(SALE.id(), Told.NOT_MADE);
        } else if (known.answer() instanceof PlatformAnswer.Booked) {
            store.told(SALE.id(), known.differs() ? Told.DIFFERENCE : Told.DONE);
        } else if (known.answer() != null) {
            store.told(SALE.id(), Told.NOT_MADE);
        } else if (reverse || aside) {
            var reversal = Sales.reversal(SALE, REVERSAL);
            store.reversing(reversal, before -> Sales.message(reversal), SALE.person());
        } else {
            store.told(SALE.id(), Told.PROVISIONAL);
        }
    }

    private void takeBack() {
        var cancellation = Sales.cancellation(SALE, VOID, "void");
        store.voided(cancellation, before -> Sales.message(cancellation), SALE.person());
    }

    private void release() {
        for (OutboxEntry entry : store.entries(MESSAGES_MAX)) {
            if (entry.setAside()) {
                var released = new Intervention(
                        entry.message().id(), Intervention.Kind.RELEASED, Sales.CASHIER, Sales.MORNING, "");
                store.intervened(released, now);
            }
        }
    }

    private Settlement settlement() {
        return store.find(SALE.id()).orElseThrow();
    }

    /** Two worlds with one of these go on alike; how often something was tried decides nothing but times. */
    String standing() {
        Settlement own = settlement();
        return String.join(
                ";",
                List.of(
                        own.state() + " " + own.told() + " " + kind(own.answer()) + " " + (own.confirmation() != null),
                        own.cancellation() == null
                                ? ""
                                : "V" + kind(own.cancellation().answer()),
                        own.reversal() == null ? "" : "R" + kind(own.reversal().answer()),
                        store.entries(MESSAGES_MAX).stream()
                                .map(entry -> entry.message().id().value() + entry.setAside())
                                .toList()
                                .toString(),
                        inFlight.keySet().toString(),
                        requests.stream()
                                .map(request -> request.id().value())
                                .sorted()
                                .toList()
                                .toString(),
                        answers.stream()
                                .map(answer -> answer.message().value() + kind(answer.word()))
                                .sorted()
                                .toList()
                                .toString(),
                        platform.standing(),
                        String.valueOf(faults)));
    }

    private static String kind(@Nullable PlatformAnswer word) {
        return word == null ? "-" : word.getClass().getSimpleName();
    }

    /** What is wrong whatever happens next; empty when nothing is. */
    String wrongNow() {
        Settlement own = settlement();
        boolean voidBooked = own.cancellation() != null && own.cancellation().answer() instanceof PlatformAnswer.Booked;
        boolean heardBooked = own.state() == SettlementState.ACKNOWLEDGED || own.state() == SettlementState.ADJUSTED;
        if (platform.booked() > 1) {
            return "booked twice";
        }
        if (own.told() == Told.DONE && own.stands() && !platform.stands()) {
            return "told done, and not booked";
        }
        if (heardBooked && !platform.stands()) {
            return "taken for booked, and not booked";
        }
        if (own.state() == SettlementState.REVERSED && platform.stands()) {
            return "taken for reversed, and booked";
        }
        boolean refused = own.state() == SettlementState.REFUSED || own.state() == SettlementState.REJECTED;
        if (refused && platform.stands()) {
            return "taken for refused, and booked";
        }
        return voidBooked && platform.entry() != RulesOfThePlatform.Entry.VOIDED
                ? "taken for voided, and not voided"
                : "";
    }

    /** The line is good from here on and everyone does their part: what is wrong when all is quiet. */
    String wrongInTheEnd() {
        for (int round = 0; round < DRAIN_ROUNDS_MAX; round++) {
            now = now.plus(LONGER_THAN_ANY_DELAY);
            release();
            tell(false);
            while (!requests.isEmpty()) {
                arrive(requests.remove(0));
            }
            while (!answers.isEmpty()) {
                hear(answers.remove(0));
            }
            List.copyOf(inFlight.keySet()).forEach(message -> end(message, new Delivery.OutcomeUnknown("no answer")));
            send();
            if (store.size() == 0) {
                return wrongAtRest();
            }
        }
        return "a doubt without a way out";
    }

    private String wrongAtRest() {
        Settlement own = settlement();
        if (OPEN.contains(own.state())) {
            return "still in doubt with nothing under way";
        }
        boolean sold = own.stands() && own.told() != Told.NOT_MADE;
        if (sold != platform.stands() && !own.needsFollowUp()) {
            return sold ? "sold, and not booked, and nobody is told" : "not sold, and booked, and nobody is told";
        }
        boolean sameSplit = ruling != RulesOfThePlatform.Ruling.BOOKS_OTHERWISE;
        return platform.stands() && own.differs() == sameSplit ? "the books differ in the split" : wrongNow();
    }
}
