package org.yibao.settlement.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.fetch.DirectoryFetcher;
import org.yibao.settlement.directory.fetch.DirectoryFetcher.Act;
import org.yibao.settlement.directory.fetch.FetchLimits;
import org.yibao.settlement.port.DirectoryGateway.Piece;
import org.yibao.settlement.port.DirectoryStore;
import org.yibao.settlement.port.StoreException;

/** A fetcher over a store and a platform, with a line between them that misbehaves, on a virtual clock. */
public final class DirectoryLine {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final DirectoryStore store;
    private final ScriptedDirectory platform;
    private final FetchLimits limits;
    private final Random random;
    private final DirectoryFetcher fetcher;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private final List<String> done = new ArrayList<>();
    private Instant now;
    private int stepsLeft = Integer.MAX_VALUE;
    private Faults faults = Faults.NONE;

    private record Event(Instant at, Runnable what) {}

    /** Of a hundred answers, how many meet which fate. */
    public record Faults(int lost, int late, int doubled, int cutShort) {
        public static final Faults NONE = new Faults(0, 0, 0, 0);
    }

    /** The process was killed before its next step. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public DirectoryLine(DirectoryStore store, ScriptedDirectory platform, FetchLimits limits, long seed, Instant now) {
        this.store = store;
        this.platform = platform;
        this.limits = limits;
        this.random = new Random(seed);
        this.now = now;
        this.fetcher = new DirectoryFetcher(
                limits,
                new Random(seed),
                Arrays.stream(DirectoryPart.values()).map(store::standing).toList());
    }

    public void faults(Faults of) {
        faults = of;
    }

    /** Lets so many steps of the store pass, then {@link Killed}. */
    public void killAfter(int steps) {
        stepsLeft = steps;
    }

    public void signIn() {
        fetcher.signedIn();
    }

    /** Every act so far, by name and part, such as {@code Fetch CATALOGUE 24576}. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public long done(String prefix) {
        return done.stream().filter(act -> act.startsWith(prefix)).count();
    }

    public Instant now() {
        return now;
    }

    public void run(Duration length) {
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            List<Act> acts = fetcher.due(now);
            acts.forEach(this::carryOut);
            if (!acts.isEmpty()) {
                continue;
            }
            Event next = events.peek();
            if (next == null || next.at().isAfter(now.plus(TICK))) {
                now = now.plus(TICK);
            } else {
                events.remove();
                now = next.at().isAfter(now) ? next.at() : now;
                next.what().run();
            }
        }
    }

    private void carryOut(Act act) {
        if (act instanceof Act.Ask ask) {
            done.add("Ask " + ask.part() + " " + ask.version());
            platform.ask(ask.part(), ask.version(), limits.answerDeadline())
                    .thenAccept(answer -> onItsWay(
                            answer,
                            heard -> fetcher.asked(now, ask.part(), heard).ifPresent(this::carryOut)));
        } else if (act instanceof Act.Fetch fetch) {
            done.add("Fetch " + fetch.offer().part() + " " + fetch.position());
            platform.fetch(fetch.offer(), fetch.position(), fetch.length(), limits.answerDeadline())
                    .thenAccept(piece -> onItsWay(
                            cut(piece),
                            came -> fetcher.came(now, fetch.offer(), fetch.position(), came)
                                    .forEach(this::carryOut)));
        } else if (act instanceof Act.Keep keep) {
            stored(
                    () -> store.kept(keep.offer().part(), keep.position(), keep.piece()),
                    () -> fetcher.notKept(now, keep.offer(), keep.position()));
        } else if (act instanceof Act.Confirm confirm) {
            done.add("Confirm " + confirm.part());
            stored(() -> store.confirmed(confirm.part(), now), () -> fetcher.notStored(now, confirm.part()));
        } else if (act instanceof Act.Begin begin) {
            done.add("Begin " + begin.offer().part());
            stored(
                    () -> fetcher.begun(begin.offer(), store.offered(begin.offer(), now)),
                    () -> fetcher.notStored(now, begin.offer().part()));
        } else {
            take((Act.Take) act);
        }
    }

    private void take(Act.Take take) {
        DirectoryPart part = take.offer().part();
        done.add("Take " + part);
        try {
            stored(
                    () -> {
                        if (!PartFile.hasRows(part)) {
                            store.files(part);
                        }
                        store.activated(part, now);
                        fetcher.taken(now, take.offer());
                    },
                    () -> fetcher.notStored(now, part));
        } catch (PartFileException refused) {
            stored(() -> store.refused(part, String.valueOf(refused.getMessage())), () -> {});
            fetcher.refused(now, take.offer());
        }
    }

    private void stored(Runnable step, Runnable otherwise) {
        if (stepsLeft == 0) {
            throw new Killed();
        }
        stepsLeft--;
        try {
            step.run();
        } catch (StoreException refused) {
            otherwise.run();
        }
    }

    private Piece cut(Piece piece) {
        if (piece instanceof Piece.Came came && random.nextInt(100) < faults.cutShort()) {
            byte[] bytes = came.bytes().toArray();
            return new Piece.Came(Bytes.of(Arrays.copyOf(bytes, random.nextInt(bytes.length + 100))));
        }
        return piece;
    }

    private <T> void onItsWay(T answer, Consumer<T> heard) {
        if (random.nextInt(100) < faults.lost()) {
            return;
        }
        boolean late = random.nextInt(100) < faults.late();
        deliver(late ? limits.answerDeadline().multipliedBy(3) : Duration.ZERO, answer, heard);
        if (random.nextInt(100) < faults.doubled()) {
            deliver(Duration.ofSeconds(2), answer, heard);
        }
    }

    private <T> void deliver(Duration beyond, T answer, Consumer<T> heard) {
        Instant at = now.plus(beyond).plusMillis(1 + random.nextInt(400));
        events.add(new Event(at, () -> heard.accept(answer)));
    }
}
