package org.yibao.terminal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.Journal;
import org.yibao.terminal.api.LineStanding;

/** What the line tells: wakes the queue, keeps the platform's countersignature, tells the technician. */
final class LineLog implements LineListener, Supplier<LineStanding> {
    private static final Logger LOG = System.getLogger(LineLog.class.getName());

    private final Journal journal;
    private final Runnable wake;
    private volatile LineStanding standing = new LineStanding("", "", Optional.empty());

    /** @param wake called when the terminal is signed in */
    LineLog(Journal journal, Runnable wake) {
        this.journal = journal;
        this.wake = wake;
    }

    @Override
    public void stateChanged(LineState state, LineAddress address, String reason) {
        LOG.log(Level.INFO, "line {0} {1} {2}", state, address, reason);
        if (state == LineState.ONLINE) {
            standing = new LineStanding(address.toString(), "", Optional.empty());
            wake.run();
        } else {
            LineStanding before = standing;
            boolean says = !reason.isEmpty() && before.fault().isEmpty();
            standing = new LineStanding(address.toString(), says ? reason : before.reason(), before.fault());
        }
    }

    @Override
    public void untrusted(String reason) {
        // Stays until the platform itself answers: trying again must not hide an impostor.
        standing = new LineStanding(standing.address(), reason, Optional.of(FaultCode.PLATFORM_ANSWER_UNTRUSTED));
        LOG.log(
                Level.ERROR,
                "{0} {1} {2}",
                FaultCode.PLATFORM_ANSWER_UNTRUSTED,
                FaultCode.PLATFORM_ANSWER_UNTRUSTED.sentence(),
                reason);
    }

    @Override
    public LineStanding get() {
        return standing;
    }

    @Override
    public void countersigned(JournalHead head, Bytes evidence) {
        journal.countersigned(head, evidence);
    }
}
