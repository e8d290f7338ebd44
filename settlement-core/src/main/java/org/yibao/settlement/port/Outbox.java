package org.yibao.settlement.port;

import java.util.List;
import org.yibao.settlement.OutboxEntry;

/** The messages that wait for the platform's word. Any thread may read it. */
public interface Outbox {
    /** The oldest entries, in the order of their acceptance, those set aside included. */
    List<OutboxEntry> entries(int limit);

    /** Whether a message of this person waits, set aside or not. */
    boolean holdsFor(String psnNo);

    /** @return how many entries wait, those set aside included */
    int size();
}
