package org.yibao.settlement.turn;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Turns on one thread. */
final class TurnThread implements Turns {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor thread;
    private final Queue<ScheduledFuture<?>> repeated = new ConcurrentLinkedQueue<>();

    TurnThread(String name) {
        thread = new ScheduledThreadPoolExecutor(1, run -> {
            Thread made = new Thread(run, name);
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void next(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            // Whoever closes it has it begin again after the next start.
        }
    }

    @Override
    public void every(Duration pause, Runnable task) {
        repeated.add(thread.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        repeated.forEach(each -> each.cancel(false));
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
