package org.yibao.terminal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.JournalVerification;
import org.yibao.store.JournalReview;

/** Walks through the earlier records of the journal on a thread of its own that rests most of the time. */
final class JournalWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JournalWatch.class.getName());

    /** Between two steps, so that the walk takes a part of one processor and no more. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final JournalReview review;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "journal-review");
        made.setDaemon(true);
        return made;
    });

    private @Nullable ScheduledFuture<?> walking;

    JournalWatch(JournalReview review) {
        this.review = review;
    }

    void start() {
        walking = thread.scheduleWithFixedDelay(this::walk, REST.toMillis(), REST.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void walk() {
        try {
            Optional<JournalVerification> verdict = review.walk();
            if (verdict.isPresent()) {
                if (verdict.get() instanceof JournalVerification.Broken broken) {
                    LOG.log(Level.ERROR, "journal record {0}: {1}", broken.number(), broken.fault());
                }
                thread.shutdown();
            }
        } catch (RuntimeException unreadable) {
            // The next step tries again; what is wrong with the file shows where it is written.
            LOG.log(Level.WARNING, "the journal cannot be read: {0}", unreadable.getMessage());
        }
    }

    /** Ends within a step; the next start begins anew. */
    @Override
    public void close() {
        if (walking != null) {
            walking.cancel(false);
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "the walk through the journal has not ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
