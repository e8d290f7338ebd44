package org.yibao.benefit.format;

import java.util.Collection;
import java.util.Set;
import org.yibao.benefit.policy.Origin;
import org.yibao.benefit.policy.PolicyDefect;

/** Tells a defect of its own from one that only follows from something that could not be read. */
final class FollowUps {
    /** What is missed where it is written and used may stand in what could not be read. */
    private static final Set<String> OF_ABSENCE = Set.of("parameter-unused", "accumulator-unwritten", "fund-unpaid");

    private final Collection<PolicyDefect> reading;

    FollowUps(Collection<PolicyDefect> reading) {
        this.reading = reading;
    }

    boolean isOneOfItsOwn(PolicyDefect defect) {
        return reading.stream().noneMatch(cause -> follows(defect, cause));
    }

    private static boolean follows(PolicyDefect defect, PolicyDefect cause) {
        Origin at = defect.origin();
        Origin from = cause.origin();
        if (!at.file().equals(from.file())) {
            return false;
        }
        return isWithin(from.path(), at.path())
                || isWithin(at.path(), from.path())
                || (OF_ABSENCE.contains(defect.code()) && isWithin(from.path(), "structure"));
    }

    private static boolean isWithin(String path, String outer) {
        return path.startsWith(outer)
                && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
    }
}
