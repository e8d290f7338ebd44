package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.Told;

/**
 * Row 2 of the reliability list: the power goes at any call to the disk, and the disk is left in any state that it may
 * be in then. {@code power.states} of the states are opened.
 */
@DisplayName("row 2: after a loss of power what was committed is there, what was not is not, and nothing is corrupt")
class PowerLossTest {
    private static final int STATES = Integer.getInteger("power.states", 240);
    private static final long SEED = Long.getLong("power.seed", 20261129);
    private static final int SALES = 24;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<Sm2PublicKey> signers = new ArrayList<>();
    private final Set<String> said = new TreeSet<>();
    private FaultyDisk library;
    private Path disk;
    private Path control;

    @BeforeEach
    void disk() throws Exception {
        library = FaultyDisk.compiled(folder);
        disk = FaultyDisk.quickFolder(folder);
        control = FaultyDisk.control(folder.resolve("control"));
    }

    /** Long enough for the log to be folded into the file while it sells; then once more, over an orderly end. */
    @Test
    void whileItSellsAndWhileItOpensAndCloses() throws Exception {
        RecordedDisk recorded = RecordedDisk.with(Map.of());
        recorded.record(sell(SALES, 1, "close"));
        recorded.record(sell(3, SALES + 1, "halt"));
        openStates(recorded, STATES);
    }

    /** What a failed sync was for can still be read; what is sold after the restart must not stand on it. */
    @Test
    void afterASyncThatFailedAndARestart() throws Exception {
        RecordedDisk recorded = RecordedDisk.with(Map.of());
        recorded.record(sell(2, 1, "fail"));
        recorded.record(sell(3, 4, "halt"));
        openStates(recorded, STATES / 2);
    }

    private Path sell(int sales, int first, String end) throws Exception {
        Path recording = folder.resolve("recording-" + first);
        List<String> printed = library.run(
                RecordedProcess.class,
                Map.of(
                        "DISK_FOLDER", disk.toString(),
                        "DISK_CONTROL", control.toString(),
                        "DISK_RECORD", recording.toString()),
                disk.toString(),
                String.valueOf(sales),
                String.valueOf(first),
                end);
        signers.add(Sm2PublicKey.decode(HexFormat.of().parseHex(printed.get(0))));
        return recording;
    }

    private void openStates(RecordedDisk recorded, int states) throws Exception {
        int opened = 0;
        for (int call = 0; call < recorded.calls(); call++) {
            RecordedDisk.Change change = recorded.step();
            byte[] content = change.content();
            if (content != null && change.isWriteTo(RecordedProcess.SAID)) {
                said.add(new String(content, StandardCharsets.US_ASCII).strip());
            }
            long due = (long) states * (call + 1) / recorded.calls();
            for (; opened < due; opened++) {
                RecordedDisk.Kept[] kinds = RecordedDisk.Kept.values();
                openState(recorded, call, kinds[random.nextInt(kinds.length)]);
            }
        }
        System.out.printf(
                "row 2: %d states of %d calls opened, %d steps said to be done, seed %d%n",
                opened, recorded.calls(), said.size(), SEED);
        assertTrue(said.size() >= 5, said::toString);
    }

    private void openState(RecordedDisk recorded, int call, RecordedDisk.Kept kept) throws IOException {
        Path state = Files.createDirectory(disk.resolve("state"));
        Path file = state.resolve("store.db");
        try {
            recorded.leave(state, kept, random);
            try (SqliteStore store = TestStores.open(file, TestKeys.renewedFrom(signers))) {
                assertWhole(store, "call " + call + ", " + kept);
            }
        } finally {
            StoreFiles.delete(file);
            Files.delete(state);
        }
    }

    private void assertWhole(SqliteStore store, String where) {
        assertInstanceOf(JournalVerification.Sound.class, store.check(), where);
        for (String step : said) {
            String[] words = step.split(" ", -1);
            Settlement made = store.settlements()
                    .findByKey(new IdempotencyKey("sale-" + words[1]))
                    .orElseThrow(() -> new AssertionError(where + ": lost: " + step));
            assertTrue(!words[0].equals("told") || made.told() == Told.PROVISIONAL, where + ": lost: " + step);
            assertTrue(!words[0].equals("answered") || made.answer() != null, where + ": lost: " + step);
        }
        long accepted =
                said.stream().filter(step -> step.startsWith("accepted")).count();
        int kept = store.settlements().latest(1_000).size();
        // The one that was under way, and the one whose sync failed, may be there or not, but whole.
        assertTrue(kept >= accepted && kept <= accepted + 2, where + ": " + kept + " of " + accepted);
        assertEquals(store.outbox().size(), store.outbox().entries(1_000).size(), where);
    }
}
