package org.yibao.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Row 7 of the reliability list, the other way round: what is planted is found. */
class SimulationFindsTest {
    /** The seeds within which each mutant must be found. */
    private static final int SEEDS = 25;

    private static final long STEPS = 3_000;
    private static final Logger ENGINES = Logger.getLogger("org.yibao");
    private static final Site SITE = Site.make();

    @BeforeAll
    static void quiet() {
        ENGINES.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        ENGINES.setLevel(null);
    }

    private static Optional<Simulation.Outcome> found(Supplier<Assembly> mutant) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Simulation.run(SITE, seed, STEPS, mutant.get()))
                .filter(outcome -> outcome.broken().isPresent())
                .findFirst();
    }

    @Test
    void messageThatIsSentBeforeItsSaleIsCommitted() {
        assertTrue(found(Mutants::sendsBeforeItCommits).isPresent());
    }

    @Test
    void messageThatIsTriedAgainUnderAnotherId() {
        assertTrue(found(Mutants::makesANewIdForEachTry).isPresent());
    }

    @Test
    void messageInDoubtThatIsForgotten() {
        assertTrue(found(Mutants::forgetsOneInDoubt).isPresent());
    }

    @Test
    void storeThatReturnsBeforeItSynced() {
        assertTrue(found(Mutants::forgetsToSync).isPresent());
    }

    @Test
    void sameStoryFromTheSameSeed() {
        Simulation.Outcome first = Simulation.run(SITE, 7, STEPS, Assembly.HONEST);
        Simulation.Outcome again = Simulation.run(SITE, 7, STEPS, Assembly.HONEST);
        assertEquals(first.digest(), again.digest());
        assertEquals(first.steps(), again.steps());
    }
}
