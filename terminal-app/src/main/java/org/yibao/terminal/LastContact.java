package org.yibao.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.DirectoryStore;

/**
 * The platform's last word that is known of: on the journal's head, or on a part of its directory, which it repeats
 * while nothing is sold.
 */
record LastContact(ClockWatch watch, DirectoryStore directory, Duration staleAfter, InstantSource clock)
        implements Contact {
    @Override
    public Optional<Instant> last() {
        Instant now = clock.instant();
        // The directory's times are this terminal's own: one that is still to come was written under a wrong clock.
        Stream<Instant> confirmed = Arrays.stream(DirectoryPart.values())
                .flatMap(part -> Stream.ofNullable(directory.standing(part).confirmed()))
                .filter(time -> !time.isAfter(now));
        return Stream.concat(watch.lastContact().stream(), confirmed).max(Comparator.naturalOrder());
    }

    @Override
    public boolean stopListStale() {
        return directory.standing(DirectoryPart.STOP_LIST).stale(clock.instant(), staleAfter);
    }
}
