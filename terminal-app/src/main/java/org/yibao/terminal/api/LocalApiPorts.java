package org.yibao.terminal.api;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yibao.certs.CertificateStanding;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.outbox.QueueAlarm;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.service.BusinessDay;
import org.yibao.settlement.service.SettlementService;
import org.yibao.terminal.configuration.Bearer;

/**
 * What the local API stands on.
 *
 * @param quotes writes and answers quotes under the active policy
 * @param digest {@code sm3:} digest of the bytes of a till's call
 * @param certificates how those of the terminal and of its authorities stand now
 * @param renewal why the certificates could not be renewed
 * @param directory how the copy of the platform's directory stands now
 * @param clock with the zone of the counter
 * @param version of this program
 * @param alarm when a message that waits shows in {@code /health}
 * @param timeLimits by when messages have to reach the platform
 * @param bearer who bears a difference that a late answer leaves
 * @param days shifts and reconciliation
 */
public record LocalApiPorts(
        SettlementService service,
        Outbox outbox,
        Journal journal,
        PlatformGateway gateway,
        Supplier<LineStanding> line,
        ReaderDesk readers,
        QuoteDesk quotes,
        Function<byte[], String> digest,
        Supplier<List<CertificateStanding>> certificates,
        Supplier<Optional<String>> renewal,
        Supplier<DirectoryStanding> directory,
        Clock clock,
        String version,
        QueueAlarm alarm,
        TimeLimits timeLimits,
        Bearer bearer,
        BusinessDay days) {}
