package org.yibao.terminal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.service.Fault;
import org.yibao.terminal.api.LineStanding;

/** What the line tells: wakes the queue, keeps the platform's countersignature, tells the technician. */
final class LineLog implements LineListener, Supplier<LineStanding> {
    private static final Logger LOG = System.getLogger(LineLog.class.getName());

    private final Journal journal;
    private final Runnable wake;
    private final Consumer<PlatformTime> heard;
    private volatile LineStanding standing;

    /**
     * @param wake called when the terminal is signed in
     * @param heard called with the platform's time
     */
    LineLog(Journal journal, Runnable wake, Consumer<PlatformTime> heard) {
        this.journal = journal;
        this.wake = wake;
        this.heard = heard;
        List<Fault> kept = journal.quarantine().stream()
                .map(reason -> new Fault(FaultCode.JOURNAL_FORKED, reason))
                .toList();
        this.standing = new LineStanding("", "", "", kept);
    }

    /** The platform's certificate is good, in this cipher suite; the platform is still to answer. */
    void secured(String suite) {
        LOG.log(Level.INFO, "line secured by {0}", suite);
        standing = new LineStanding(standing.address(), suite, standing.reason(), standing.faults());
    }

    @Override
    public void stateChanged(LineState state, LineAddress address, String reason) {
        LOG.log(Level.INFO, "line {0} {1} {2}", state, address, reason);
        LineStanding before = standing;
        if (state == LineState.ONLINE) {
            journal.released();
            standing = new LineStanding(address.toString(), before.suite(), "", List.of());
        } else {
            String said = reason.isEmpty() ? before.reason() : reason;
            standing = new LineStanding(address.toString(), before.suite(), said, before.faults());
        }
        if (state == LineState.ONLINE || state == LineState.QUARANTINED) {
            wake.run();
        }
    }

    @Override
    public void untrusted(String reason) {
        // Stays until the platform itself answers: trying again must not hide an impostor, nor an impostor a fork.
        Fault impostor = new Fault(FaultCode.PLATFORM_ANSWER_UNTRUSTED, reason);
        Stream<Fault> others = standing.faults().stream().filter(fault -> fault.code() != impostor.code());
        stand(impostor, Stream.concat(others, Stream.of(impostor)).toList());
    }

    /** The platform itself answered, in a signed refusal. */
    @Override
    public void quarantined(String reason) {
        Fault fork = new Fault(FaultCode.JOURNAL_FORKED, reason);
        stand(fork, List.of(fork));
        journal.quarantined(reason);
    }

    private void stand(Fault said, List<Fault> faults) {
        standing = new LineStanding(standing.address(), standing.suite(), standing.reason(), faults);
        LOG.log(Level.ERROR, "{0} {1} {2}", said.code(), said.code().sentence(), said.detail());
    }

    @Override
    public LineStanding get() {
        return standing;
    }

    @Override
    public void countersigned(JournalHead head, Bytes evidence, PlatformTime time) {
        heard.accept(time);
        journal.countersigned(head, evidence);
    }
}
