package org.yibao.benefit.policy;

import java.util.List;

/** Bounds how much a review goes through, so that no table can keep it busy for long. */
final class Workload {
    /** Most combinations, tests of conditions and days that one review of a bundle looks at. */
    static final long STEPS_MAX = 2_000_000;

    private final Origin origin;
    private long left;

    /** @param origin where it is told that there is too much */
    private Workload(Origin origin, long steps) {
        this.origin = origin;
        this.left = steps;
    }

    /** What may be spent on bundles together; the last is the one that asked for too much. */
    static Workload of(List<PolicyBundle> bundles) {
        Origin origin = bundles.isEmpty()
                ? Structure.EMPTY.accounts().origin()
                : bundles.get(bundles.size() - 1).origin();
        return new Workload(origin, STEPS_MAX);
    }

    /** @throws InvalidPolicyException when there is too much to look at */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new InvalidPolicyException(
                    List.of(Defects.of(origin, "too-many-combinations", Long.toString(STEPS_MAX))));
        }
    }
}
