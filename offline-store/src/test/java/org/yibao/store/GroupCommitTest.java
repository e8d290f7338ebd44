package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/** Steps of several callers in one commit. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GroupCommitTest {
    private static final String INSERT = "INSERT INTO parent (id) VALUES (?)";
    private static final String ORPHAN = "INSERT INTO child (parent) VALUES (99)";
    private static final String COUNT = "SELECT count(*) FROM parent";
    private static final int TILLS = 8;
    private static final int SALES_OF_A_TILL = 12;

    private static final int WAL_HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int PAGE_BYTES_AT = 8;
    private static final int SALT_AT = 16;

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("steps.db");
        database = Database.open(file);
        database.useWriteAheadLog();
        database.inTransaction(transaction -> {
            transaction.script("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
            transaction.script("CREATE TABLE child (parent REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
            return transaction;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void stepsThatArriveWhileAnotherIsSyncedAreCommittedTogetherInTheirOrder() throws Exception {
        List<Integer> order = new ArrayList<>();
        long before = commits();
        List<CompletableFuture<Integer>> ends = together(IntStream.rangeClosed(1, TILLS)
                .<Database.Work<Integer>>mapToObj(id -> transaction -> {
                    transaction.update(INSERT, id);
                    order.add(id);
                    return id * 10;
                })
                .toList());
        for (int id = 1; id <= TILLS; id++) {
            assertEquals(id * 10, ends.get(id - 1).join());
        }
        assertEquals(IntStream.rangeClosed(1, TILLS).boxed().toList(), order);
        assertEquals(TILLS, number(COUNT));
        assertEquals(1, commits() - before, "the step before them wrote nothing");
    }

    @Test
    void stepThatThrowsIsUndoneAloneAmongThoseCommittedWithIt() throws Exception {
        List<CompletableFuture<Integer>> ends = together(List.of(
                transaction -> transaction.update(INSERT, 1),
                transaction -> {
                    transaction.update(INSERT, 2);
                    throw new IllegalStateException("half-way");
                },
                transaction -> {
                    transaction.update(INSERT, 3);
                    return transaction.update(INSERT, 3);
                },
                transaction -> transaction.update(INSERT, 4)));
        assertEquals(1, ends.get(0).join());
        assertInstanceOf(IllegalStateException.class, failureOf(ends.get(1)));
        assertInstanceOf(StoreException.class, failureOf(ends.get(2)));
        assertEquals(1, ends.get(3).join());
        assertEquals(2, number(COUNT));
        assertEquals(2, number("SELECT count(*) FROM parent WHERE id IN (1, 4)"));
        assertEquals(Optional.empty(), database.refusesBecause());
    }

    @Test
    void failedCommitFailsAllOfItsBatchAndTakesNothingUntilOpenedAgain() throws Exception {
        List<CompletableFuture<Integer>> ends = together(List.of(
                transaction -> transaction.update(INSERT, 1),
                transaction -> transaction.update(ORPHAN),
                transaction -> transaction.update(INSERT, 2)));
        for (CompletableFuture<Integer> end : ends) {
            assertInstanceOf(StoreException.class, failureOf(end));
        }
        assertEquals(Optional.of("a commit failed"), database.refusesBecause());
        assertThrows(StoreException.class, () -> database.inTransaction(transaction -> transaction.update(INSERT, 3)));
        assertEquals(0, number(COUNT));
    }

    @Test
    void stepThatMakesSqliteUndoEverythingFailsAllOfItsBatchAndTheNextIsTaken() throws Exception {
        List<CompletableFuture<Integer>> ends = together(List.of(
                transaction -> transaction.update(INSERT, 1),
                transaction -> {
                    transaction.script("ROLLBACK");
                    throw new IllegalStateException("undone by SQLite");
                },
                transaction -> transaction.update(INSERT, 2)));
        assertInstanceOf(StoreException.class, failureOf(ends.get(0)));
        assertInstanceOf(IllegalStateException.class, failureOf(ends.get(1)));
        assertInstanceOf(StoreException.class, failureOf(ends.get(2)));
        assertEquals(0, number(COUNT));
        database.inTransaction(transaction -> transaction.update(INSERT, 3));
        assertEquals(1, number(COUNT));
    }

    @Test
    void readersSeeNothingOfABatchBeforeItIsSyncedAndDoNotWaitForIt() throws Exception {
        AtomicLong seen = new AtomicLong(-1);
        together(List.of(transaction -> transaction.update(INSERT, 1), transaction -> {
                    seen.set(CompletableFuture.supplyAsync(() -> number(COUNT)).join());
                    return 0;
                }))
                .forEach(CompletableFuture::join);
        assertEquals(0, seen.get());
        assertEquals(1, number(COUNT));
    }

    @Test
    void stepWithinAStepIsRefusedInsteadOfWaitingForItself() {
        assertThrows(
                IllegalStateException.class,
                () -> database.inTransaction(
                        outer -> database.inTransaction(transaction -> transaction.update(INSERT, 1))));
        assertEquals(0, number(COUNT));
    }

    @Test
    void eightTillsAtOnceMakeOneChainWithoutAGap() {
        try (SqliteStore store = TestStores.open(folder.resolve("store.db"))) {
            List<CompletableFuture<Void>> tills = IntStream.range(0, TILLS)
                    .mapToObj(till ->
                            CompletableFuture.runAsync(() -> sellAtTill(store, till), (Runnable run) -> start(run)))
                    .toList();
            tills.forEach(CompletableFuture::join);
            assertEquals(TILLS * SALES_OF_A_TILL, store.journal().head().number());
            assertEquals(
                    new JournalVerification.Sound(store.journal().head()),
                    store.journal().verify());
            assertEquals(
                    TILLS * SALES_OF_A_TILL,
                    store.settlements().latest(Integer.MAX_VALUE).size());
        }
    }

    /** Every message names the head that its record follows: the next store's verification relies on it. */
    private static void sellAtTill(SqliteStore store, int till) {
        for (int number = 0; number < SALES_OF_A_TILL; number++) {
            MessageId id = store.ids().next(Sales.MORNING);
            Sale sale = Sales.atPharmacy().to(Persons.person(1 + till)).made(id, till + "-" + number);
            AtomicLong before = new AtomicLong();
            store.settlements()
                    .accept(
                            sale,
                            head -> {
                                before.set(head.number());
                                return Sales.message(sale);
                            },
                            Sales.after(sale));
            assertEquals(
                    id, store.entry(before.get() + 1).orElseThrow().settlement().id());
        }
    }

    /** Holds a step until all the others wait, in their order, for the batch after it. */
    private List<CompletableFuture<Integer>> together(List<Database.Work<Integer>> steps) throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread first = start(() -> database.inTransaction(transaction -> {
            taken.countDown();
            await(go);
            return transaction;
        }));
        taken.await();
        List<CompletableFuture<Integer>> ends = new ArrayList<>();
        for (Database.Work<Integer> step : steps) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            Thread caller = start(() -> {
                try {
                    end.complete(database.inTransaction(step));
                } catch (RuntimeException | Error failure) {
                    end.completeExceptionally(failure);
                }
            });
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            ends.add(end);
        }
        go.countDown();
        first.join();
        return ends;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Thread start(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Throwable failureOf(CompletableFuture<Integer> end) {
        return Objects.requireNonNull(
                assertThrows(CompletionException.class, end::join).getCause());
    }

    private long number(String sql) {
        return database.read(transaction -> transaction.number(sql));
    }

    /** The frames of the write-ahead log that end a commit; each commit is one sync. */
    private long commits() throws IOException {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(file.resolveSibling("steps.db-wal")));
        int pageBytes = log.getInt(PAGE_BYTES_AT);
        long salt = log.getLong(SALT_AT);
        long commits = 0;
        for (int at = WAL_HEADER_BYTES; at < log.limit(); at += FRAME_HEADER_BYTES + pageBytes) {
            boolean ofThisLog = log.getLong(at + Long.BYTES) == salt;
            commits += ofThisLog && log.getInt(at + Integer.BYTES) != 0 ? 1 : 0;
        }
        return commits;
    }
}
