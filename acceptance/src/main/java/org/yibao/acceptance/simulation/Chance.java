package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.yibao.link.testing.LineFault;
import org.yibao.link.testing.LineFaults;

/** What a seed decides: how often each fault happens in its run, and everything that is drawn. */
final class Chance implements LineFaults {
    private static final int PER_THOUSAND = 1_000;
    /** Faults that a seed leaves out, has as usual, or often: each run is bad in its own way. */
    private static final List<Double> MOODS = List.of(0.0, 0.3, 1.0, 1.0, 3.0);

    private final Random random;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private boolean quiet;

    Chance(long seed) {
        random = new Random(seed);
        for (Fault fault : Fault.values()) {
            rates.put(fault, fault.usualPerThousand() * MOODS.get(random.nextInt(MOODS.size())));
            injected.put(fault, 0);
        }
    }

    /** Nothing goes wrong from here on. */
    void calm() {
        quiet = true;
    }

    boolean strikes(Fault fault) {
        // Drawn in any case: one seed's runs differ in nothing but what it decides.
        boolean struck = random.nextDouble() * PER_THOUSAND < rates.getOrDefault(fault, 0.0) && !quiet;
        if (struck) {
            injected.merge(fault, 1, Integer::sum);
        }
        return struck;
    }

    @Override
    public boolean strikes(LineFault fault) {
        return strikes(
                switch (fault) {
                    case LOST -> Fault.FRAME_LOST;
                    case DOUBLED -> Fault.FRAME_DOUBLED;
                    case CHANGED -> Fault.FRAME_CHANGED;
                    case LATE -> Fault.FRAME_LATE;
                    case SWALLOWED -> Fault.CONNECTION_SWALLOWED;
                    case TORN -> Fault.CONNECTION_TORN;
                });
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** One in so many. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis(1 + (long) (random.nextDouble() * most.toMillis()));
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    long seed() {
        return random.nextLong();
    }

    Map<Fault, Integer> injected() {
        return injected;
    }
}
