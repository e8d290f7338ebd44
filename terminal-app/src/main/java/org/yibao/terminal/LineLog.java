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
    private volatile LineStanding standing;

    /** @param wake called when the terminal is signed in */
    LineLog(Journal journal, Runnable wake) {
        this.journal = journal;
        this.wake = wake;
        this.standing = journal.quarantine()
                .map(reason -> new LineStanding("", "", reason, Optional.of(FaultCode.JOURNAL_FORKED)))
                .orElseGet(() -> new LineStanding("", "", "", Optional.empty()));
    }

    /** The platform's certificate is good, in this cipher suite; the platform is still to answer. */
    void secured(String suite) {
        LOG.log(Level.INFO, "line secured by {0}", suite);
        standing = new LineStanding(standing.address(), suite, standing.reason(), standing.fault());
    }

    @Override
    public void stateChanged(LineState state, LineAddress address, String reason) {
        LOG.log(Level.INFO, "line {0} {1} {2}", state, address, reason);
        if (state == LineState.ONLINE) {
            journal.released();
            standing = new LineStanding(address.toString(), standing.suite(), "", Optional.empty());
            wake.run();
        } else {
            LineStanding before = standing;
            boolean says = !reason.isEmpty() && before.fault().isEmpty();
            standing = new LineStanding(
                    address.toString(), before.suite(), says ? reason : before.reason(), before.fault());
        }
        if (state == LineState.QUARANTINED) {
            wake.run();
        }
    }

    @Override
    public void untrusted(String reason) {
        // Stays until the platform itself answers: trying again must not hide an impostor.
        stand(FaultCode.PLATFORM_ANSWER_UNTRUSTED, reason);
    }

    @Override
    public void quarantined(String reason) {
        stand(FaultCode.JOURNAL_FORKED, reason);
        journal.quarantined(reason);
    }

    private void stand(FaultCode fault, String reason) {
        standing = new LineStanding(standing.address(), standing.suite(), reason, Optional.of(fault));
        LOG.log(Level.ERROR, "{0} {1} {2}", fault, fault.sentence(), reason);
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
