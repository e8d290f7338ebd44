package org.yibao.store;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/**
 * Takes the steps of a sale once for each call to the disk that can fail, and looks afterwards at what is there. Prints
 * a line for each kind of fault, and one that begins with WRONG for each thing that must not be.
 */
final class FaultyDiskProcess {
    private static final int WRITE = 1;
    private static final int SYNC = 2;
    private static final int TRUNCATE = 4;
    private static final int OPEN = 8;
    private static final int UNLINK = 16;
    private static final int READ = 32;
    private static final int EIO = 5;
    private static final int ENOSPC = 28;
    private static final int EROFS = 30;
    private static final int ONCE = 0;
    private static final int FROM_THEN_ON = 1;
    private static final int HALF = 2;

    private static final List<Fault> FAULTS = List.of(
            new Fault("a write fails with EIO", WRITE, EIO, ONCE),
            new Fault("the disk is full (ENOSPC)", WRITE, ENOSPC, FROM_THEN_ON),
            new Fault("the disk is full once", WRITE, ENOSPC, ONCE),
            new Fault("a write is cut short, then ENOSPC", WRITE, ENOSPC, HALF),
            new Fault("the disk takes nothing more (EROFS)", WRITE | TRUNCATE | OPEN | UNLINK, EROFS, FROM_THEN_ON),
            new Fault("a sync fails with EIO, then succeeds", SYNC, EIO, ONCE),
            new Fault("an opening, truncation or removal fails with EIO", OPEN | TRUNCATE | UNLINK, EIO, ONCE),
            new Fault("a read fails with EIO", READ, EIO, ONCE));

    private final Path folder;
    private final IntBuffer control;
    private final Path whole;
    private final MessageId sold;
    private int runs;
    private int refused;
    private final List<String> wrongs = new ArrayList<>();

    private record Fault(String name, int kinds, int errno, int mode) {}

    private FaultyDiskProcess(Path folder, IntBuffer control) throws IOException {
        this.folder = folder;
        this.control = control;
        this.whole = Files.createDirectories(folder.resolve("whole")).resolve("store.db");
        try (SqliteStore store = TestStores.open(whole)) {
            sold = TestStores.sell(store, 1).id();
        }
    }

    /** @param arguments the folder that the disk watches, and the file of its control */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        FaultyDiskProcess process = new FaultyDiskProcess(folder, FaultyDisk.mapped(Path.of(arguments[1])));
        for (Fault fault : FAULTS) {
            process.tryAll(fault);
        }
    }

    private void tryAll(Fault fault) throws IOException {
        runs = 0;
        refused = 0;
        int calls = tryOnce(fault, 0);
        for (int at = 1; at <= calls; at++) {
            tryOnce(fault, at);
            runs++;
        }
        System.out.printf("%s: %d calls, %d steps refused%n", fault.name(), runs, refused);
        wrongs.forEach(wrong -> System.out.println("WRONG " + fault.name() + ": " + wrong));
        wrongs.clear();
    }

    /** @return how many calls could have failed */
    private int tryOnce(Fault fault, int at) throws IOException {
        Path file = Files.createDirectories(folder.resolve("run")).resolve("store.db");
        StoreFiles.delete(file);
        Files.copy(whole, file);
        control.put(0, fault.kinds())
                .put(1, at)
                .put(2, fault.errno())
                .put(3, fault.mode())
                .put(4, 0)
                .put(5, 0);
        Set<String> done = new TreeSet<>();
        Optional<SqliteStore> opened = open(file, at);
        if (opened.isPresent()) {
            work(opened.get(), fault, at, done);
            try {
                opened.get().close();
            } catch (StoreException theDiskRefused) {
                refused++;
            }
        }
        int calls = control.get(4);
        control.put(0, 0);
        lookAt(file, at, done);
        return calls;
    }

    private Optional<SqliteStore> open(Path file, int at) {
        try {
            return Optional.of(TestStores.open(file));
        } catch (StoreException theDiskRefused) {
            refused++;
        } catch (RuntimeException unclear) {
            wrongs.add("call " + at + ": opening ends with " + unclear);
        }
        return Optional.empty();
    }

    private void work(SqliteStore store, Fault fault, int at, Set<String> done) {
        boolean[] syncFailed = {false};
        step(
                "attempted",
                store,
                fault,
                at,
                done,
                syncFailed,
                () -> store.settlements().attempted(sold, TestStores.CLOCK.instant()));
        step(
                "told",
                store,
                fault,
                at,
                done,
                syncFailed,
                () -> store.settlements().told(sold, Told.PROVISIONAL));
        step("answered", store, fault, at, done, syncFailed, () -> {
            Sale sale = store.settlements().find(sold).orElseThrow().sale();
            store.settlements().answered(sold, Sales.booked(sale), Sales.evidence("answer"), Sales.after(sale));
        });
        step("accepted", store, fault, at, done, syncFailed, () -> TestStores.sell(store, 2));
        step("accepted again", store, fault, at, done, syncFailed, () -> TestStores.sell(store, 3));
    }

    private void step(
            String name,
            SqliteStore store,
            Fault fault,
            int at,
            Set<String> done,
            boolean[] syncFailed,
            Runnable step) {
        int failedBefore = control.get(5);
        try {
            step.run();
            if (syncFailed[0]) {
                wrongs.add("call " + at + ": " + name + " is done after a sync that failed before");
            }
            if (fault.kinds() == SYNC && control.get(5) > failedBefore) {
                wrongs.add("call " + at + ": " + name + " is done, and its sync failed");
            }
            done.add(name);
        } catch (StoreException theDiskRefused) {
            refused++;
        } catch (RuntimeException unclear) {
            wrongs.add("call " + at + ": " + name + " ends with " + unclear);
        }
        syncFailed[0] |= fault.kinds() == SYNC && control.get(5) > failedBefore;
        if (syncFailed[0] && store.settlements().refusesBecause().isEmpty()) {
            wrongs.add("call " + at + ": the store goes on after a sync that failed");
        }
    }

    /** The disk is sound again: what was done is there, and all that is there is whole. */
    private void lookAt(Path file, int at, Set<String> done) {
        try (SqliteStore store = TestStores.open(file)) {
            if (!(store.check() instanceof JournalVerification.Sound)) {
                wrongs.add("call " + at + ": " + store.check());
            }
            Settlement first = store.settlements().find(sold).orElseThrow();
            boolean kept = (!done.contains("told") || first.told() == Told.PROVISIONAL)
                    && (!done.contains("answered") || first.answer() != null)
                    && (!done.contains("accepted") || isThere(store, 2))
                    && (!done.contains("accepted again") || isThere(store, 3));
            if (!kept) {
                wrongs.add("call " + at + ": done, and not there: " + done);
            }
            TestStores.sell(store, 4);
        } catch (RuntimeException lost) {
            wrongs.add("call " + at + ": afterwards " + lost);
        }
    }

    private static boolean isThere(SqliteStore store, int number) {
        return store.settlements()
                .findByKey(new IdempotencyKey("sale-" + number))
                .filter(made -> made.sale().person().equals(Persons.person(number)))
                .isPresent();
    }
}
