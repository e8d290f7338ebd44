package org.yibao.settlement.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/**
 * Decides what goes to the platform next and what an answer means. Messages of one person and of one settlement
 * go one after the other, in the order of their acceptance; those of different persons go side by side, first the
 * person with the first deadline, and of one deadline the one with most money at risk. A message that was set aside
 * holds back only what belongs to its own settlement.
 *
 * <p>An engine: no thread, no clock, no I/O. One thread calls it.
 */
public final class OutboxUploader {
    private static final int DOUBLINGS_MAX = 16;
    private static final double JITTER_LOW = 0.5;

    private final UploadLimits limits;
    private final TimeLimits deadlines;
    private final RandomGenerator random;
    private final Set<MessageId> inFlight = new HashSet<>();
    private final Set<MessageId> triedSinceLineUp = new HashSet<>();

    public OutboxUploader(UploadLimits limits, TimeLimits deadlines, RandomGenerator random) {
        this.limits = limits;
        this.deadlines = deadlines;
        this.random = random;
    }

    /** What to do after a message's delivery ended. */
    public sealed interface Verdict {
        record Store(PlatformAnswer answer, Bytes evidence) implements Verdict {}

        record TryAgain(Instant next, String fault, boolean mayHaveArrived) implements Verdict {}

        record SetAside(String fault) implements Verdict {}
    }

    /**
     * The entries to send at {@code now}, which count as in flight until {@link #delivered}.
     *
     * @param waiting all entries that wait, in the order of their acceptance
     */
    public List<OutboxEntry> toSend(Instant now, List<OutboxEntry> waiting) {
        int room = limits.inFlightMax() - inFlight.size();
        if (room <= 0) {
            return List.of();
        }
        List<OutboxEntry> chosen = persons(waiting).stream()
                .filter(person -> !inFlight.contains(person.next().message().id()))
                .filter(person -> isDue(person.next(), now))
                .sorted(Person.MOST_URGENT_FIRST)
                .limit(room)
                .map(Person::next)
                .toList();
        for (OutboxEntry entry : chosen) {
            inFlight.add(entry.message().id());
            triedSinceLineUp.add(entry.message().id());
        }
        return chosen;
    }

    /**
     * What waits of one person.
     *
     * @param next whose turn it is
     * @param lastDay the first deadline of all of them: those that come first hold up the others
     * @param atRisk the most of one of them
     */
    private record Person(OutboxEntry next, LocalDate lastDay, Amount atRisk) {
        static final Comparator<Person> MOST_URGENT_FIRST = Comparator.comparing(Person::lastDay)
                .thenComparing(Person::atRisk, Comparator.reverseOrder())
                .thenComparing(person -> person.next().sequence());

        Person with(Person later) {
            return new Person(
                    next,
                    later.lastDay.isBefore(lastDay) ? later.lastDay : lastDay,
                    later.atRisk.compareTo(atRisk) > 0 ? later.atRisk : atRisk);
        }
    }

    private Collection<Person> persons(List<OutboxEntry> waiting) {
        Map<String, Person> persons = new LinkedHashMap<>();
        Set<MessageId> heldBack = new HashSet<>();
        Set<MessageId> sales =
                waiting.stream().map(entry -> entry.message().id()).collect(Collectors.toSet());
        for (OutboxEntry entry : waiting) {
            if (entry.setAside() || heldBack.contains(entry.settlement())) {
                heldBack.add(entry.settlement());
                continue;
            }
            boolean undoesWaiting =
                    !entry.message().id().equals(entry.settlement()) && sales.contains(entry.settlement());
            if (undoesWaiting && !persons.containsKey(entry.person())) {
                // Its sale was queued again after it, and goes first.
                continue;
            }
            Person alone = new Person(entry, deadlines.of(entry).lastDay(), entry.atRisk());
            persons.merge(entry.person(), alone, Person::with);
        }
        return persons.values();
    }

    private boolean isDue(OutboxEntry entry, Instant now) {
        // A try further away than any delay was set by a clock that has been put back since.
        boolean waited = !entry.nextAttempt().isAfter(now);
        boolean clockPutBack = entry.nextAttempt().isAfter(now.plus(limits.delayMax()));
        return waited
                || clockPutBack
                || !triedSinceLineUp.contains(entry.message().id());
    }

    /** The delivery of {@code entry} ended; {@code attempts} counts it. */
    public Verdict delivered(Instant now, OutboxEntry entry, Delivery delivery) {
        MessageId id = entry.message().id();
        inFlight.remove(id);
        Verdict verdict = judged(now, entry, delivery);
        if (!(verdict instanceof Verdict.TryAgain)) {
            triedSinceLineUp.remove(id);
        }
        return verdict;
    }

    /** A chosen entry must not go: it no longer waits, or is set aside. */
    public void withdrawn(MessageId message) {
        inFlight.remove(message);
        triedSinceLineUp.remove(message);
    }

    private Verdict judged(Instant now, OutboxEntry entry, Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            return new Verdict.Store(answered.answer(), answered.evidence());
        }
        if (delivery instanceof Delivery.Conflict conflict) {
            return new Verdict.SetAside(conflict.code() + " " + conflict.text());
        }
        if (delivery instanceof Delivery.Unreadable unreadable) {
            return new Verdict.SetAside(unreadable.code() + " " + unreadable.text());
        }
        if (delivery instanceof Delivery.Unsendable unsendable) {
            return new Verdict.SetAside(unsendable.reason());
        }
        Instant next = now.plus(delayAfter(entry.attempts() + 1));
        if (delivery instanceof Delivery.OutcomeUnknown unknown) {
            return new Verdict.TryAgain(next, unknown.reason(), true);
        }
        return new Verdict.TryAgain(next, ((Delivery.Unreachable) delivery).reason(), false);
    }

    /** How many messages it keeps in mind: those in flight, and those that wait for another try. */
    int remembered() {
        Set<MessageId> all = new HashSet<>(inFlight);
        all.addAll(triedSinceLineUp);
        return all.size();
    }

    /** The line came up: each entry may be tried once at once, whatever delay an earlier failure gave it. */
    public void lineUp() {
        triedSinceLineUp.clear();
    }

    private Duration delayAfter(int attempts) {
        long doubled = limits.firstDelay().toMillis() << Math.min(attempts - 1, DOUBLINGS_MAX);
        long bounded = Math.min(doubled, limits.delayMax().toMillis());
        return Duration.ofMillis((long) (bounded * (JITTER_LOW + random.nextDouble() * (1 - JITTER_LOW))));
    }
}
