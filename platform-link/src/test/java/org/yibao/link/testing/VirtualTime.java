package org.yibao.link.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes from event to event; those of one instant happen in the order in which they were planned. */
public final class VirtualTime implements InstantSource {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Instant now;
    private long planned;

    private record Event(Instant at, long number, Runnable run) {}

    public VirtualTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Plans an event; at once where its instant has passed. */
    public void at(Instant when, Runnable run) {
        events.add(new Event(when.isBefore(now) ? now : when, planned++, run));
    }

    public void after(Duration delay, Runnable run) {
        at(now.plus(delay), run);
    }

    /**
     * Lets the next event happen, unless it is later than {@code end}.
     *
     * @return whether one did; if not, it is {@code end}
     */
    public boolean step(Instant end) {
        Event next = events.peek();
        if (next == null || next.at().isAfter(end)) {
            now = end;
            return false;
        }
        events.remove();
        now = next.at();
        next.run().run();
        return true;
    }
}
