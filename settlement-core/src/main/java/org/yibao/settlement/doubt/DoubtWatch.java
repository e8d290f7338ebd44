package org.yibao.settlement.doubt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;

/**
 * Decides for which messages the platform is asked. How long a doubt lasts is counted from when it was seen here with
 * the line up: an outage makes no doubt older.
 *
 * <p>An engine: no thread, no clock, no I/O. One thread calls it.
 */
public final class DoubtWatch {
    private static final int DOUBLINGS_MAX = 16;

    private final InquiryLimits limits;
    private final Map<MessageId, Doubt> doubts = new HashMap<>();
    private final Set<MessageId> inFlight = new HashSet<>();

    /**
     * @param since when it was seen first
     * @param asked how often
     * @param next not asked before, once it was asked
     */
    private record Doubt(Instant since, int asked, Instant next) {}

    public DoubtWatch(InquiryLimits limits) {
        this.limits = limits;
    }

    /**
     * The entries to ask for at {@code now}, which count as in flight until {@link #answered}.
     *
     * @param inDoubt all that are, as {@link org.yibao.settlement.port.Outbox#inDoubt} gives them; others are forgotten
     */
    public List<OutboxEntry> toAsk(Instant now, List<OutboxEntry> inDoubt) {
        Set<MessageId> waiting = new HashSet<>();
        List<OutboxEntry> chosen = new ArrayList<>();
        for (OutboxEntry entry : inDoubt) {
            MessageId id = entry.message().id();
            waiting.add(id);
            Doubt doubt = doubts.computeIfAbsent(id, seen -> new Doubt(now, 0, now));
            boolean room = inFlight.size() < limits.inFlightMax();
            if (room && isDue(entry, doubt, now) && inFlight.add(id)) {
                chosen.add(entry);
            }
        }
        doubts.keySet().retainAll(waiting);
        return chosen;
    }

    private boolean isDue(OutboxEntry entry, Doubt doubt, Instant now) {
        boolean old = entry.setAside() || !now.isBefore(doubt.since().plus(limits.age()));
        return old && !now.isBefore(doubt.next());
    }

    /** An inquiry ended. What it left open is asked again, later each time. */
    public void answered(Instant now, MessageId message) {
        inFlight.remove(message);
        doubts.computeIfPresent(message, (id, doubt) -> {
            int asked = doubt.asked() + 1;
            return new Doubt(doubt.since(), asked, now.plus(delayAfter(asked)));
        });
    }

    /** The line came up, perhaps to a platform that was restored from a backup: what is old is asked again at once. */
    public void lineUp(Instant now) {
        doubts.replaceAll((id, doubt) -> new Doubt(doubt.since(), 0, now));
    }

    private Duration delayAfter(int asked) {
        Duration doubled = limits.again().multipliedBy(1L << Math.min(asked - 1, DOUBLINGS_MAX));
        return doubled.compareTo(limits.againMax()) < 0 ? doubled : limits.againMax();
    }
}
