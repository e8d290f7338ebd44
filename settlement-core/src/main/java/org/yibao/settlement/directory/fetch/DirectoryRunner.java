package org.yibao.settlement.directory.fetch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.DirectoryFetcher.Act;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;
import org.yibao.settlement.port.DirectoryStore;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.turn.Turns;

/**
 * Drives the {@link DirectoryFetcher}: one thread asks the platform, keeps what comes, and has whole files taken.
 * {@link #signedIn} and {@link #upkeep} may be called from any thread.
 */
public final class DirectoryRunner implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DirectoryRunner.class.getName());
    private static final Duration IDLE_LOOK = Duration.ofSeconds(1);
    private static final Duration STORE_LOOK = Duration.ofMinutes(1);

    private final FetchLimits limits;
    private final DirectoryStore store;
    private final DirectoryGateway gateway;
    private final BooleanSupplier online;
    private final Map<DirectoryPart, Consumer<List<PackedFile>>> takers;
    private final InstantSource clock;
    private final DirectoryFetcher fetcher;
    private final Map<DirectoryPart, String> troubles = new ConcurrentHashMap<>();
    private final Set<DirectoryPart> toldStale = EnumSet.noneOf(DirectoryPart.class);
    private final Turns turns = Turns.onThread("directory");
    private @Nullable Instant storeLook;
    private boolean wasOnline;

    /**
     * @param online whether the terminal is signed in
     * @param takers of each part without rows: takes its files again without harm, and throws
     *     {@link PartFileException} to refuse them all; called on the directory thread
     */
    public DirectoryRunner(
            FetchLimits limits,
            DirectoryStore store,
            DirectoryGateway gateway,
            BooleanSupplier online,
            Map<DirectoryPart, Consumer<List<PackedFile>>> takers,
            InstantSource clock,
            RandomGenerator random) {
        this.limits = limits;
        this.store = store;
        this.gateway = gateway;
        this.online = online;
        this.takers = Map.copyOf(takers);
        this.clock = clock;
        this.fetcher = new DirectoryFetcher(limits, random, standings());
    }

    private List<PartStanding> standings() {
        return Arrays.stream(DirectoryPart.values()).map(store::standing).toList();
    }

    public void start() {
        turns.every(IDLE_LOOK, this::look);
    }

    /** The terminal signed in, perhaps again before anybody saw that the line was down: every part is asked for. */
    public void signedIn() {
        turns.next(() -> {
            wasOnline = false;
            look();
        });
    }

    /**
     * How every part is kept up to date.
     *
     * @throws StoreException when the store cannot be read
     */
    public List<Upkeep> upkeep() {
        Instant now = clock.instant();
        return standings().stream()
                .map(standing -> new Upkeep(
                        standing, standing.stale(now, limits.staleAfter()), troubles.getOrDefault(standing.part(), "")))
                .toList();
    }

    private void look() {
        try {
            lookIntoStore();
            boolean signedIn = online.getAsBoolean();
            if (signedIn && !wasOnline) {
                fetcher.signedIn();
            }
            wasOnline = signedIn;
            if (signedIn) {
                carryOut(fetcher.due(clock.instant()));
            }
        } catch (RuntimeException fault) {
            // The thread must outlive a disk that refuses: the next look tries again.
            LOG.log(Level.ERROR, "directory: {0}", fault.toString());
        }
    }

    private void lookIntoStore() {
        Instant now = clock.instant();
        if (storeLook != null && Duration.between(storeLook, now).abs().compareTo(STORE_LOOK) < 0) {
            return;
        }
        storeLook = now;
        for (PartStanding standing : standings()) {
            fetcher.holds(standing);
            if (!standing.stale(now, limits.staleAfter())) {
                toldStale.remove(standing.part());
            } else if (toldStale.add(standing.part())) {
                LOG.log(
                        Level.WARNING,
                        "directory {0} is stale: version {1}, last known to be the newest {2}",
                        standing.part(),
                        standing.version(),
                        standing.confirmed() == null ? "never" : standing.confirmed());
            }
        }
    }

    private void carryOut(List<Act> acts) {
        acts.forEach(this::carryOut);
    }

    private void carryOut(Act act) {
        if (act instanceof Act.Ask ask) {
            when(
                    () -> gateway.ask(ask.part(), ask.version(), limits.answerDeadline()),
                    Offer.Unreachable::new,
                    answer -> asked(ask.part(), answer));
        } else if (act instanceof Act.Fetch fetch) {
            when(
                    () -> gateway.fetch(fetch.offer(), fetch.position(), fetch.length(), limits.answerDeadline()),
                    Piece.Unreachable::new,
                    piece -> came(fetch, piece));
        } else if (act instanceof Act.Confirm confirm) {
            stored(confirm.part(), () -> confirm(confirm.part()));
        } else if (act instanceof Act.Begin begin) {
            stored(
                    begin.offer().part(),
                    () -> fetcher.begun(begin.offer(), store.offered(begin.offer(), clock.instant())));
        } else if (act instanceof Act.Take take) {
            stored(take.offer().part(), () -> take(take.offer()));
        } else {
            throw new IllegalStateException("kept only as it comes: " + act);
        }
    }

    /** Sends, and goes on with the answer on this thread. */
    private <T> void when(Sending<T> sending, Failed<T> failed, Consumer<T> then) {
        try {
            sending.send()
                    .whenComplete((answer, fault) -> turns.next(() -> {
                        then.accept(answer != null ? answer : failed.with(String.valueOf(fault)));
                        look();
                    }));
        } catch (RuntimeException fault) {
            then.accept(failed.with(fault.toString()));
        }
    }

    @FunctionalInterface
    private interface Sending<T> {
        CompletionStage<? extends T> send();
    }

    @FunctionalInterface
    private interface Failed<T> {
        T with(String reason);
    }

    private void asked(DirectoryPart part, Offer answer) {
        if (answer instanceof Offer.Refused refused) {
            trouble(part, "refused " + refused.code() + " " + refused.text());
        } else if (answer instanceof Offer.Unreachable unreachable) {
            trouble(part, unreachable.reason());
        } else {
            troubles.remove(part);
        }
        fetcher.asked(clock.instant(), part, answer).ifPresent(this::carryOut);
    }

    private void came(Act.Fetch fetch, Piece piece) {
        DirectoryPart part = fetch.offer().part();
        if (piece instanceof Piece.Refused refused) {
            trouble(part, "piece refused " + refused.code() + " " + refused.text());
        } else if (piece instanceof Piece.Unreachable unreachable) {
            trouble(part, unreachable.reason());
        }
        for (Act act : fetcher.came(clock.instant(), fetch.offer(), fetch.position(), piece)) {
            Act.Keep keep = (Act.Keep) act;
            try {
                store.kept(part, keep.position(), keep.piece());
                troubles.remove(part);
            } catch (RuntimeException refused) {
                trouble(part, String.valueOf(refused.getMessage()));
                fetcher.notKept(clock.instant(), keep.offer(), keep.position());
                return;
            }
        }
    }

    private void stored(DirectoryPart part, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException refused) {
            // Also what a taker did not foresee: the part is tried again, and the others go on.
            trouble(part, String.valueOf(refused.getMessage()));
            fetcher.notStored(clock.instant(), part);
        }
    }

    /** The version that was asked with, unless the store lost it meanwhile. */
    private void confirm(DirectoryPart part) {
        fetcher.holds(store.standing(part));
        store.confirmed(part, clock.instant());
    }

    private void take(DirectoryOffer offer) {
        try {
            if (!PartFile.hasRows(offer.part())) {
                taker(offer.part()).accept(store.files(offer.part()));
            }
            store.activated(offer.part(), clock.instant());
        } catch (PartFileException refused) {
            LOG.log(
                    Level.WARNING,
                    "directory {0} version {1} is not taken: {2}",
                    offer.part(),
                    offer.version(),
                    refused.getMessage());
            store.refused(offer.part(), String.valueOf(refused.getMessage()));
            fetcher.refused(clock.instant(), offer);
            return;
        }
        LOG.log(Level.INFO, "directory {0} version {1} is active", offer.part(), offer.version());
        fetcher.taken(clock.instant(), offer);
    }

    private Consumer<List<PackedFile>> taker(DirectoryPart part) {
        Consumer<List<PackedFile>> taker = takers.get(part);
        if (taker == null) {
            throw new PartFileException("nobody here takes " + part);
        }
        return taker;
    }

    private void trouble(DirectoryPart part, String reason) {
        String before = troubles.put(part, reason);
        if (!reason.equals(before)) {
            LOG.log(Level.INFO, "directory {0}: {1}", part, reason);
        }
    }

    /** Ends the thread; what was on its way is asked for again after the next start. */
    @Override
    public void close() {
        turns.close();
    }
}
