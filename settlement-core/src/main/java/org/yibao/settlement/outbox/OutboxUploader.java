package org.yibao.settlement.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/**
 * Decides what goes to the platform next and what an answer means. Messages of one person and of one settlement
 * go one after the other, in the order of their acceptance; those of different persons go side by side. A message
 * that was set aside holds back only what belongs to its own settlement.
 *
 * <p>An engine: no thread, no clock, no I/O. One thread calls it.
 */
public final class OutboxUploader {
    private static final int DOUBLINGS_MAX = 16;
    private static final double JITTER_LOW = 0.5;

    private final UploadLimits limits;
    private final RandomGenerator random;
    private final Set<MessageId> inFlight = new HashSet<>();
    private final Set<MessageId> triedSinceLineUp = new HashSet<>();

    public OutboxUploader(UploadLimits limits, RandomGenerator random) {
        this.limits = limits;
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
        List<OutboxEntry> chosen = new ArrayList<>();
        Set<String> busyPersons = new HashSet<>();
        Set<MessageId> heldBack = new HashSet<>();
        for (OutboxEntry entry : waiting) {
            if (entry.setAside() || heldBack.contains(entry.settlement())) {
                heldBack.add(entry.settlement());
                continue;
            }
            if (inFlight.size() >= limits.inFlightMax()) {
                break;
            }
            boolean first = busyPersons.add(entry.person());
            if (first && isDue(entry, now) && inFlight.add(entry.message().id())) {
                triedSinceLineUp.add(entry.message().id());
                chosen.add(entry);
            }
        }
        return chosen;
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
