package org.yibao.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row 7 of the reliability list: terminals and platform from fixed seeds; {@code .ci/run} takes fresh ones. */
class SimulationTest {
    /** The first of them signs for real. */
    private static final String FROM = "1000";

    private static final String SEEDS = "12";

    @Test
    void fixedSeedsKeepEveryInvariant() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = simulate(said, "--seeds", SEEDS, "--from", FROM);
        assertEquals(0, code, () -> said.toString(StandardCharsets.UTF_8));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("faults injected"));
    }

    @Test
    void wrongCallIsNoRun() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertEquals(2, simulate(said, "--seeds"));
        assertEquals(2, simulate(said, "--steps", "5"));
        assertEquals(2, simulate(said, "--seeds", "one"));
        assertEquals(2, simulate(said, "--forever", "1"));
    }

    private static int simulate(ByteArrayOutputStream said, String... arguments) {
        return Simulate.run(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8));
    }
}
