package org.yibao.settlement.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call that waits for the platform and ends with what has come by then. Whoever cannot wait calls {@link #end}
 * once, when {@link #word} completes or {@link #patience} is over; not on the thread that completes the word.
 *
 * @param <T> what the call comes to
 */
public final class Underway<T> {
    private final CompletableFuture<?> word;
    private final Duration patience;
    private final Supplier<T> end;

    Underway(CompletableFuture<?> word, Duration patience, Supplier<T> end) {
        this.word = word;
        this.patience = patience;
        this.end = end;
    }

    /** Waits for nothing. */
    static <T> Underway<T> over(Supplier<T> end) {
        return new Underway<>(CompletableFuture.completedFuture(true), Duration.ZERO, end);
    }

    <R> Underway<R> then(Function<T, R> next) {
        return new Underway<>(word, patience, () -> next.apply(end.get()));
    }

    /** Completes when there is nothing more to wait for. */
    public CompletionStage<?> word() {
        return word;
    }

    /** How long the word is awaited. */
    public Duration patience() {
        return patience;
    }

    public T end() {
        return end.get();
    }

    /** Waits on this thread, and ends. */
    T await() {
        try {
            word.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException late) {
            // What has come by now counts.
        }
        return end();
    }
}
