package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.terminal.command.Main;

/**
 * Row 1 of the reliability list: the terminal as it ships is killed with SIGKILL at random moments, {@code kill.rounds}
 * times, while tills sell and take back over its API, its store is a real file and its line a real socket; some kills
 * come while it starts. At named points it is killed by {@link KillTest}.
 */
final class KillStormTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 12);
    private static final long SEED = Long.getLong("kill.seed", 20261128);
    private static final int TILLS = 3;
    private static final int PEOPLE = 3;

    /** A life is counted in answers, so that a slow machine sells as much in it as a quick one. */
    private static final int ANSWERS_MAX = 25;

    private static final int THEN_MS_MAX = 60;
    private static final Duration LIFE_MOST = Duration.ofSeconds(20);
    private static final int START_MS_MAX = 2_500;
    private static final String SHIPPED = Main.class.getName();
    private static final Site.Limits QUICK = new Site.Limits(1, 2, 10_000);
    private static final Duration DRAIN_MOST = Duration.ofMinutes(2);

    @TempDir
    private static Path work;

    private final Random random = new Random(SEED);
    private final Set<String> atTerminal = new TreeSet<>();
    private int killedStarting;

    @Test
    @DisplayName("row 1: nothing is lost and nothing doubled, whenever the terminal is killed")
    void nothingIsLostAndNothingDoubledWheneverItIsKilled() throws Exception {
        try (Stage stage = Devices.pharmacy(work, QUICK)) {
            List<String> people = people(stage);
            List<StormTill> tills = new ArrayList<>();
            for (int number = 1; number <= TILLS; number++) {
                tills.add(new StormTill("till-" + number, new Random(SEED + number)));
            }
            ExecutorService threads = Executors.newFixedThreadPool(TILLS);
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    liveAndDie(stage, people.get(round % people.size()), tills, threads);
                    if (random.nextInt(4) == 0 && round < ROUNDS - 1) {
                        round++;
                        killedStarting++;
                        stage.pharmacy().openAndKill(SHIPPED, Duration.ofMillis(random.nextInt(START_MS_MAX)));
                    }
                    open(stage, tills);
                }
            } finally {
                threads.shutdownNow();
            }
            assertBooks(stage, tills);
        }
    }

    /** Some that the terminal knows from here on, so that they can buy however soon it is killed again. */
    private static List<String> people(Stage stage) {
        List<String> people = stage.platform().control().people().stream()
                .map(Insured::psnNo)
                .limit(PEOPLE)
                .toList();
        people.forEach(person -> assertTrue(stage.laid(person).isOk(), person));
        return people;
    }

    /** What the tills were told so far is there after each restart. */
    private void open(Stage stage, List<StormTill> tills) {
        stage.pharmacy().open(SHIPPED, "P001", "李收银");
        note(stage);
        tills.forEach(till -> assertTrue(atTerminal.containsAll(till.made()), () -> "lost: " + till));
    }

    /** A list of the API is short; asked after each life, all of them together are long. */
    private void note(Stage stage) {
        JsonNode settlements = stage.pharmacy()
                .counter()
                .till()
                .get("/settlements?limit=100")
                .body()
                .path("settlements");
        settlements.forEach(
                settlement -> atTerminal.add(settlement.path("settlement").asText()));
    }

    private void liveAndDie(Stage stage, String person, List<StormTill> tills, ExecutorService threads)
            throws Exception {
        Till door = stage.pharmacy().counter().till();
        Reply presented = stage.laid(person);
        assertTrue(presented.isOk(), () -> "not presented: " + presented.body());
        String credential = presented.body().path("credential").asText();
        int before = answers(tills);
        List<Future<?>> working = new ArrayList<>();
        for (StormTill till : tills) {
            working.add(threads.submit(() -> till.work(door, credential)));
        }
        int answers = 1 + random.nextInt(ANSWERS_MAX);
        long most = System.nanoTime() + LIFE_MOST.toNanos();
        while (answers(tills) < before + answers && System.nanoTime() < most) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(THEN_MS_MAX * 1_000)));
        stage.pharmacy().process().kill();
        for (Future<?> till : working) {
            till.get(1, TimeUnit.MINUTES);
        }
    }

    private static int answers(List<StormTill> tills) {
        return tills.stream().mapToInt(StormTill::answers).sum();
    }

    private void assertBooks(Stage stage, List<StormTill> tills) {
        stage.pharmacy().awaitLine(true);
        tills.forEach(till -> till.repeatUnanswered(stage.pharmacy().counter().till()));
        Patience.await(DRAIN_MOST, () -> Outcome.queued(stage) == 0, "the queue did not drain");
        note(stage);
        Set<String> told = new TreeSet<>();
        for (StormTill till : tills) {
            assertEquals(List.of(), till.wrongs(), till.toString());
            assertTrue(told.stream().noneMatch(till.made()::contains), "one settlement for two keys");
            told.addAll(till.made());
        }
        assertEquals(told, atTerminal, "what the tills were told, and what the terminal holds");
        List<Entry> sold = Outcome.entries(stage).stream()
                .filter(entry -> entry.voids() == null)
                .toList();
        Set<String> booked = sold.stream().map(Entry::msgid).collect(Collectors.toCollection(HashSet::new));
        assertEquals(booked.size(), sold.size(), "booked twice");
        assertTrue(atTerminal.containsAll(booked), "booked, and not at the terminal");
        for (StormTill till : tills) {
            till.sold().forEach(id -> assertTrue(booked.contains(id), "sold, and not booked: " + id));
        }
        Outcome.booksAgree(stage);
        System.out.printf(
                "row 1: %d kills, %d of them while starting, seed %d; %d settlements, %d of them after the till's"
                        + " repeat; lost 0, doubled 0%n",
                ROUNDS,
                killedStarting,
                SEED,
                told.size(),
                tills.stream().mapToInt(StormTill::repeated).sum());
        assertTrue(told.size() > ROUNDS, "hardly anything was sold");
    }
}
