package org.yibao.settlement.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.yibao.benefit.Amount;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.service.OfflineLimits;

/** Limits and contact for counters that sell with the line down. */
public final class Offline {
    private static final Amount PLENTY = Amount.ofFen(100_000_000);

    private Offline() {}

    /** Limits of which only these two are ever reached. */
    public static OfflineLimits limits(Amount perSale, Duration snapshotAge) {
        return limits(perSale, PLENTY, PLENTY, snapshotAge);
    }

    public static OfflineLimits limits(Amount perSale, Amount perPersonDay, Amount terminal, Duration snapshotAge) {
        return new OfflineLimits(
                true, perSale, perPersonDay, terminal, snapshotAge, Duration.ofDays(3), Set.of("02"), Set.of(), false);
    }

    /** @param last when the platform last answered */
    public record KnownContact(Optional<Instant> last, boolean stopListStale) implements Contact {
        /** The platform answered just now, whenever that is. */
        public static final Contact NOW = new KnownContact(Optional.of(Instant.MAX), false);
    }
}
