package org.yibao.settlement.directory.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;

/**
 * Decides which part is asked for, which piece is fetched, and when a file is whole. Each part is asked for at
 * sign-in and after every refresh period; its file comes in pieces, a few in flight, kept in order. An answer that
 * comes twice, late, or of another file than the one in hand changes nothing.
 *
 * <p>An engine: no thread, no clock, no I/O. One thread calls it.
 */
public final class DirectoryFetcher {
    /** Whom to trust and whom not to serve come before what takes long. */
    private static final List<DirectoryPart> ORDER = List.of(
            DirectoryPart.TRUST,
            DirectoryPart.STOP_LIST,
            DirectoryPart.POLICY_TABLES,
            DirectoryPart.SELF_PAY_RATIOS,
            DirectoryPart.PRICE_CEILINGS,
            DirectoryPart.CATALOGUE,
            DirectoryPart.DICTIONARY);

    private static final int DOUBLINGS_MAX = 16;
    private static final double JITTER_LOW = 0.5;
    /** Terminals that signed in together do not ask together for ever. */
    private static final double REFRESH_JITTER_LOW = 0.9;

    private final FetchLimits limits;
    private final RandomGenerator random;
    private final Map<DirectoryPart, Fetch> fetches = new EnumMap<>(DirectoryPart.class);

    /** @param standings what the store holds, of each part */
    public DirectoryFetcher(FetchLimits limits, RandomGenerator random, List<PartStanding> standings) {
        this.limits = limits;
        this.random = random;
        for (DirectoryPart part : ORDER) {
            fetches.put(part, new Fetch(part));
        }
        for (PartStanding standing : standings) {
            Fetch fetch = of(standing.part());
            fetch.version = standing.version();
            fetch.offer = standing.offer();
            fetch.here = standing.bytesHere();
        }
    }

    /** What is to be done next. */
    public sealed interface Act {
        record Ask(DirectoryPart part, String version) implements Act {}

        record Fetch(DirectoryOffer offer, long position, int length) implements Act {}

        /** The version at hand is the newest: {@link org.yibao.settlement.port.DirectoryStore#confirmed}. */
        record Confirm(DirectoryPart part) implements Act {}

        /** {@link org.yibao.settlement.port.DirectoryStore#offered}, then {@link DirectoryFetcher#begun}. */
        record Begin(DirectoryOffer offer) implements Act {}

        /** {@link org.yibao.settlement.port.DirectoryStore#kept}; when it is refused, {@link #notKept}. */
        record Keep(DirectoryOffer offer, long position, Bytes piece) implements Act {}

        /** The file is here whole: it is to be taken, then {@link #taken} or {@link #refused}. */
        record Take(DirectoryOffer offer) implements Act {}
    }

    /** What is on its way of one part. */
    private static final class Fetch {
        final DirectoryPart part;
        String version = PartStanding.NO_VERSION;

        @Nullable
        DirectoryOffer offer;

        long here;
        boolean askNow = true;
        Instant nextAsk = Instant.EPOCH;

        @Nullable
        Instant askedAt;

        final TreeMap<Long, Instant> inFlight = new TreeMap<>();
        final TreeMap<Long, Bytes> early = new TreeMap<>();
        boolean taking;
        int failures;
        Instant notBefore = Instant.EPOCH;
        String refusedDigest = "";
        Instant refusedAt = Instant.EPOCH;

        Fetch(DirectoryPart part) {
            this.part = part;
        }

        int waiting() {
            return inFlight.size() + (askedAt == null ? 0 : 1);
        }

        boolean fetches(DirectoryOffer other) {
            return offer != null && sameFile(offer, other);
        }

        void drop() {
            offer = null;
            here = 0;
            early.clear();
            inFlight.clear();
        }
    }

    private static boolean sameFile(DirectoryOffer one, DirectoryOffer other) {
        return one.digest().equals(other.digest()) && one.bytes() == other.bytes();
    }

    private Fetch of(DirectoryPart part) {
        Fetch fetch = fetches.get(part);
        if (fetch == null) {
            throw new IllegalStateException("no such part: " + part);
        }
        return fetch;
    }

    /** The terminal signed in: every part is asked for at once, whatever delay an earlier failure gave it. */
    public void signedIn() {
        fetches.values().forEach(fetch -> {
            fetch.askNow = true;
            fetch.failures = 0;
            fetch.notBefore = Instant.EPOCH;
        });
    }

