package org.yibao.link.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Requests that left and were not answered, by correlation number. One whose caller stopped waiting keeps its place
 * in the window: the platform may still be at it.
 */
final class InFlight {
    private final Map<Long, Submission> awaited = new LinkedHashMap<>();
    private final Map<Long, Submission> expired = new LinkedHashMap<>();

    void add(long correlation, Submission submission) {
        awaited.put(correlation, submission);
    }

    boolean holds(long correlation) {
        return awaited.containsKey(correlation) || expired.containsKey(correlation);
    }

    /** The request an answer is for, if its caller still waits. */
    Optional<Submission> answered(long correlation) {
        expired.remove(correlation);
        return Optional.ofNullable(awaited.remove(correlation));
    }

    /** Those whose deadline is over. */
    List<Submission> expire(Instant now) {
        Map<Long, Submission> late = new LinkedHashMap<>(awaited);
        late.values().removeIf(submission -> submission.deadline().isAfter(now));
        awaited.keySet().removeAll(late.keySet());
        expired.putAll(late);
        return List.copyOf(late.values());
    }

    /** All that are still awaited; nothing is in flight afterwards. */
    List<Submission> drain() {
        List<Submission> left = new ArrayList<>(awaited.values());
        awaited.clear();
        expired.clear();
        return left;
    }

    int size() {
        return awaited.size() + expired.size();
    }

    boolean noneAwaited() {
        return awaited.isEmpty();
    }

    boolean allExpired() {
        return awaited.isEmpty() && !expired.isEmpty();
    }

    Stream<Instant> deadlines() {
        Collection<Submission> open = awaited.values();
        return open.stream().map(Submission::deadline);
    }
}
