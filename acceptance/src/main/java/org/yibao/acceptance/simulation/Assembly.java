package org.yibao.acceptance.simulation;

import java.util.function.Supplier;
import org.yibao.link.identity.MessageSigner;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.testing.SimulatedDisk;

/** What stands between a terminal's engines and its ports. A mutant is an assembly that gets one of them wrong. */
interface Assembly {
    /** Nothing. */
    Assembly HONEST = new Assembly() {};

    /** @param gateway asked for once everything is assembled */
    default SettlementStore store(SettlementStore real, Supplier<PlatformGateway> gateway) {
        return real;
    }

    default Outbox outbox(Outbox real) {
        return real;
    }

    /** @param signer of the terminal's messages now */
    default PlatformGateway gateway(PlatformGateway real, Supplier<MessageSigner> signer) {
        return real;
    }

    /** How a step ends that nothing is to go wrong with. */
    default SimulatedDisk.Fate done() {
        return SimulatedDisk.Fate.DONE;
    }
}
