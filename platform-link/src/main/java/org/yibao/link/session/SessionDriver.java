package org.yibao.link.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.settlement.JournalHead;

/** Drives a session on its transport's thread. {@link #submit}, {@link #event} and the rest may be called from any. */
public final class SessionDriver {
    private final PlatformSession session;
    private final ClientTransport transport;
    private final InstantSource time;
    private final SessionEvents terminal;
    private final Action.Performer performer = new Performing();
    private @Nullable Instant tickAt;

    /**
     * @param time which must never jump, and by which submissions have their deadlines
     * @param terminal called on the transport's thread
     */
    public SessionDriver(
            PlatformSession session, ClientTransport transport, InstantSource time, SessionEvents terminal) {
        this.session = session;
        this.transport = transport;
        this.time = time;
        this.terminal = terminal;
    }

    public void start() {
        event(session::start);
    }

    public void stop() {
        event(session::stop);
    }

    /** Ends the session in order, has the identity exchanged, and connects again. */
    public void exchange() {
        event(session::exchange);
    }

    /** What is trusted changed: the connection ends unless its other end still is. */
    public void judgeAgain() {
        transport.execute(() -> {
            transport.judgeAgain();
            happen(session::judgeAgain);
        });
    }

    public void submit(Submission submission) {
        event(now -> session.submit(submission, now));
    }

    /** Runs an event of the session on the transport's thread, and performs what it asks for. */
    public void event(Function<Instant, List<Action>> event) {
        transport.execute(() -> happen(event));
    }

    private void happen(Function<Instant, List<Action>> event) {
        try {
            event.apply(time.instant()).forEach(action -> action.performBy(performer));
        } finally {
            // What cannot be performed shows as silence, which the session ends: it must hear of the time.
            session.nextTick().ifPresent(this::tickAt);
        }
    }

    private void tickAt(Instant due) {
        Instant scheduled = tickAt;
        if (scheduled != null && !due.isBefore(scheduled)) {
            return;
        }
        tickAt = due;
        Duration delay = Duration.between(time.instant(), due);
        transport.schedule(delay.isNegative() ? Duration.ZERO : delay, () -> {
            tickAt = null;
            happen(session::tick);
        });
    }

    private final class Performing implements Action.Performer {
        @Override
        public void connect(LineAddress address) {
            transport.connect(address, new Events());
        }

        @Override
        public void send(Frame frame) {
            transport.send(frame);
        }

        @Override
        public void disconnect() {
            transport.disconnect();
        }

        @Override
        public void prepareSignIn() {
            terminal.prepareSignIn();
        }

        @Override
        public void prepareHead(String signNo, JournalHead base) {
            terminal.prepareHead(signNo, base);
        }

        @Override
        public void prepareSignOut(String signNo) {
            terminal.prepareSignOut(signNo);
        }

        @Override
        public void exchange() {
            terminal.exchange();
        }

        @Override
        public void complete(long ticket, Outcome outcome) {
            terminal.complete(ticket, outcome);
        }

        @Override
        public void stateChanged(LineState state, LineAddress address, String signNo, String reason) {
            terminal.stateChanged(state, address, signNo, reason);
        }

        @Override
        public void untrusted(String reason) {
            terminal.untrusted(reason);
        }

        @Override
        public void quarantined(String reason) {
            terminal.quarantined(reason);
        }

        @Override
        public void countersigned(JournalHead head, Evidence evidence, Instant said, Duration within) {
            terminal.countersigned(head, evidence, said, within);
        }
    }

    private final class Events implements ClientTransport.Listener {
        @Override
        public void connected() {
            happen(session::connected);
        }

        @Override
        public void received(Frame frame) {
            happen(now -> session.received(frame, now));
        }

        @Override
        public void broken(FrameException fault) {
            happen(now -> session.broken(fault, now));
        }

        @Override
        public void closed(String reason) {
            happen(now -> session.closed(reason, now));
        }

        @Override
        public void impostor(String reason) {
            happen(now -> session.impostor(reason, now));
        }
    }
}
