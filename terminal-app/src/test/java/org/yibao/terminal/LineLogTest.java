package org.yibao.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.certs.HostName;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.terminal.api.LineStanding;

final class LineLogTest {
    private static final LineAddress SECOND = new LineAddress(HostName.parse("b.example"), 7443);

    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 1);
    private final LineLog line = new LineLog(store, () -> {});

    @Test
    void anImpostorIsShownUntilThePlatformItselfAnswers() {
        line.untrusted("certificate of another issuer");
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        line.stateChanged(LineState.CONNECTING, SECOND, "");
        assertEquals(
                Optional.of(FaultCode.PLATFORM_ANSWER_UNTRUSTED), line.get().fault());
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "", "", Optional.empty()), line.get());
    }

    @Test
    void theSuiteIsShownThroughWhatTheLineGoesThrough() {
        line.secured("TLS_SM4_GCM_SM3");
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "TLS_SM4_GCM_SM3", "", Optional.empty()), line.get());
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        line.secured("TLS_AES_128_GCM_SHA256");
        assertEquals(
                new LineStanding("b.example:7443", "TLS_AES_128_GCM_SHA256", "connection refused", Optional.empty()),
                line.get());
    }

    @Test
    void aForkedJournalIsShownAndKeptUntilThePlatformTakesItAgain() {
        line.quarantined("JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.QUARANTINED, SECOND, "JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        LineStanding forked =
                new LineStanding("b.example:7443", "", "JOURNAL_FORKED 账本不一致", Optional.of(FaultCode.JOURNAL_FORKED));
        assertEquals(forked, line.get());
        LineStanding restarted = new LineLog(store, () -> {}).get();
        assertEquals(new LineStanding("", "", forked.reason(), forked.fault()), restarted);
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "", "", Optional.empty()), line.get());
        assertEquals(Optional.empty(), store.quarantine());
    }

    @Test
    void aLineThatIsDownSaysWhy() {
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        assertEquals("connection refused", line.get().reason());
        assertTrue(line.get().fault().isEmpty());
    }

    @Test
    void theAddressInUseIsShownAndTheFirstFaultStays() {
        line.untrusted("certificate of another issuer");
        line.stateChanged(LineState.CONNECTING, SECOND, "certificate of another issuer");
        assertEquals("b.example:7443", line.get().address());
        assertEquals("certificate of another issuer", line.get().reason());
    }
}
