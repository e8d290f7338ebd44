package org.yibao.settlement.directory.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.DirectoryFetcher.Act;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;
import org.yibao.settlement.port.DirectoryStore;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.DirectoryLine;
import org.yibao.settlement.testing.DirectoryLine.Faults;
import org.yibao.settlement.testing.DirectoryLine.Killed;
import org.yibao.settlement.testing.InMemoryDirectory;
import org.yibao.settlement.testing.PartFiles;
import org.yibao.settlement.testing.ScriptedDirectory;
import org.yibao.settlement.testing.Sha256;

final class DirectoryFetcherTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final FetchLimits LIMITS = FetchLimits.DEFAULT;
    /** Room for questions about every part: for tests that look at one. */
    private static final FetchLimits ROOMY = new FetchLimits(
            16, LIMITS.refresh(), LIMITS.staleAfter(), LIMITS.firstDelay(), LIMITS.delayMax(), LIMITS.answerDeadline());

    private static final int ROWS = 4_000;

    private final ScriptedDirectory platform = new ScriptedDirectory(Sha256::of);
    private final InMemoryDirectory store = new InMemoryDirectory(Sha256::of);

    /** A file of several pieces: names that no packing shortens. */
    private static Bytes catalogue(int seed) {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            rows.append(PartFiles.item("X" + row, noise(random), "2020-01-01", "null"));
        }
        return PartFiles.zip("catalogue.txt", rows.toString());
    }

    private static String noise(Random random) {
        StringBuilder name = new StringBuilder();
        for (int part = 0; part < 4; part++) {
            name.append(Long.toString(random.nextLong(), 36));
        }
        return name.toString();
    }

    private DirectoryLine line(DirectoryStore over, long seed) {
        return new DirectoryLine(over, platform, LIMITS, seed, NOW);
    }

    private String version() {
        return store.standing(DirectoryPart.CATALOGUE).version();
    }

    @Test
    void everyPartIsAskedForAtSignInAndAfterEachRefreshPeriod() {
        DirectoryLine line = line(store, 1);
        line.run(Duration.ofMinutes(1));
        for (DirectoryPart part : DirectoryPart.values()) {
            assertEquals(1, line.done("Ask " + part), part.name());
            assertFalse(store.standing(part).stale(line.now(), LIMITS.staleAfter()));
        }
        line.run(LIMITS.refresh());
        assertEquals(2L * DirectoryPart.values().length, line.done("Ask "));
        line.signIn();
        line.run(Duration.ofMinutes(1));
        assertEquals(3L * DirectoryPart.values().length, line.done("Ask "));
    }

    @Test
    void aFileComesInPiecesOnceEachAndIsTaken() {
        DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, catalogue(1), ROWS);
        DirectoryLine line = line(store, 1);
        line.run(Duration.ofMinutes(1));
        assertEquals(offer.version(), version());
        long pieces = -Math.floorDiv(-offer.bytes(), DirectoryGateway.PIECE_BYTES_MAX);
        assertTrue(pieces > LIMITS.inFlightMax(), "the file is of several windows");
        assertEquals(pieces, line.done("Fetch "));
        assertEquals(1, line.done("Take "));
        line.signIn();
        line.run(Duration.ofMinutes(1));
        assertEquals(pieces, line.done("Fetch "));
    }

    @Test
    void neverMoreThanTheWindowIsInFlightOfAllPartsTogether() {
        DirectoryFetcher fetcher = new DirectoryFetcher(LIMITS, new Random(1), List.of());
        List<Act> acts = fetcher.due(NOW);
        assertEquals(LIMITS.inFlightMax(), acts.size());
        assertEquals(List.of(), fetcher.due(NOW));
        assertEquals(new Act.Ask(DirectoryPart.TRUST, "0"), acts.get(0));
        fetcher.asked(NOW, DirectoryPart.TRUST, new Offer.Same());
        assertEquals(1, fetcher.due(NOW).size());
    }

    @Test
    void aLineThatLosesDelaysDoublesAndCutsAnswersStillBringsTheFile() {
        for (int seed = 1; seed <= 20; seed++) {
            InMemoryDirectory fresh = new InMemoryDirectory(Sha256::of);
            DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, catalogue(1), ROWS);
            DirectoryLine line = line(fresh, seed);
            line.faults(new Faults(10, 10, 20, 10));
            line.run(Duration.ofHours(3));
            assertEquals(
                    offer.version(), fresh.standing(DirectoryPart.CATALOGUE).version(), "seed " + seed);
            assertEquals("", fresh.standing(DirectoryPart.CATALOGUE).refusal());
        }
    }

    @Test
    void aPieceThatLiesIsCaughtByTheWholeAndTheFileComesAgainAtTheNextRefresh() {
        DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, catalogue(1), ROWS);
        DirectoryLine line = line(new Lying(store), 1);
        line.run(Duration.ofMinutes(5));
        assertEquals("0", version());
        assertFalse(store.standing(DirectoryPart.CATALOGUE).refusal().isEmpty());
        long fetched = line.done("Fetch ");
        line.signIn();
        line.run(Duration.ofMinutes(5));
        assertEquals(fetched, line.done("Fetch "), "a refused file is not fetched at every sign-in");
        line.run(LIMITS.refresh().multipliedBy(2));
        assertEquals(offer.version(), version());
    }

    /** Changes the first byte of the first piece that it is given. */
    private static final class Lying extends Wrapped {
        private boolean lied;

        Lying(DirectoryStore inner) {
            super(inner);
        }

        @Override
        public void kept(DirectoryPart part, long position, Bytes piece) {
            byte[] bytes = piece.toArray();
            bytes[0] ^= lied ? (byte) 0 : 1;
            lied = true;
            super.kept(part, position, Bytes.of(bytes));
        }
    }

    @Test
    void aProcessKilledBetweenAnyTwoStepsGoesOnWhereItWasAndEndsWithTheWholeFile() {
        Bytes before = catalogue(1);
        Bytes after = catalogue(2);
        int steps = 0;
        boolean killed = true;
        for (int kill = 0; killed; kill++) {
            InMemoryDirectory fresh = new InMemoryDirectory(Sha256::of);
            DirectoryOffer old = platform.publish(DirectoryPart.CATALOGUE, before, ROWS);
            line(fresh, 1).run(Duration.ofMinutes(1));
            DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, after, ROWS);
            DirectoryLine doomed = line(fresh, 1);
            doomed.killAfter(kill);
            try {
                doomed.run(Duration.ofMinutes(1));
                killed = false;
            } catch (Killed here) {
                PartStanding standing = fresh.standing(DirectoryPart.CATALOGUE);
                boolean isOld = standing.version().equals(old.version());
                assertTrue(isOld || standing.version().equals(offer.version()));
                long bytesHere = standing.bytesHere();
                DirectoryLine resumed = line(fresh, 2);
                resumed.run(Duration.ofMinutes(1));
                assertEquals(
                        offer.version(), fresh.standing(DirectoryPart.CATALOGUE).version());
                long missing = isOld ? offer.bytes() - bytesHere : 0;
                assertEquals(-Math.floorDiv(-missing, DirectoryGateway.PIECE_BYTES_MAX), resumed.done("Fetch "));
                steps++;
            }
        }
        assertTrue(steps > 8, "killed at " + steps);
    }

    @Test
    void aFileThatIsReplacedMeanwhileIsFetchedAsTheNewOne() {
        platform.publish(DirectoryPart.CATALOGUE, catalogue(1), ROWS);
        DirectoryLine line = line(store, 1);
        line.killAfter(10);
        assertThrows(Killed.class, () -> line.run(Duration.ofMinutes(1)));
        assertTrue(store.standing(DirectoryPart.CATALOGUE).bytesHere() > 0);
        DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, catalogue(2), ROWS);
        platform.forgetReplaced();
        line(store, 2).run(Duration.ofMinutes(1));
        assertEquals(offer.version(), version());
    }

    @Test
    void aFileThatIsGoneIsAskedForAgainAndPiecesOfTheOldOneComeToNothing() {
        DirectoryFetcher fetcher = new DirectoryFetcher(ROOMY, new Random(1), List.of());
        DirectoryOffer first = platform.publish(DirectoryPart.TRUST, catalogue(1), 1);
        DirectoryOffer second = platform.publish(DirectoryPart.TRUST, catalogue(2), 1);
        fetcher.due(NOW);
        assertEquals(
                Optional.of(new Act.Begin(first)), fetcher.asked(NOW, DirectoryPart.TRUST, new Offer.Newer(first)));
        fetcher.begun(first, 0);
        Act.Fetch fetch = (Act.Fetch) fetcher.due(NOW).get(0);
        fetcher.came(NOW, first, fetch.position(), new Piece.Refused("FILE_GONE", ""));
        assertFalse(asks(fetcher.due(NOW)));
        Instant later = NOW.plus(LIMITS.firstDelay());
        assertTrue(asks(fetcher.due(later)));
        fetcher.asked(later, DirectoryPart.TRUST, new Offer.Newer(second));
        fetcher.begun(second, 0);
        Piece late = new Piece.Came(Bytes.of(new byte[DirectoryGateway.PIECE_BYTES_MAX]));
        assertEquals(List.of(), fetcher.came(later, first, 0, late));
        assertEquals(1, fetcher.came(later, second, 0, late).size());
        assertEquals(List.of(), fetcher.came(later, second, 0, late));
    }

    private static boolean asks(List<Act> acts) {
        return acts.stream().anyMatch(act -> act instanceof Act.Ask ask && ask.part() == DirectoryPart.TRUST);
    }

    @Test
    void waitsGrowAreJitteredAndBounded() {
        DirectoryFetcher fetcher = new DirectoryFetcher(ROOMY, new Random(1), List.of());
        Instant now = NOW;
        Duration longest = Duration.ZERO;
        assertTrue(asks(fetcher.due(now)));
        for (int failures = 0; failures < 30; failures++) {
            fetcher.asked(now, DirectoryPart.TRUST, new Offer.Refused("9999", "no such transaction"));
            Duration wait = Duration.ZERO;
            while (!asks(fetcher.due(now.plus(wait)))) {
                wait = wait.plusSeconds(1);
            }
            Duration bound = Duration.ofSeconds(
                    Math.min(LIMITS.delayMax().toSeconds(), LIMITS.firstDelay().toSeconds() << Math.min(failures, 20)));
            Duration waited = wait;
            assertTrue(waited.compareTo(bound) <= 0, () -> waited + " is over " + bound);
            assertTrue(waited.plusSeconds(1).compareTo(bound.dividedBy(2)) >= 0, () -> waited + " of " + bound);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            now = now.plus(wait);
        }
        assertTrue(longest.compareTo(LIMITS.delayMax().dividedBy(2)) >= 0);
    }

    @Test
    void aClockThatIsPutBackHoldsNothingUp() {
        DirectoryFetcher fetcher = new DirectoryFetcher(ROOMY, new Random(1), List.of());
        fetcher.due(NOW);
        fetcher.asked(NOW, DirectoryPart.TRUST, new Offer.Same());
        assertFalse(asks(fetcher.due(NOW.plusSeconds(1))));
        assertTrue(asks(fetcher.due(NOW.minus(Duration.ofDays(300)))));
    }

    @Test
    void aDiskThatIsFullLeavesTheOldVersionAndIsTriedAgain() {
        DirectoryOffer old = platform.publish(DirectoryPart.CATALOGUE, catalogue(1), ROWS);
        line(store, 1).run(Duration.ofMinutes(1));
        DirectoryOffer offer = platform.publish(DirectoryPart.CATALOGUE, catalogue(2), ROWS);
        Full full = new Full(store);
        DirectoryLine line = line(full, 1);
        line.run(Duration.ofHours(1));
        assertEquals(old.version(), version());
        assertEquals("", store.standing(DirectoryPart.CATALOGUE).refusal());
        full.room = true;
        line.run(LIMITS.delayMax().plusMinutes(5));
        assertEquals(offer.version(), version());
    }

    /** Takes one piece of a file and no further. */
    private static final class Full extends Wrapped {
        private boolean room;

        Full(DirectoryStore inner) {
            super(inner);
        }

        @Override
        public void kept(DirectoryPart part, long position, Bytes piece) {
            if (position > 0 && !room) {
                throw new StoreException("database or disk is full");
            }
            super.kept(part, position, piece);
        }
    }

    private abstract static class Wrapped implements DirectoryStore {
        private final DirectoryStore inner;

        Wrapped(DirectoryStore inner) {
            this.inner = inner;
        }

        @Override
        public PartStanding standing(DirectoryPart part) {
            return inner.standing(part);
        }

        @Override
        public void confirmed(DirectoryPart part, Instant now) {
            inner.confirmed(part, now);
        }

        @Override
        public long offered(DirectoryOffer offer, Instant now) {
            return inner.offered(offer, now);
        }

        @Override
        public void kept(DirectoryPart part, long position, Bytes piece) {
            inner.kept(part, position, piece);
        }

        @Override
        public List<PackedFile> files(DirectoryPart part) {
            return inner.files(part);
        }

        @Override
        public void activated(DirectoryPart part, Instant now) {
            inner.activated(part, now);
        }

        @Override
        public void refused(DirectoryPart part, String reason) {
            inner.refused(part, reason);
        }
    }
}
