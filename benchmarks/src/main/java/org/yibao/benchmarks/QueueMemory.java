package org.yibao.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.turn.Turns;
import org.yibao.store.SqliteStore;

/**
 * What of the heap is in use, after a collection, while the queue grows: 8 tills sell, the uploader has its window full
 * of messages that are never answered, and every sale wakes it.
 *
 * <p>Arguments: lengths of the queue (10000 50000 100000).
 */
public final class QueueMemory {
    private static final int TILLS = 8;
    private static final int COLLECTIONS = 3;

    private QueueMemory() {}

    public static void main(String[] arguments) throws Exception {
        List<Integer> lengths = new ArrayList<>();
        for (String argument : arguments.length > 0 ? arguments : new String[] {"10000", "50000", "100000"}) {
            lengths.add(Integer.parseInt(argument));
        }
        Path folder = Files.createTempDirectory("queue-memory");
        SaleMaker sales = SaleMaker.alone();
        ExecutorService tills = Executors.newFixedThreadPool(TILLS);
        try (SqliteStore store = SqliteStore.open(
                        folder.resolve("store.db"), sales.storeKeys(), SaleMaker.CLINIC, InstantSource.system());
                OutboxRunner runner = runner(store)) {
            runner.start();
            int queued = 0;
            for (int length : lengths) {
                sell(tills, store, sales, runner, queued, length);
                queued = length;
                System.out.printf(
                        Locale.ROOT,
                        "%,d queued: %.1f MB of heap in use%n",
                        store.outbox().size(),
                        used() / 1e6);
            }
        } finally {
            tills.shutdown();
            Folders.delete(folder);
        }
    }

    private static void sell(
            ExecutorService tills, SqliteStore store, SaleMaker sales, OutboxRunner runner, int from, int to)
            throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        for (int till = 0; till < TILLS; till++) {
            int first = from + till;
            ends.add(tills.submit(() -> {
                for (int sale = first; sale < to; sale += TILLS) {
                    sales.accept(store, sales.sale(store.ids().next(SaleMaker.now()), SaleMaker.person(sale)));
                    runner.wake();
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static OutboxRunner runner(SqliteStore store) {
        return new OutboxRunner(
                new OutboxUploader(UploadLimits.DEFAULT, SaleMaker.NEXT_DAY, new Random(1)),
                UploadLimits.DEFAULT,
                store.settlements(),
                store.outbox(),
                new Silent(),
                InstantSource.system(),
                new SteadyTime(InstantSource.system()),
                (entry, answer, evidence) -> {
                    throw new IllegalStateException("nothing is answered");
                },
                Turns.onThread("outbox"));
    }

    /** A line that is up, to a platform that never answers. */
    private static final class Silent implements PlatformGateway {
        @Override
        public boolean online() {
            return true;
        }

        @Override
        public CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Statement> inquire(SignedMessage about, Duration deadline) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline) {
            return new CompletableFuture<>();
        }
    }
}
