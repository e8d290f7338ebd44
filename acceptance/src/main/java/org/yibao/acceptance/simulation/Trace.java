package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened, without personal data and without what differs from one making of keys to the next. */
final class Trace {
    private static final int KEPT = 80;
    // FNV-1a, 64 bits.
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Deque<String> last = new ArrayDeque<>();
    private final Instant start;
    private long digest = BASIS;

    Trace(Instant start) {
        this.start = start;
    }

    void say(Instant now, String who, String what) {
        Duration since = Duration.between(start, now);
        String line = "%7d.%03d %-10s %s".formatted(since.toSeconds(), since.toMillisPart(), who, what);
        for (int i = 0; i < line.length(); i++) {
            digest = (digest ^ line.charAt(i)) * PRIME;
        }
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    String digest() {
        return "%016x".formatted(digest);
    }

    List<String> last() {
        return List.copyOf(last);
    }
}
