package org.yibao.acceptance.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code bin/simulate --seeds N [--from SEED] [--steps K] [--seconds S]}: runs so many seeds, or as many as the time
 * allows. Exit code 0 where every invariant held, 1 where one did not, 2 for a wrong call.
 */
public final class Simulate {
    static final long STEPS = 5_000;

    private static final int BROKEN = 1;
    private static final int WRONG_CALL = 2;
    private static final String USAGE = "usage: simulate --seeds N [--from SEED] [--steps K] [--seconds S]";

    /** The engines say in it what is planned here. */
    private static final Logger ENGINES = Logger.getLogger("org.yibao");

    private Simulate() {}

    /** @param seconds none is begun after so many; empty for as long as it takes */
    record Call(long seeds, long from, long steps, OptionalLong seconds) {
        static Call parse(List<String> arguments) {
            long seeds = Long.MAX_VALUE;
            long from = 1;
            long steps = STEPS;
            OptionalLong seconds = OptionalLong.empty();
            for (int i = 0; i < arguments.size(); i += 2) {
                long value = value(arguments, i + 1);
                switch (arguments.get(i)) {
                    case "--seeds" -> seeds = value;
                    case "--from" -> from = value;
                    case "--steps" -> steps = value;
                    case "--seconds" -> seconds = OptionalLong.of(value);
                    default -> throw new IllegalArgumentException(arguments.get(i));
                }
            }
            if (seeds == Long.MAX_VALUE && seconds.isEmpty()) {
                throw new IllegalArgumentException("neither --seeds nor --seconds");
            }
            return new Call(seeds, from, steps, seconds);
        }

        private static long value(List<String> arguments, int at) {
            if (at >= arguments.size()) {
                throw new IllegalArgumentException(arguments.get(at - 1) + " without a number");
            }
            long value = Long.parseLong(arguments.get(at));
            if (value < 0) {
                throw new IllegalArgumentException(arguments.get(at));
            }
            return value;
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) {
        Call call;
        try {
            call = Call.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println(USAGE + " (" + wrong.getMessage() + ")");
            return WRONG_CALL;
        }
        Level before = ENGINES.getLevel();
        ENGINES.setLevel(Level.OFF);
        try {
            return run(call, out);
        } finally {
            ENGINES.setLevel(before);
        }
    }

    private static int run(Call call, PrintStream out) {
        out.println("seeds from " + call.from() + ", " + call.steps() + " steps each before the drain");
        Site site = Site.make();
        long began = System.nanoTime();
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        Map<String, Long> ends = new TreeMap<>();
        long seeds = 0;
        long steps = 0;
        long told = 0;
        while (seeds < call.seeds() && !over(call, began)) {
            Simulation.Outcome outcome = Simulation.run(site, call.from() + seeds, call.steps(), Assembly.HONEST);
            if (outcome.broken().isPresent()) {
                fail(outcome, call, out);
                return BROKEN;
            }
            seeds++;
            steps += outcome.steps();
            told += outcome.told();
            outcome.faults().forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
            outcome.ends().forEach((end, count) -> ends.merge(end, (long) count, Long::sum));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.printf(
                "%d seeds, %d steps in %d s (%d a second), %d answers heard at counters; all invariants held%n",
                seeds, steps, took.toSeconds(), steps * 1_000 / Math.max(1, took.toMillis()), told);
        out.println("faults injected:");
        faults.forEach((fault, count) -> out.printf("  %-34s %d%n", fault, count));
        out.println("settlements by their end:");
        ends.forEach((end, count) -> out.printf("  %-34s %d%n", end, count));
        return 0;
    }

    private static boolean over(Call call, long began) {
        return call.seconds().isPresent()
                && System.nanoTime() - began
                        >= Duration.ofSeconds(call.seconds().getAsLong()).toNanos();
    }

    private static void fail(Simulation.Outcome outcome, Call call, PrintStream out) {
        outcome.last().forEach(out::println);
        out.println("BROKEN seed " + outcome.seed() + ": " + outcome.broken().orElseThrow());
        out.println("trace " + outcome.digest() + "; again: bin/simulate --seeds 1 --from " + outcome.seed()
                + " --steps " + call.steps());
    }
}
