package org.yibao.settlement.port;

import java.time.LocalDateTime;
import org.yibao.settlement.MessageId;

/**
 * Gives message ids. The last id given is durable before it is returned, so that neither a restart nor a clock
 * step ever repeats one. Any thread may call it.
 */
public interface MessageIds {
    /** @throws StoreException when the mark could not be made durable */
    MessageId next(LocalDateTime now);
}
