package org.yibao.settlement.service;

import java.time.Clock;
import java.time.Duration;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.DayBook;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.ReconciliationGateway;
import org.yibao.settlement.port.RepairEncoder;
import org.yibao.settlement.port.SettlementStore;

/**
 * What the business day stands on.
 *
 * @param clock with the zone of the counter
 * @param deadline of each message to the platform
 */
public record BusinessDayPorts(
        TerminalProfile terminal,
        SettlementStore store,
        Outbox outbox,
        DayBook book,
        ReconciliationGateway reconciliation,
        PlatformGateway gateway,
        MessageIds ids,
        RepairEncoder encoder,
        Clock clock,
        Duration deadline) {}
