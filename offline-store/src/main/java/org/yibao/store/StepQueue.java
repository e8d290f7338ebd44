package org.yibao.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.port.StoreException;

/**
 * The steps that callers wait for, in the order of their arrival. Whoever finds nobody at work takes all that wait, does
 * them on its own thread, and then wakes the others and the next to work. So a batch is what arrived while the one
 * before it was synced, and a caller who is alone never waits for company.
 */
final class StepQueue {
    /** Steps of one batch: so many that a sync costs each next to nothing, and the first is not kept long. */
    static final int BATCH_MAX = 64;

    private final Deque<Pending<?>> waiting = new ArrayDeque<>();
    private boolean working;

    /** Does the steps of a batch; what it leaves neither durable nor failed was not taken. */
    @FunctionalInterface
    interface Worker {
        void take(List<Pending<?>> batch);
    }

    private enum Turn {
        WORK,
        SETTLED
    }

    /** A step and what became of it. It is settled once, by the thread that works. */
    static final class Pending<T> {
        private final Database.Work<T> work;
        private final CompletableFuture<Turn> turn = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;
        private boolean durable;

        Pending(Database.Work<T> work) {
            this.work = work;
        }

        void run(Transaction transaction) throws SQLException {
            result = work.with(transaction);
        }

        boolean failed() {
            return failure != null;
        }

        void durable() {
            durable = true;
        }

        /** The first reason counts. */
        void fail(Throwable reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        @SuppressWarnings("NullAway") // Without a failure the work returned, and its result may be null where T may.
        private T outcome() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (!durable) {
                throw new StoreException("the step was not taken");
            }
            return result;
        }
    }

    /** Returns what the step returned once it is durable; throws what it threw, or why it is not. */
    <T> T done(Database.Work<T> work, Worker worker) {
        Pending<T> step = new Pending<>(work);
        // Not interruptible: the caller has to know what became of it.
        if (isFirst(step) || step.turn.join() == Turn.WORK) {
            List<Pending<?>> batch = List.of();
            try {
                batch = batch();
                worker.take(batch);
            } finally {
                passOn(step, batch);
            }
        }
        return step.outcome();
    }

    private boolean isFirst(Pending<?> step) {
        synchronized (waiting) {
            waiting.add(step);
            boolean first = !working;
            working = true;
            return first;
        }
    }

    /** The step of the thread that works is the first. */
    private List<Pending<?>> batch() {
        synchronized (waiting) {
            // With its room before anything leaves the queue: memory may run out.
            List<Pending<?>> batch = new ArrayList<>(BATCH_MAX);
            while (batch.size() < BATCH_MAX && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        }
    }

    private void passOn(Pending<?> own, List<Pending<?>> batch) {
        Pending<?> next;
        synchronized (waiting) {
            if (batch.isEmpty()) {
                waiting.remove(own);
            }
            next = waiting.peek();
            working = next != null;
        }
        if (next != null) {
            next.turn.complete(Turn.WORK);
        }
        batch.forEach(step -> step.turn.complete(Turn.SETTLED));
    }
}
