package org.yibao.benefit.policy;

import java.util.List;

/** Bounds how much a review goes through, so that no table can keep it busy for long. */
final class Workload {
    /** Most combinations and questions that one review of a bundle looks at. */
    static final long STEPS_MAX = 5_000_000;

    private final Origin origin;
    private long left;

    /** @param origin where it is told that there is too much */
    Workload(Origin origin, long steps) {
        this.origin = origin;
        this.left = steps;
    }

    /** @throws InvalidPolicyException when there is too much to look at */
    void spend(int steps) {
        left -= steps;
        if (left < 0) {
            throw new InvalidPolicyException(
                    List.of(Defects.of(origin, "too-many-combinations", Long.toString(STEPS_MAX))));
        }
    }
}
