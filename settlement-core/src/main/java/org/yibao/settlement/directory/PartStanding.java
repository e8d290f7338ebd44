package org.yibao.settlement.directory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal holds of a part.
 *
 * @param version at hand; {@link #NO_VERSION} for none
 * @param rows at hand, or files where a part has no rows
 * @param activated when the version at hand was taken; null for none
 * @param confirmed when the version at hand was last known to be the platform's newest; null before
 * @param offer the newer version that is being fetched; null when none is
 * @param bytesHere how many bytes of that offer's file are here
 * @param refusal why the newest file that came whole was not taken, for the technician; empty when it was
 */
public record PartStanding(
        DirectoryPart part,
        String version,
        long rows,
        @Nullable Instant activated,
        @Nullable Instant confirmed,
        @Nullable DirectoryOffer offer,
        long bytesHere,
        String refusal) {

    /** What is at hand before the first version came. */
    public static final String NO_VERSION = "0";

    /** A part of which nothing is here. */
    public static PartStanding nothing(DirectoryPart part) {
        return new PartStanding(part, NO_VERSION, 0, null, null, null, 0, "");
    }

    /** Whether a version is at hand. */
    public boolean active() {
        return !version.equals(NO_VERSION);
    }

    /** Whether for longer than {@code after} nobody said that this is the newest. */
    public boolean stale(Instant now, Duration after) {
        // A word from the future means that the clock was set back: its age cannot be known.
        return confirmed == null
                || confirmed.isAfter(now)
                || Duration.between(confirmed, now).compareTo(after) > 0;
    }
}
