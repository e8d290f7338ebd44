package org.yibao.settlement.doubt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.PlatformGateway.Statement;

/** Drives the {@link DoubtWatch}: one thread reads the outbox, asks, and hands on what the platform states. */
public final class InquiryRunner implements AutoCloseable {
    /** How many of the oldest doubts one look considers. */
    static final int LOOK_AHEAD = 200;

    private static final Logger LOG = System.getLogger(InquiryRunner.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final DoubtWatch watch;
    private final InquiryLimits limits;
    private final Outbox outbox;
    private final PlatformGateway gateway;
    private final InstantSource time;
    private final Reception reception;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, run -> {
        Thread made = new Thread(run, "inquiry");
        made.setDaemon(true);
        return made;
    });
    private @Nullable ScheduledFuture<?> looking;
    private boolean wasOnline;

    /** Takes the platform's statements in. */
    @FunctionalInterface
    public interface Reception {
        /** Makes durable what follows from a statement; called on the inquiry thread. */
        void stated(OutboxEntry entry, Statement statement);
    }

    /** @param time tells when an inquiry is due, and should never jump */
    public InquiryRunner(
            DoubtWatch watch,
            InquiryLimits limits,
            Outbox outbox,
            PlatformGateway gateway,
            InstantSource time,
            Reception reception) {
        this.watch = watch;
        this.limits = limits;
        this.outbox = outbox;
        this.gateway = gateway;
        this.time = time;
        this.reception = reception;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public void start() {
        looking = thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            boolean online = gateway.online();
            if (online && !wasOnline) {
                watch.lineUp(time.instant());
            }
            wasOnline = online;
            if (online) {
                watch.toAsk(time.instant(), outbox.inDoubt(LOOK_AHEAD)).forEach(this::ask);
            }
        } catch (RuntimeException fault) {
            // The thread must outlive a disk that refuses: the next look tries again.
            LOG.log(Level.ERROR, "inquiries: {0}", fault.toString());
        }
    }

    private void ask(OutboxEntry entry) {
        try {
            gateway.inquire(entry.message(), limits.answerDeadline())
                    .whenComplete((said, fault) ->
                            later(entry, said != null ? said : new Statement.Unheard(String.valueOf(fault))));
        } catch (RuntimeException fault) {
            later(entry, new Statement.Unheard(fault.toString()));
        }
    }

    private void later(OutboxEntry entry, Statement statement) {
        if (!thread.isShutdown()) {
            thread.execute(() -> heard(entry, statement));
        }
    }

    private void heard(OutboxEntry entry, Statement statement) {
        watch.answered(time.instant(), entry.message().id());
        try {
            reception.stated(entry, statement);
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "inquiry for {0}: {1}", entry.message().id(), fault.toString());
        }
    }

    /** Ends the thread; what was asked is asked again after the next start. */
    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
