package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.yibao.benefit.policy.Origin;
import org.yibao.benefit.policy.PolicyDefect;

/** Tells a defect of its own from one that only follows from something that could not be read. */
final class FollowUps {
    /** What is missed where it is written and used may stand in what could not be read. */
    private static final Set<String> OF_ABSENCE = Set.of("parameter-unused", "accumulator-unwritten", "fund-unpaid");

    /** What can happen cannot be said while a condition it depends on is not understood. */
    private static final Set<String> OF_POSSIBILITY = Set.of(
            "not-exhaustive",
            "not-given-filled",
            "row-never",
            "class-not-exhaustive",
            "lines-not-exhaustive",
            "never-first",
            "layer-never",
            "condition-never");

    private static final Set<String> CONDITION_NOT_UNDERSTOOD =
            Set.of("unknown-dimension", "list-expected", "range-expected", "never-holds");

    private static final String STRUCTURE = "structure";

    private final Collection<PolicyDefect> unread;
    private final List<PolicyDefect> notUnderstood = new ArrayList<>();

    /** @param unread what was found while reading */
    FollowUps(Collection<PolicyDefect> unread) {
        this.unread = unread;
    }

    /** Those of the defects that do not follow from another. */
    List<PolicyDefect> without(List<PolicyDefect> defects) {
        defects.stream()
                .filter(defect -> CONDITION_NOT_UNDERSTOOD.contains(defect.code()))
                .forEach(notUnderstood::add);
        return defects.stream()
                .filter(defect -> unread.stream().noneMatch(cause -> followsUnread(defect, cause))
                        && notUnderstood.stream().noneMatch(cause -> followsCondition(defect, cause)))
                .toList();
    }

    private static boolean followsUnread(PolicyDefect defect, PolicyDefect cause) {
        return areNear(defect, cause)
                || followsCondition(defect, cause)
                || (OF_ABSENCE.contains(defect.code()) && isInStructure(defect, cause));
    }

    private static boolean followsCondition(PolicyDefect defect, PolicyDefect cause) {
        return OF_POSSIBILITY.contains(defect.code()) && (areNear(defect, cause) || isInStructure(defect, cause));
    }

    /** Whether one stands within the other. */
    private static boolean areNear(PolicyDefect defect, PolicyDefect cause) {
        Origin at = defect.origin();
        Origin from = cause.origin();
        return at.file().equals(from.file()) && (isWithin(from.path(), at.path()) || isWithin(at.path(), from.path()));
    }

    private static boolean isInStructure(PolicyDefect defect, PolicyDefect cause) {
        return defect.origin().file().equals(cause.origin().file())
                && isWithin(cause.origin().path(), STRUCTURE);
    }

    private static boolean isWithin(String path, String outer) {
        return path.startsWith(outer)
                && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
    }
}
