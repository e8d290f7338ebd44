package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/** Row 4 of the reliability list, on a small file system of its own. */
@DisplayName("row 4: the disk fills at each step, then space returns")
class FullDiskTest {
    private static final String SIZE = "size=16m";
    private static final int FILLED_AT_ONCE = 64 << 10;
    private static final int MOUNT_SECONDS_MAX = 10;

    @TempDir
    Path folder;

    private Path disk;
    private Path file;
    private Path filler;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        FaultyDisk.required(mounted("-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()), "no right to mount");
        file = disk.resolve("store.db");
        filler = disk.resolve("filler");
    }

    @AfterEach
    void unmount() throws Exception {
        done("umount", disk.toString());
    }

    @Test
    void saleIsRefusedAndWhatWasBegunComesToItsEnd() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            Sale answered = TestStores.sell(store, 1);
            Sale reversed = TestStores.sell(store, 2);
            fill();
            // The log has room left within its file for a while; the reserve is not for sales.
            int sold = sellUntilRefused(store);
            assertEquals(Optional.empty(), store.settlements().refusesBecause());

            store.settlements().attempted(answered.id(), TestStores.CLOCK.instant());
            store.settlements().told(answered.id(), Told.PROVISIONAL);
            store.settlements()
                    .answered(answered.id(), Sales.booked(answered), Sales.evidence("answer"), Sales.after(answered));
            MessageId id = store.ids().next(Sales.MORNING);
            var reversal = Sales.reversal(reversed, id);
            store.settlements().reversing(reversal, before -> Sales.message(reversal), reversed.person());
            assertFalse(Files.exists(disk.resolve("store.db" + Reserve.SUFFIX)));
            assertThrows(StoreException.class, () -> TestStores.sell(store, 900));

            Files.delete(filler);
            TestStores.sell(store, 901);
            assertEquals(Reserve.BYTES, Files.size(disk.resolve("store.db" + Reserve.SUFFIX)));
            assertEquals(3 + sold, store.settlements().latest(1_000).size());
            assertSound(store);
        }
    }

    /** Whatever fills the disk goes on: so the reserve must carry as many answers as it is said to. */
    @Test
    void reserveIsEnoughForFiftyAnswersAndTheirWords() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            List<Sale> sales = IntStream.rangeClosed(1, 50)
                    .mapToObj(number -> TestStores.sell(store, number))
                    .toList();
            fill();
            sellUntilRefused(store);
            for (Sale sale : sales) {
                store.settlements().told(sale.id(), Told.PROVISIONAL);
                store.settlements()
                        .answered(sale.id(), Sales.booked(sale), Sales.evidence("answer"), Sales.after(sale));
            }
            assertSound(store);
        }
    }

    @Test
    void terminalThatStartsOnAFullDiskEndsWhatWasBegun() throws Exception {
        Sale sale;
        try (SqliteStore store = TestStores.open(file)) {
            sale = TestStores.sell(store, 1);
        }
        fill();
        try (SqliteStore store = TestStores.open(file)) {
            store.settlements().told(sale.id(), Told.PROVISIONAL);
            assertThrows(StoreException.class, () -> TestStores.sell(store, 2));
        }
        Files.delete(filler);
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(
                    SettlementState.PROVISIONAL,
                    store.settlements().find(sale.id()).orElseThrow().state());
            TestStores.sell(store, 2);
            assertSound(store);
        }
    }

    /** From nearly full to full in small steps, so that each write of a sale meets the end once. */
    @Test
    void wheneverTheDiskFillsASaleIsThereWholeOrNotAtAll() throws Exception {
        int refused = 0;
        for (int left = 0; left < 40; left++) {
            Path at = disk.resolve("store-" + left + ".db");
            try (SqliteStore store = TestStores.open(at)) {
                TestStores.sell(store, 1);
                fill();
                leave(left * 4_096);
                try {
                    TestStores.sell(store, 2);
                } catch (StoreException full) {
                    refused++;
                }
                assertEquals(Optional.empty(), store.settlements().refusesBecause());
                Files.delete(filler);
                TestStores.sell(store, 3);
                assertSound(store);
            } finally {
                Files.deleteIfExists(filler);
                StoreFiles.delete(at);
            }
        }
        assertTrue(refused > 0, "the disk was never full");
    }

    @Test
    void diskThatIsReadOnlyIsSaidAtTheOpeningAndNothingIsLost() throws Exception {
        try (SqliteStore store = TestStores.open(file)) {
            TestStores.sell(store, 1);
        }
        assertTrue(mounted("-o", "remount,ro", disk.toString()));
        assertThrows(StoreException.class, () -> TestStores.open(file));
        assertTrue(mounted("-o", "remount,rw", disk.toString()));
        try (SqliteStore store = TestStores.open(file)) {
            assertEquals(1, store.settlements().latest(10).size());
            assertSound(store);
        }
    }

    private static void assertSound(SqliteStore store) {
        assertInstanceOf(JournalVerification.Sound.class, store.check());
    }

    private static int sellUntilRefused(SqliteStore store) {
        for (int sold = 0; true; sold++) {
            try {
                TestStores.sell(store, 100 + sold);
            } catch (StoreException full) {
                return sold;
            }
        }
    }

    /** Writes until nothing more is taken. */
    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int piece = FILLED_AT_ONCE; piece > 0; ) {
                try {
                    out.write(new byte[piece]);
                } catch (IOException full) {
                    piece /= 2;
                }
            }
        }
    }

    private void leave(int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    private static boolean mounted(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        return done(command.toArray(String[]::new));
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(MOUNT_SECONDS_MAX, TimeUnit.SECONDS);
            if (ended && process.exitValue() != 0) {
                System.out.println(said);
            }
            return ended && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
