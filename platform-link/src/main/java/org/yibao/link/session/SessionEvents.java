package org.yibao.link.session;

import java.time.Duration;
import java.time.Instant;
import org.yibao.link.frame.Evidence;
import org.yibao.settlement.JournalHead;

/** What a session asks of, and tells, the terminal around it. */
public interface SessionEvents {
    void prepareSignIn();

    void prepareHead(String signNo, JournalHead base);

    void prepareSignOut(String signNo);

    void exchange();

    void complete(long ticket, Outcome outcome);

    void stateChanged(LineState state, LineAddress address, String signNo, String reason);

    void untrusted(String reason);

    void quarantined(String reason);

    void countersigned(JournalHead head, Evidence evidence, Instant said, Duration within);
}
