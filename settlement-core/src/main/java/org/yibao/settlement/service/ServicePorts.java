package org.yibao.settlement.service;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.port.CalculationDesk;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageEncoder;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StopList;

/**
 * What the service stands on.
 *
 * @param clock with the zone of the counter
 * @param clockFault what is wrong with that clock now
 * @param names unguessable names for credentials and quotes
 */
public record ServicePorts(
        SettlementStore store,
        Outbox outbox,
        PersonSnapshots snapshots,
        Journal journal,
        MessageIds ids,
        MessageEncoder encoder,
        PlatformGateway gateway,
        Catalogue catalogue,
        StopList stopList,
        Contact contact,
        CalculationDesk desk,
        Clock clock,
        Supplier<Optional<ClockFault>> clockFault,
        Supplier<String> names) {}
