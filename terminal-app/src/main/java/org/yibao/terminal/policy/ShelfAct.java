package org.yibao.terminal.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One line of the shelf's log: what somebody did with policy tables. */
public sealed interface ShelfAct {
    /** From 1, without gaps. */
    long number();

    /** Who did it, as the command line said. */
    String by();

    Instant at();

    /** Bundles concerned, in the order of their combination. */
    List<BundleVersion> bundles();

    /** A signed bundle came in; its publisher's certificate was valid then. */
    record Install(long number, BundleVersion bundle, String by, Instant at) implements ShelfAct {
        @Override
        public List<BundleVersion> bundles() {
            return List.of(bundle);
        }
    }

    /** From the day {@code on}, the bundles are the active ones. */
    record Activate(long number, List<BundleVersion> bundles, LocalDate on, String by, Instant at) implements ShelfAct {
        public Activate {
            bundles = List.copyOf(bundles);
        }
    }

    /**
     * An activation was taken back.
     *
     * @param takenBack number of the {@link Activate}
     * @param bundles active on the day {@code on} after it; empty when none are
     */
    record Rollback(long number, long takenBack, List<BundleVersion> bundles, LocalDate on, String by, Instant at)
            implements ShelfAct {
        public Rollback {
            bundles = List.copyOf(bundles);
        }
    }
}
