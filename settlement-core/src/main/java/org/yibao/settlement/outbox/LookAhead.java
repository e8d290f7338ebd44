package org.yibao.settlement.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.port.Outbox;

/**
 * The front of the queue, read once: reading an entry opens and decodes it, which for a long queue would cost more than
 * sending it. What changed in the store since shows when an attempt is refused there, and is read anew then.
 *
 * <p>The outbox thread calls it.
 */
final class LookAhead {
    private final Outbox outbox;
    private final int most;
    private final Map<MessageId, OutboxEntry> front = new LinkedHashMap<>();
    private long last;
    private boolean more;
    private boolean stale = true;
    private boolean moved;

    /** @param most entries it holds */
    LookAhead(Outbox outbox, int most) {
        this.outbox = outbox;
        this.most = most;
    }

    /** The oldest entries in turn; fewer than half of what it holds only where no more wait. */
    List<OutboxEntry> entries() {
        if (stale) {
            front.clear();
            take(outbox.inTurn(most));
            stale = false;
        } else if (more && front.size() < most / 2) {
            take(outbox.inTurn(last, most - front.size()));
        }
        return new ArrayList<>(front.values());
    }

    private void take(List<OutboxEntry> read) {
        int room = most - front.size();
        for (OutboxEntry entry : read) {
            front.put(entry.message().id(), entry);
            last = entry.sequence();
        }
        more = read.size() == room;
    }

    /** The message no longer waits. */
    void ended(MessageId message) {
        front.remove(message);
        moved = true;
    }

    /** Entries are not what they were. */
    void changed() {
        stale = true;
    }

    /** Something was queued: it stands at the end, which is not looked at while more wait than this holds. */
    void grown() {
        stale |= !more;
    }

    /** Time passed. While the queue moves it is read on as it does; while nothing does, whatever holds it may have gone. */
    void idle() {
        stale |= !moved;
        moved = false;
    }
}
