package org.yibao.settlement.service;

import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.PlatformGateway.Statement;

/** What came of asking the platform for a message. */
public sealed interface AskOutcome {
    /** @param settlement as it stands after what the platform stated */
    record Said(Statement statement, Settlement settlement) implements AskOutcome {}

    record Failed(Fault fault) implements AskOutcome {}
}
