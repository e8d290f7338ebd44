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
    private final LineLog line = new LineLog(new InMemoryStore(Sales.PHARMACY, 1), () -> {});

    @Test
    void anImpostorIsShownUntilThePlatformItselfAnswers() {
        line.untrusted("certificate of another issuer");
        line.stateChanged(LineState.OFFLINE, "connection refused");
        line.stateChanged(LineState.CONNECTING, "");
        assertEquals(
                Optional.of(FaultCode.PLATFORM_ANSWER_UNTRUSTED), line.get().fault());
        line.stateChanged(LineState.ONLINE, "");
        assertEquals(new LineStanding("", "", Optional.empty()), line.get());
    }

    @Test
    void theSuiteIsShownThroughWhatTheLineGoesThrough() {
        line.secured("TLS_SM4_GCM_SM3");
        line.stateChanged(LineState.ONLINE, "");
        assertEquals(new LineStanding("TLS_SM4_GCM_SM3", "", Optional.empty()), line.get());
        line.stateChanged(LineState.OFFLINE, "connection refused");
        line.secured("TLS_AES_128_GCM_SHA256");
        assertEquals(new LineStanding("TLS_AES_128_GCM_SHA256", "connection refused", Optional.empty()), line.get());
    }

    @Test
    void aLineThatIsDownSaysWhy() {
        line.stateChanged(LineState.OFFLINE, "connection refused");
        assertEquals("connection refused", line.get().reason());
        assertTrue(line.get().fault().isEmpty());
    }
}