    /** What the store holds by now: one that had to be begun anew has lost what was at hand, which is asked for again. */
    public void holds(PartStanding standing) {
        Fetch fetch = of(standing.part());
        DirectoryOffer offer = standing.offer();
        boolean lostOffer = fetch.offer != null && (offer == null || !fetch.fetches(offer));
        if (lostOffer || !standing.version().equals(fetch.version)) {
            fetch.drop();
            fetch.version = standing.version();
            fetch.askNow = true;
        }
    }

    /** What to do at {@code now} while the terminal is signed in. */
    public List<Act> due(Instant now) {
        List<Act> acts = new ArrayList<>();
        for (Fetch fetch : fetches.values()) {
            forgetLost(now, fetch);
        }
        int room = limits.inFlightMax()
                - fetches.values().stream().mapToInt(Fetch::waiting).sum();
        for (DirectoryPart part : ORDER) {
            int before = acts.size();
            due(now, of(part), room, acts);
            room -= acts.size() - before;
        }
        return acts;
    }

    private void due(Instant now, Fetch fetch, int room, List<Act> acts) {
        if (fetch.taking || fetch.askedAt != null || !reached(fetch.notBefore, now, limits.delayMax())) {
            return;
        }
        DirectoryOffer offer = fetch.offer;
        boolean asks = fetch.askNow || (offer == null && reached(fetch.nextAsk, now, limits.refresh()));
        if (asks && room > 0) {
            fetch.askNow = false;
            fetch.askedAt = now;
            acts.add(new Act.Ask(fetch.part, fetch.version));
        } else if (!asks && offer != null && fetch.here == offer.bytes()) {
            fetch.taking = true;
            acts.add(new Act.Take(offer));
        } else if (!asks && offer != null) {
            pieces(now, fetch, offer, room, acts);
        }
    }

    private void pieces(Instant now, Fetch fetch, DirectoryOffer offer, int room, List<Act> acts) {
        long position = fetch.here;
        int left = room;
        // What came early waits in memory: it counts, or one lost piece would let everything after it pile up.
        for (int ahead = 0; ahead < limits.inFlightMax() && left > 0 && position < offer.bytes(); ahead++) {
            if (!fetch.inFlight.containsKey(position) && !fetch.early.containsKey(position)) {
                fetch.inFlight.put(position, now);
                acts.add(new Act.Fetch(offer, position, lengthAt(offer, position)));
                left--;
            }
            position += DirectoryGateway.PIECE_BYTES_MAX;
        }
    }

    private static int lengthAt(DirectoryOffer offer, long position) {
        return (int) Math.min(DirectoryGateway.PIECE_BYTES_MAX, offer.bytes() - position);
    }

    /** Answers come within the deadline or are lost, whatever the gateway promised. */
    private void forgetLost(Instant now, Fetch fetch) {
        Duration patience = limits.answerDeadline().multipliedBy(2);
        boolean lost = fetch.inFlight.values().removeIf(since -> reached(since.plus(patience), now, patience));
        if (fetch.askedAt != null && reached(fetch.askedAt.plus(patience), now, patience)) {
            fetch.askedAt = null;
            fetch.askNow = true;
            lost = true;
        }
        if (lost) {
            failed(now, fetch);
        }
    }

    /** A moment further away than any wait was set by a clock that has been put back since. */
    private static boolean reached(Instant moment, Instant now, Duration longest) {
        return !moment.isAfter(now) || moment.isAfter(now.plus(longest));
    }

    /** The answer to {@link Act.Ask}. */
    public Optional<Act> asked(Instant now, DirectoryPart part, Offer answer) {
        Fetch fetch = of(part);
        if (fetch.askedAt == null) {
            return Optional.empty();
        }
        fetch.askedAt = null;
        if (answer instanceof Offer.Newer newer && newer.offer().part() == part) {
            return newer(now, fetch, newer.offer());
        }
        if (answer instanceof Offer.Same) {
            return Optional.of(newest(now, fetch));
        }
        fetch.askNow = true;
        failed(now, fetch);
        return Optional.empty();
    }

    private Act newest(Instant now, Fetch fetch) {
        fetch.drop();
        rest(now, fetch);
        return new Act.Confirm(fetch.part);
    }

