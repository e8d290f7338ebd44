package org.yibao.link.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.link.server.ServerConnection;

/** Both engines over a faulty line: whatever it does, nothing is lost, doubled or stuck, and in the end all is answered. */
class LineSimulationTest {
    private static final int SEEDS = 24;
    private static final int SUBMISSIONS = 1_000;

    /** It says why it closes, a thousand times. */
    private static final Logger PLATFORM_LOG = Logger.getLogger(ServerConnection.class.getName());

    @BeforeAll
    static void quiet() {
        PLATFORM_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        PLATFORM_LOG.setLevel(null);
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySubmissionEndsOnceAndAMendedLineDrains(long seed) {
        SimulatedLine line = new SimulatedLine(seed);
        Random random = new Random(~seed);
        for (int i = 0; i < SUBMISSIONS; i++) {
            line.submit();
            line.run(Duration.ofMillis(random.nextInt(800)));
        }
        line.mend();
        for (int second = 0; second < 180; second++) {
            line.submit();
            line.run(Duration.ofSeconds(1));
        }
        assertTrue(line.everythingAnswered());
        assertEquals(LineState.ONLINE, line.state());
        line.stop();
        line.run(Duration.ofSeconds(10));
        assertEquals(LineState.STOPPED, line.state());
        assertTrue(line.outcomes() > SUBMISSIONS / 2, "the line was hardly used");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stoppingWhileTheLineIsFaultyEndsInTimeWithAnOutcomeForEach(long seed) {
        SimulatedLine line = new SimulatedLine(seed);
        Random random = new Random(~seed);
        for (int i = 0; i < 50; i++) {
            line.submit();
            line.run(Duration.ofMillis(random.nextInt(400)));
        }
        line.stop();
        line.run(Duration.ofSeconds(8));
        assertEquals(LineState.STOPPED, line.state());
        assertTrue(line.nothingOpen());
    }
}
