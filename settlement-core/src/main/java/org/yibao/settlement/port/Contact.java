package org.yibao.settlement.port;

import java.time.Instant;
import java.util.Optional;

/** How long the terminal has been out of touch with the platform. Any thread may ask. */
public interface Contact {
    /** When the platform last answered; empty when that is not known. */
    Optional<Instant> last();

    /**
     * Whether it is long since the platform said that the stop list at hand is its newest.
     *
     * @throws StoreException when the directory cannot be read
     */
    boolean stopListStale();
}