    private Optional<Act> newer(Instant now, Fetch fetch, DirectoryOffer offer) {
        if (offer.version().equals(fetch.version)) {
            return Optional.of(newest(now, fetch));
        }
        boolean refused = offer.digest().equals(fetch.refusedDigest)
                && !reached(fetch.refusedAt.plus(limits.refresh()), now, limits.refresh());
        if (refused) {
            rest(now, fetch);
            return Optional.empty();
        }
        return Optional.of(new Act.Begin(offer));
    }

    private void rest(Instant now, Fetch fetch) {
        double part = REFRESH_JITTER_LOW + random.nextDouble() * (1 - REFRESH_JITTER_LOW);
        fetch.nextAsk = now.plusMillis((long) (limits.refresh().toMillis() * part));
        fetch.failures = 0;
    }

    /** @param here how many bytes of the offered file the store holds */
    public void begun(DirectoryOffer offer, long here) {
        Fetch fetch = of(offer.part());
        if (!fetch.fetches(offer) || fetch.here != here) {
            fetch.drop();
        }
        fetch.offer = offer;
        fetch.here = here;
    }

    /** What came of {@link Act.Fetch}: the pieces that are to be kept now, in order. */
    public List<Act> came(Instant now, DirectoryOffer offer, long position, Piece piece) {
        Fetch fetch = of(offer.part());
        if (!fetch.fetches(offer) || fetch.taking) {
            return List.of();
        }
        boolean awaited = fetch.inFlight.remove(position) != null;
        if (piece instanceof Piece.Came came && came.bytes().length() == lengthAt(offer, position)) {
            return inOrder(fetch, offer, position, came.bytes());
        }
        if (awaited) {
            // A file that is gone is asked for again; the same file by another number goes on where it stopped.
            fetch.askNow |= piece instanceof Piece.Refused;
            failed(now, fetch);
        }
        return List.of();
    }

    private static List<Act> inOrder(Fetch fetch, DirectoryOffer offer, long position, Bytes bytes) {
        if (position < fetch.here) {
            return List.of();
        }
        fetch.early.putIfAbsent(position, bytes);
        List<Act> keeps = new ArrayList<>();
        for (Bytes next = fetch.early.remove(fetch.here); next != null; next = fetch.early.remove(fetch.here)) {
            keeps.add(new Act.Keep(offer, fetch.here, next));
            fetch.here += next.length();
            fetch.failures = 0;
        }
        return keeps;
    }

    /** The store could not keep a piece: it and those after it are fetched again. */
    public void notKept(Instant now, DirectoryOffer offer, long position) {
        Fetch fetch = of(offer.part());
        if (fetch.fetches(offer)) {
            fetch.here = Math.min(fetch.here, position);
            fetch.early.clear();
            failed(now, fetch);
        }
    }

    /** The store refused a step, which says nothing about the file: it is tried again. */
    public void notStored(Instant now, DirectoryPart part) {
        Fetch fetch = of(part);
        fetch.askNow |= !fetch.taking;
        fetch.taking = false;
        failed(now, fetch);
    }

    /** The file of {@link Act.Take} is the version at hand now. */
    public void taken(Instant now, DirectoryOffer offer) {
        Fetch fetch = of(offer.part());
        fetch.version = offer.version();
        end(now, fetch);
    }

    /** The file of {@link Act.Take} is not what it must be. It is not fetched again before the next refresh. */
    public void refused(Instant now, DirectoryOffer offer) {
        Fetch fetch = of(offer.part());
        fetch.refusedDigest = offer.digest();
        fetch.refusedAt = now;
        end(now, fetch);
    }

    private void end(Instant now, Fetch fetch) {
        fetch.taking = false;
        fetch.drop();
        rest(now, fetch);
    }

    private void failed(Instant now, Fetch fetch) {
        if (!reached(fetch.notBefore, now, limits.delayMax())) {
            // Pieces that were in flight together fail together: that is one failure.
            return;
        }
        fetch.failures++;
        long doubled = limits.firstDelay().toMillis() << Math.min(fetch.failures - 1, DOUBLINGS_MAX);
        long bounded = Math.min(doubled, limits.delayMax().toMillis());
        fetch.notBefore = now.plusMillis((long) (bounded * (JITTER_LOW + random.nextDouble() * (1 - JITTER_LOW))));
    }
}
