package org.yibao.settlement.outbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.turn.Turns;

/**
 * Drives the {@link OutboxUploader}: in its turns it reads the outbox, counts attempts, hands messages to the
 * platform and stores its answers. {@link #wake} and {@link #answerTo} may be called from any thread.
 */
public final class OutboxRunner implements AutoCloseable {
    /** How many waiting entries one look at the queue considers. */
    static final int LOOK_AHEAD = 1_000;

    private static final Logger LOG = System.getLogger(OutboxRunner.class.getName());
    private static final Duration IDLE_LOOK = Duration.ofSeconds(1);

    private final OutboxUploader uploader;
    private final UploadLimits limits;
    private final SettlementStore store;
    private final PlatformGateway gateway;
    private final InstantSource clock;
    private final InstantSource time;
    private final Reception reception;
    private final Map<MessageId, CompletableFuture<Settlement>> awaited = new ConcurrentHashMap<>();
    private final Turns turns;
    private final LookAhead ahead;
    private boolean wasOnline;
    private boolean lookDue;

    /** Takes the platform's answers in. */
    @FunctionalInterface
    public interface Reception {
        /** Makes an answer durable, with all that follows from it; called in a turn. */
        Settlement answered(OutboxEntry entry, PlatformAnswer answer, Bytes evidence);
    }

    /**
     * @param clock tells when a try was made
     * @param time tells when the next one is due, and should never jump; the two agree at the start
     * @param reception takes each answer in
     * @param turns its own, closed with it
     */
    public OutboxRunner(
            OutboxUploader uploader,
            UploadLimits limits,
            SettlementStore store,
            Outbox outbox,
            PlatformGateway gateway,
            InstantSource clock,
            InstantSource time,
            Reception reception,
            Turns turns) {
        this.uploader = uploader;
        this.limits = limits;
        this.store = store;
        this.gateway = gateway;
        this.clock = clock;
        this.time = time;
        this.reception = reception;
        this.ahead = new LookAhead(outbox, LOOK_AHEAD);
        this.turns = turns;
    }

    public void start() {
        turns.every(IDLE_LOOK, this::idleLook);
    }

    /** Something was queued, or the line changed: look now. */
    public void wake() {
        turns.next(() -> {
            ahead.grown();
            look();
        });
    }

    /** What waits is not what it was, whatever its place: look at all of it now. */
    public void changed() {
        turns.next(() -> {
            ahead.changed();
            look();
        });
    }

    /**
     * Completes when the platform's answer to {@code message} is durable, or the message was set aside; never
     * exceptionally. One future serves all who wait; there are never more than the outbox has entries.
     */
    public CompletableFuture<Settlement> answerTo(MessageId message) {
        return awaited.computeIfAbsent(message, id -> new CompletableFuture<>());
    }

    /** The answer to {@code message} was stored before anyone asked for it: nothing will come. */
    public void notAwaited(MessageId message) {
        awaited.remove(message);
    }

    private void idleLook() {
        ahead.idle();
        look();
    }

    /** After the answers that are here already: what may go then goes in one step. */
    private void lookSoon() {
        if (!lookDue) {
            lookDue = true;
            turns.next(() -> {
                lookDue = false;
                look();
            });
        }
    }

    private void look() {
        try {
            boolean online = gateway.online();
            if (online && !wasOnline) {
                uploader.lineUp();
                ahead.changed();
            }
            wasOnline = online;
            if (online) {
                send(uploader.toSend(time.instant(), ahead.entries()));
            }
        } catch (RuntimeException | Error fault) {
            // The turns must outlive a disk that refuses, and whatever else: the next look tries again.
            LOG.log(Level.ERROR, "outbox: {0}", fault.toString());
        }
    }

    private void send(List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<MessageId> ids =
                entries.stream().map(entry -> entry.message().id()).toList();
        Set<MessageId> may;
        try {
            may = store.attempted(ids, clock.instant());
        } catch (RuntimeException | Error fault) {
            // One entry that cannot go must not keep those chosen beside it from going.
            LOG.log(Level.ERROR, "outbox: {0}", fault.toString());
            entries.forEach(this::sendAlone);
            return;
        }
        for (OutboxEntry entry : entries) {
            if (may.contains(entry.message().id())) {
                deliver(entry);
            } else {
                uploader.withdrawn(entry.message().id());
                ahead.changed();
                lookSoon();
            }
        }
    }

    private void sendAlone(OutboxEntry entry) {
        MessageId id = entry.message().id();
        try {
            store.attempted(id, clock.instant());
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "outbox {0}: {1}", id, fault.toString());
            later(entry, new Delivery.Unreachable(fault.toString()));
            return;
        }
        deliver(entry);
    }

    private void deliver(OutboxEntry entry) {
        try {
            gateway.deliver(entry.message(), limits.answerDeadline())
                    .whenComplete((delivery, fault) -> later(
                            entry, delivery != null ? delivery : new Delivery.OutcomeUnknown(String.valueOf(fault))));
        } catch (RuntimeException | Error fault) {
            later(entry, new Delivery.OutcomeUnknown(fault.toString()));
        }
    }

    private void later(OutboxEntry entry, Delivery end) {
        turns.next(() -> delivered(entry, end));
    }

    private void delivered(OutboxEntry entry, Delivery delivery) {
        MessageId id = entry.message().id();
        OutboxUploader.Verdict verdict = uploader.delivered(time.instant(), entry, delivery);
        try {
            if (verdict instanceof OutboxUploader.Verdict.Store word) {
                heard(id, reception.answered(entry, word.answer(), word.evidence()));
                ahead.ended(id);
            } else if (verdict instanceof OutboxUploader.Verdict.TryAgain again) {
                ahead.changed();
                store.postponed(id, again.next(), again.fault(), again.mayHaveArrived());
            } else {
                ahead.changed();
                store.setAside(id, ((OutboxUploader.Verdict.SetAside) verdict).fault());
                // Who waits at the counter would wait in vain.
                store.find(entry.settlement()).ifPresent(settlement -> heard(id, settlement));
            }
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "outbox {0}: {1}", id, fault.toString());
            return;
        }
        lookSoon();
    }

    private void heard(MessageId id, Settlement settlement) {
        CompletableFuture<Settlement> waiting = awaited.remove(id);
        if (waiting != null) {
            waiting.complete(settlement);
        }
    }

    /** Ends its turns; messages in flight are sent again after the next start. */
    @Override
    public void close() {
        turns.close();
    }
}
