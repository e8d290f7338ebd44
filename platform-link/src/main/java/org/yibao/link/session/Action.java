package org.yibao.link.session;

import java.time.Duration;
import java.time.Instant;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.Frame;
import org.yibao.settlement.JournalHead;

/** What the session wants done, in this order. */
public sealed interface Action {
    void performBy(Performer performer);

    /** One method for each action. */
    interface Performer extends SessionEvents {
        void connect(LineAddress address);

        void send(Frame frame);

        void disconnect();
    }

    /** Open a connection; {@link PlatformSession#connected} or {@link PlatformSession#closed} follows. */
    record Connect(LineAddress address) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.connect(address);
        }
    }

    record Send(Frame frame) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.send(frame);
        }
    }

    /** Close the connection after what was sent has left; no event of it is awaited any more. */
    record Disconnect() implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.disconnect();
        }
    }

    /** Make a 9001; {@link PlatformSession#signInPrepared} or {@link PlatformSession#notPrepared} follows. */
    record PrepareSignIn() implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.prepareSignIn();
        }
    }

    /** Make a 9912 from {@code base} on; {@link PlatformSession#headPrepared} or {@code notPrepared} follows. */
    record PrepareHead(String signNo, JournalHead base) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.prepareHead(signNo, base);
        }
    }

    /** Make a 9002; {@link PlatformSession#signOutPrepared} or {@link PlatformSession#notPrepared} follows. */
    record PrepareSignOut(String signNo) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.prepareSignOut(signNo);
        }
    }

    record Complete(long ticket, Outcome outcome) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.complete(ticket, outcome);
        }
    }

    /**
     * @param address the one in use, or tried last
     * @param signNo of the sign-in while {@link LineState#ONLINE}, else empty
     */
    record StateChanged(LineState state, LineAddress address, String signNo, String reason) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.stateChanged(state, address, signNo, reason);
        }
    }

    /** Whoever is at the other end is not the platform, or does not keep to its word. */
    record Untrusted(String reason) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.untrusted(reason);
        }
    }

    /** The platform does not take the journal for the one it knows. */
    record Quarantined(String reason) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.quarantined(reason);
        }
    }

    /** The identity may be exchanged now that no connection is open; {@link PlatformSession#exchanged} follows. */
    record Exchange() implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.exchange();
        }
    }

    /**
     * The platform signed a head of the journal.
     *
     * @param said when it answered, by its clock
     * @param within how long ago the message left
     */
    record Countersigned(JournalHead head, Evidence evidence, Instant said, Duration within) implements Action {
        @Override
        public void performBy(Performer performer) {
            performer.countersigned(head, evidence, said, within);
        }
    }
}
