package org.yibao.link.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.Frame;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.settlement.JournalHead;

/** What the transport cannot do must not keep the session from its next try. */
class SessionDriverTest {
    private final BrokenTransport transport = new BrokenTransport();
    private Instant now = TestIdentities.NOW;

    @Test
    void connectionThatCannotBeBegunIsTriedAgain() {
        PlatformSession session = new PlatformSession(
                SessionSettings.USUAL,
                List.of(new LineAddress(TestIdentities.LOOPBACK, 1)),
                () -> MessageSigner.of(TestIdentities.TERMINAL),
                chain -> TrustedSigners.platforms(TestIdentities.TERMINAL.signingAnchors())
                        .verifier(chain, now),
                new Random(1));
        SessionDriver driver = new SessionDriver(session, transport, () -> now, new Silent());
        assertThrows(IllegalStateException.class, driver::start);
        for (int tries = 1; tries < 5; tries++) {
            assertEquals(tries, transport.tries);
            while (transport.tries == tries) {
                transport.pass();
            }
        }
    }

    /** Has no key for the line, and time as it is told. */
    private final class BrokenTransport implements ClientTransport {
        private final List<Runnable> waiting = new ArrayList<>();
        private final List<Instant> due = new ArrayList<>();
        private int tries;

        void pass() {
            now = due.remove(0);
            try {
                waiting.remove(0).run();
            } catch (IllegalStateException noKey) {
                assertEquals("no key", noKey.getMessage());
            }
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            due.add(now.plus(delay));
            waiting.add(task);
        }

        @Override
        public void connect(LineAddress address, Listener listener) {
            tries++;
            throw new IllegalStateException("no key");
        }

        @Override
        public void send(Frame frame) {}

        @Override
        public void disconnect() {}

        @Override
        public void judgeAgain() {}

        @Override
        public void close() {}
    }

    private static final class Silent implements SessionEvents {
        @Override
        public void prepareSignIn() {}

        @Override
        public void prepareHead(String signNo, JournalHead base) {}

        @Override
        public void prepareSignOut(String signNo) {}

        @Override
        public void exchange() {}

        @Override
        public void complete(long ticket, Outcome outcome) {}

        @Override
        public void stateChanged(LineState state, LineAddress address, String signNo, String reason) {}

        @Override
        public void untrusted(String reason) {}

        @Override
        public void quarantined(String reason) {}

        @Override
        public void countersigned(JournalHead head, Evidence evidence, Instant said, Duration within) {}
    }
}
