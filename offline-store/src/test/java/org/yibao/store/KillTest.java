package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.testing.Sales;

/** Row 1 of the reliability list, without a network: a process that only sells is killed {@code kill.rounds} times. */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final int SALES_MAX = 40;
    private static final long SEED = 20260302;

    @TempDir
    Path folder;

    private final List<Sm2PublicKey> signers = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();

    @Test
    @DisplayName("row 1: what a killed process called durable is there once, and no id comes back")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whatAKilledProcessCalledDurableIsThereOnceAndNoIdComesBack() throws Exception {
        Path file = folder.resolve("store.db");
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            sellAndKill(file, 1 + random.nextInt(SALES_MAX));
            try (SqliteStore store = TestStores.open(file, TestKeys.renewedFrom(signers))) {
                assertWhole(store, round + 1);
            }
        }
        System.out.printf(
                "row 1: %d kills of a store that sells, %d sales, lost 0, doubled 0, seed %d%n",
                ROUNDS, printed.size(), SEED);
    }

    /** Kills after so many printed sales; what the child wrote until the kill reached it counts as well. */
    private void sellAndKill(Path file, int sales) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir", folder.toString()),
                        SellingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            signers.add(Sm2PublicKey.decode(HexFormat.of().parseHex(line(lines))));
            assertThrows(StoreInUseException.class, () -> TestStores.open(file));
            for (int sale = 0; sale < sales; sale++) {
                printed.add(line(lines));
            }
            // By its handle: the other way closes the stream that still holds what it printed.
            child.toHandle().destroyForcibly();
            lines.lines().filter(KillTest::isWhole).forEach(printed::add);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static String line(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the selling process ended by itself");
        }
        return line;
    }

    private static boolean isWhole(String line) {
        return line.length() == "P3701020000120260302090000A000".length();
    }

    /** An answer and what it means for the person are one step: neither is there without the other. */
    private static void assertPersonsFollowTheirLastSettlement(SqliteStore store) {
        Set<String> seen = new HashSet<>();
        for (Settlement last : store.settlements().latest(Integer.MAX_VALUE)) {
            String psnNo = last.sale().person().person().psnNo();
            if (seen.add(psnNo)) {
                PersonSnapshot expected = last.answer() instanceof PlatformAnswer.Booked booked
                        ? SellingProcess.afterAnswer(last.sale(), booked)
                        : Sales.after(last.sale());
                assertEquals(expected, store.persons().findByPsnNo(psnNo).orElseThrow());
            }
        }
    }

    private void assertWhole(SqliteStore store, int kills) {
        assertEquals(
                new JournalVerification.Sound(store.journal().head()),
                store.journal().verify());
        List<String> kept = store.settlements().latest(Integer.MAX_VALUE).stream()
                .map(settlement -> settlement.id().value())
                .toList();
        Set<String> once = new HashSet<>(kept);
        assertEquals(once.size(), kept.size());
        assertEquals(Set.copyOf(printed).size(), printed.size());
        assertEquals(Set.of(), printed.stream().filter(id -> !once.contains(id)).collect(Collectors.toSet()));
        assertTrue(kept.size() <= printed.size() + kills, "at most one sale a kill was durable and not yet printed");
        for (String id : printed) {
            Settlement made =
                    store.settlements().findByKey(new IdempotencyKey(id)).orElseThrow();
            assertEquals(id, made.id().value());
        }
        assertPersonsFollowTheirLastSettlement(store);
        MessageId next = store.ids().next(Sales.MORNING.minusYears(1));
        assertTrue(kept.stream().allMatch(id -> id.compareTo(next.value()) < 0));
    }
}
