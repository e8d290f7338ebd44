package org.yibao.settlement.doubt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.PlatformGateway.Statement;
import org.yibao.settlement.turn.Turns;

/** Drives the {@link DoubtWatch}: in its turns it reads the outbox, asks, and hands on what the platform states. */
public final class InquiryRunner implements AutoCloseable {
    /** How many of the oldest doubts one look considers. */
    static final int LOOK_AHEAD = 200;

    private static final Logger LOG = System.getLogger(InquiryRunner.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final DoubtWatch watch;
    private final InquiryLimits limits;
    private final Outbox outbox;
    private final PlatformGateway gateway;
    private final InstantSource time;
    private final Reception reception;
    private final Turns turns;
    private boolean wasOnline;

    /** Takes the platform's statements in. */
    @FunctionalInterface
    public interface Reception {
        /** Makes durable what follows from a statement; called in a turn. */
        void stated(OutboxEntry entry, Statement statement);
    }

    /**
     * @param time tells when an inquiry is due, and should never jump
     * @param turns its own, closed with it
     */
    public InquiryRunner(
            DoubtWatch watch,
            InquiryLimits limits,
            Outbox outbox,
            PlatformGateway gateway,
            InstantSource time,
            Reception reception,
            Turns turns) {
        this.watch = watch;
        this.limits = limits;
        this.outbox = outbox;
        this.gateway = gateway;
        this.time = time;
        this.reception = reception;
        this.turns = turns;
    }

    public void start() {
        turns.every(LOOK, this::look);
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
        } catch (RuntimeException | Error fault) {
            // The turns must outlive a disk that refuses, and whatever else: the next look tries again.
            LOG.log(Level.ERROR, "inquiries: {0}", fault.toString());
        }
    }

    private void ask(OutboxEntry entry) {
        try {
            gateway.inquire(entry.message(), limits.answerDeadline())
                    .whenComplete((said, fault) ->
                            later(entry, said != null ? said : new Statement.Unheard(String.valueOf(fault))));
        } catch (RuntimeException | Error fault) {
            later(entry, new Statement.Unheard(fault.toString()));
        }
    }

    private void later(OutboxEntry entry, Statement statement) {
        turns.next(() -> heard(entry, statement));
    }

    private void heard(OutboxEntry entry, Statement statement) {
        watch.answered(time.instant(), entry.message().id());
        try {
            reception.stated(entry, statement);
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "inquiry for {0}: {1}", entry.message().id(), fault.toString());
        }
    }

    /** Ends its turns; what was asked is asked again after the next start. */
    @Override
    public void close() {
        turns.close();
    }
}
