package org.yibao.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.link.session.LineState;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.terminal.api.LineStanding;

final class LineLogTest {
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 1);
    private final LineLog line = new LineLog(store, () -> {});

    @Test
    void anImpostorIsShownUntilThePlatformItselfAnswers() {
        line.untrusted("certificate of another issuer");
        line.stateChanged(LineState.OFFLINE, "connection refused");
        line.stateChanged(LineState.CONNECTING, "");
        assertEquals(
                Optional.of(FaultCode.PLATFORM_ANSWER_UNTRUSTED), line.get().fault());
        line.stateChanged(LineState.ONLINE, "");
        assertEquals(new LineStanding("", Optional.empty()), line.get());
    }

    @Test
    void aForkedJournalIsShownAndKeptUntilThePlatformTakesItAgain() {
        line.quarantined("JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.QUARANTINED, "JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.OFFLINE, "connection refused");
        LineStanding forked = new LineStanding("JOURNAL_FORKED 账本不一致", Optional.of(FaultCode.JOURNAL_FORKED));
        assertEquals(forked, line.get());
        assertEquals(forked, new LineLog(store, () -> {}).get(), "after a restart");
        line.stateChanged(LineState.ONLINE, "");
        assertEquals(new LineStanding("", Optional.empty()), line.get());
        assertEquals(Optional.empty(), store.quarantine());
    }

    @Test
    void aLineThatIsDownSaysWhy() {
        line.stateChanged(LineState.OFFLINE, "connection refused");
        assertEquals("connection refused", line.get().reason());
        assertTrue(line.get().fault().isEmpty());
    }
}
