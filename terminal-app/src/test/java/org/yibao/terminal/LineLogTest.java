package org.yibao.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.certs.HostName;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Sales;
import org.yibao.terminal.api.LineStanding;

final class LineLogTest {
    private static final LineAddress SECOND = new LineAddress(HostName.parse("b.example"), 7443);

    private static final Fault IMPOSTOR =
            new Fault(FaultCode.PLATFORM_ANSWER_UNTRUSTED, "certificate of another issuer");
    private static final Fault FORK = new Fault(FaultCode.JOURNAL_FORKED, "JOURNAL_FORKED 账本不一致");

    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 1);
    private final LineLog line = new LineLog(store, () -> {}, time -> {});

    @Test
    void anImpostorIsShownUntilThePlatformItselfAnswers() {
        line.untrusted("certificate of another issuer");
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        line.stateChanged(LineState.CONNECTING, SECOND, "");
        assertEquals(List.of(IMPOSTOR), line.get().faults());
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "", "", List.of()), line.get());
    }

    @Test
    void theSuiteIsShownThroughWhatTheLineGoesThrough() {
        line.secured("TLS_SM4_GCM_SM3");
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "TLS_SM4_GCM_SM3", "", List.of()), line.get());
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        line.secured("TLS_AES_128_GCM_SHA256");
        assertEquals(
                new LineStanding("b.example:7443", "TLS_AES_128_GCM_SHA256", "connection refused", List.of()),
                line.get());
    }

    @Test
    void aForkedJournalIsShownAndKeptUntilThePlatformTakesItAgain() {
        line.quarantined("JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.QUARANTINED, SECOND, "JOURNAL_FORKED 账本不一致");
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        assertEquals(new LineStanding("b.example:7443", "", "connection refused", List.of(FORK)), line.get());
        LineStanding restarted = new LineLog(store, () -> {}, time -> {}).get();
        assertEquals(new LineStanding("", "", "", List.of(FORK)), restarted);
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(new LineStanding("b.example:7443", "", "", List.of()), line.get());
        assertEquals(Optional.empty(), store.quarantine());
    }

    @Test
    void anImpostorDoesNotHideAForkedJournalThatStillHolds() {
        line.quarantined(FORK.detail());
        line.untrusted("certificate of a third issuer");
        line.untrusted(IMPOSTOR.detail());
        assertEquals(List.of(FORK, IMPOSTOR), line.get().faults());
        line.quarantined(FORK.detail());
        assertEquals(List.of(FORK), line.get().faults(), "the platform itself answered");
        line.stateChanged(LineState.ONLINE, SECOND, "");
        assertEquals(List.of(), line.get().faults());
    }

    @Test
    void aLineThatIsDownSaysWhy() {
        line.stateChanged(LineState.OFFLINE, SECOND, "connection refused");
        assertEquals("connection refused", line.get().reason());
        assertTrue(line.get().faults().isEmpty());
    }

    @Test
    void theAddressInUseIsShownAndItsReasonStaysUntilThereIsAnother() {
        line.stateChanged(LineState.CONNECTING, SECOND, "certificate of another issuer");
        line.stateChanged(LineState.NEGOTIATING, SECOND, "");
        assertEquals("b.example:7443", line.get().address());
        assertEquals("certificate of another issuer", line.get().reason());
    }
}
