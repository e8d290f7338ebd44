package org.yibao.acceptance.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.yibao.link.identity.KeyedStub;
import org.yibao.link.testing.VirtualTime;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.service.CredentialOutcome;
import org.yibao.settlement.service.Underway;

/** One run from one seed: so many steps in which everything fails, then all is mended, drained and checked. */
final class Simulation {
    /** Of so many seeds one signs for real. */
    private static final int REALLY_SIGNED = 100;

    private static final Duration BEFORE_EXPIRY_MOST = Duration.ofMinutes(45);
    private static final Duration DRAIN_MOST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final int TILLS = 2;
    private static final int AUDITED = 3;

    private final long seed;
    private final World world;
    private final SimulatedPlatform platform;
    private final List<SimulatedTerminal> terminals = new ArrayList<>();
    private final List<Till> tills = new ArrayList<>();
    private final List<Insured> people;
    private final Books books;
    private long steps;

    /**
     * What came of a run.
     *
     * @param steps events, those of the drain included
     * @param told how often a counter heard of a sale
     * @param ends how the settlements ended
     * @param broken the invariant that does not hold; empty where all do
     * @param last the end of the trace
     */
    record Outcome(
            long seed,
            long steps,
            int told,
            Map<Fault, Integer> faults,
            Map<String, Integer> ends,
            String digest,
            Optional<String> broken,
            List<String> last) {}

    private Simulation(Site site, long seed, Assembly assembly) {
        this.seed = seed;
        Chance chance = new Chance(seed);
        Instant start = Site.EXPIRY.minus(chance.upTo(BEFORE_EXPIRY_MOST));
        Optional<KeyedStub> stub = seed % REALLY_SIGNED == 0 ? Optional.empty() : Optional.of(Simulation::signature);
        world = new World(
                site,
                new VirtualTime(start),
                chance,
                new Trace(start),
                stub,
                assembly,
                new AtomicReference<@Nullable String>());
        platform = new SimulatedPlatform(world);
        books = new Books(platform.ledger());
        people = people(platform.ledger());
        for (Site.Enrolled enrolled : site.terminals()) {
            SimulatedTerminal terminal = new SimulatedTerminal(world, platform, enrolled);
            terminals.add(terminal);
            for (int number = 1; number <= TILLS; number++) {
                tills.add(new Till(world, terminal, number, people, books));
            }
        }
    }

    private static List<Insured> people(LedgerDatabase ledger) {
        return ledger.inTransaction(tx -> new People(tx).all());
    }

    /** As long as a real one, and as good against the line's faults. */
    private static byte[] signature(Bytes certificateId, byte[] json) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : certificateId.toArray()) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        for (byte each : json) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        ByteBuffer signature = ByteBuffer.allocate(64);
        while (signature.hasRemaining()) {
            signature.putLong(hash);
        }
        return signature.array();
    }

    static Outcome run(Site site, long seed, long steps, Assembly assembly) {
        Simulation simulation = new Simulation(site, seed, assembly);
        Optional<String> broken = Optional.empty();
        try {
            simulation.play(steps);
        } catch (RuntimeException | Error found) {
            broken = Optional.of(
                    found instanceof BrokenInvariant ? String.valueOf(found.getMessage()) : "uncaught: " + found);
        } finally {
            simulation.platform.close();
        }
        return simulation.outcome(broken);
    }

    private Outcome outcome(Optional<String> broken) {
        return new Outcome(
                seed,
                steps,
                books.heard(),
                world.chance().injected(),
                books.ends(),
                world.trace().digest(),
                broken,
                world.trace().last());
    }

    private void play(long most) {
        while (steps < most) {
            step(Instant.MAX);
        }
        world.say("world", "mended");
        world.chance().calm();
        tills.forEach(Till::close);
        platform.start();
        terminals.forEach(SimulatedTerminal::mend);
        drain();
        pass(SETTLED);
        books.check(terminals, platform);
        terminals.forEach(this::audit);
    }

    /** Asks for some people once more; nothing waits by now that could have moved them here alone. */
    private void audit(SimulatedTerminal terminal) {
        RunningTerminal process = terminal.running().orElseThrow();
        for (int i = 0; i < AUDITED; i++) {
            Insured person = world.chance().of(people);
            Optional<Underway<CredentialOutcome>> asked = process.asked(() ->
                    process.service().begin(new InsuredCard.IdentityCard(person.identityNumber(), person.name())));
            pass(LOOK);
            Optional<CredentialOutcome> outcome = asked.flatMap(call -> process.asked(call::end));
            BrokenInvariant.unless(
                    outcome.isPresent()
                            && outcome.get() instanceof CredentialOutcome.Accepted accepted
                            && accepted.online(),
                    () -> "%s: a mended terminal gets no word on a person".formatted(terminal.name()));
            PersonSnapshot said = ((CredentialOutcome.Accepted) outcome.orElseThrow()).person();
            if (terminal.durable().size() == 0) {
                books.agrees(platform, said);
            }
        }
    }

    private boolean step(Instant end) {
        boolean happened = world.time().step(end);
        if (happened) {
            steps++;
        }
        String failure = world.failure().get();
        if (failure != null) {
            throw new BrokenInvariant(failure);
        }
        return happened;
    }

    private void pass(Duration time) {
        Instant end = world.time().instant().plus(time);
        while (step(end)) {
            // Everything is in the step.
        }
    }

    private void drain() {
        Instant end = world.time().instant().plus(DRAIN_MOST);
        while (!terminals.stream().allMatch(Books::drained)) {
            if (world.time().instant().isAfter(end)) {
                return;
            }
            terminals.forEach(SimulatedTerminal::mend);
            pass(LOOK);
        }
    }
}
