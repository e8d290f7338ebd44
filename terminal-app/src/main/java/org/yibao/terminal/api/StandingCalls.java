package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateStanding;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.Upkeep;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.service.DailyTotals;
import org.yibao.settlement.service.Fault;
import org.yibao.terminal.text.CertificateSentences;
import org.yibao.terminal.text.DirectorySentences;

/** How the terminal stands: queue, totals, health, journal. */
final class StandingCalls {
    private final LocalApiPorts ports;

    StandingCalls(LocalApiPorts ports) {
        this.ports = ports;
    }

    Answer queue(Call call) {
        ObjectNode body = ApiJson.object();
        body.put("size", ports.outbox().size());
        ArrayNode rows = body.putArray("entries");
        for (OutboxEntry entry : ports.outbox().entries(call.limit())) {
            rows.addObject()
                    .put("msgid", entry.message().id().value())
                    .put("infno", entry.message().infno())
                    .put("settlement", entry.settlement().value())
                    .put("attempts", entry.attempts())
                    .put("next_attempt", Views.time(entry.nextAttempt(), ports.clock()))
                    .put("last_fault", entry.lastFault())
                    .put("set_aside", entry.setAside());
        }
        return Answer.ok(body);
    }

    /** Puts a message that was set aside back in its turn, once its cause is mended. */
    Answer release(Call call) {
        call.fields("opter", "opter_name", "dev_no").operator();
        if (!ports.service().release(call.settlement())) {
            throw ApiRefusal.of(FaultCode.NOT_SET_ASIDE);
        }
        return queue(call);
    }

    Answer totals() {
        DailyTotals totals = ports.service().totals();
        return Answer.ok(ApiJson.object()
                .put("settlements", totals.settlements())
                .put("medfee_sumamt", totals.medfee().yuan())
                .put("fund_pay_sumamt", totals.fund().yuan())
                .put("acct_pay", totals.account().yuan())
                .put("acct_mulaid_pay", totals.family().yuan())
                .put("psn_cash_pay", totals.cash().yuan()));
    }

    Answer health() {
        ObjectNode body = ApiJson.object();
        boolean online = ports.gateway().online();
        body.put("line", online ? "ONLINE" : "OFFLINE");
        LineStanding line = ports.line().get();
        body.put("line_address", line.address());
        if (online) {
            body.put("line_suite", line.suite());
        }
        body.put("line_reason", line.reason());
        ArrayNode faults = body.putArray("line_faults");
        line.faults().forEach(fault -> faults.add(row(fault)));
        clock(body);
        store(body);
        ArrayNode readers = body.putArray("readers");
        ports.readers()
                .standings()
                .forEach(
                        reader -> readers.addObject().put("name", reader.name()).put("last", reader.last()));
        ArrayNode policies = body.putArray("policy");
        ports.quotes()
                .policies()
                .forEach(policy -> policies.addObject()
                        .put("id", policy.id())
                        .put("version", policy.version())
                        .put("status", policy.status().name())
                        .put("digest", policy.digest()));
        ArrayNode certificates = body.putArray("certificates");
        ports.certificates().get().forEach(standing -> certificates.add(certificate(standing)));
        ports.renewal()
                .get()
                .ifPresent(reason -> body.putObject("certificates_fault")
                        .put("code", FaultCode.CERTIFICATE_NOT_RENEWED.name())
                        .put("message", FaultCode.CERTIFICATE_NOT_RENEWED.sentence())
                        .put("detail", reason));
        directory(body);
        body.putObject("versions")
                .put("terminal", ports.version())
                .put("java", Runtime.version().toString());
        body.put("time", Views.time(ports.clock().instant(), ports.clock()));
        return Answer.ok(body);
    }

    private void clock(ObjectNode body) {
        Optional<ClockFault> fault = ports.service().clockFault();
        body.put(
                "clock",
                fault.map(wrong -> wrong.blocks() ? "WRONG" : "DOUBTFUL").orElse("OK"));
        fault.ifPresent(wrong -> body.set("clock_fault", row(new Fault(wrong.code(), wrong.detail()))));
    }

    private ObjectNode certificate(CertificateStanding standing) {
        ObjectNode row = ApiJson.object()
                .put("usage", CertificateSentences.usageName(standing))
                .put("subject", standing.certificate().toString())
                .put("until", Views.time(standing.certificate().validity().notAfter(), ports.clock()))
                .put("days_left", standing.daysLeft());
        standing.fault().ifPresent(fault -> row.put("fault", fault.name()));
        standing.warning().ifPresent(days -> row.put("warning", days));
        CertificateSentences.warning(standing).ifPresent(sentence -> row.put("message", sentence));
        return row;
    }

    private void directory(ObjectNode body) {
        ArrayNode parts = body.putArray("directory");
        try {
            DirectoryStanding directory = ports.directory().get();
            directory.parts().forEach(part -> parts.add(part(part, directory.waiting())));
        } catch (StoreException refused) {
            body.put("directory_fault", String.valueOf(refused.getMessage()));
        }
    }

    private ObjectNode part(Upkeep upkeep, List<String> waiting) {
        PartStanding standing = upkeep.standing();
        ObjectNode row = ApiJson.object()
                .put("part", standing.part().name())
                .put("version", standing.version())
                .put("rows", standing.rows());
        time(row, "fetched", standing.activated());
        time(row, "confirmed", standing.confirmed());
        row.put("stale", upkeep.stale());
        DirectoryOffer offer = standing.offer();
        if (offer != null) {
            row.putObject("fetching")
                    .put("version", offer.version())
                    .put("bytes", standing.bytesHere())
                    .put("of", offer.bytes());
        }
        row.put("refused", standing.refusal());
        row.put("trouble", upkeep.trouble());
        if (standing.part() == DirectoryPart.POLICY_TABLES) {
            ArrayNode names = row.putArray("waiting");
            waiting.forEach(names::add);
        }
        DirectorySentences.warning(upkeep, waiting).ifPresent(sentence -> row.put("message", sentence));
        return row;
    }

    private void time(ObjectNode row, String name, @Nullable Instant instant) {
        if (instant != null) {
            row.put(name, Views.time(instant, ports.clock()));
        }
    }

    /** OK only where a sale could be recorded. */
    private void store(ObjectNode body) {
        Optional<Fault> unread = Optional.empty();
        try {
            body.set("journal", head(ports.journal().head()));
            body.put("queue", ports.outbox().size());
        } catch (StoreException refused) {
            unread = Optional.of(new Fault(FaultCode.STORE_FAILED, String.valueOf(refused.getMessage())));
        }
        Optional<Fault> damaged =
                ports.service().storeRefusesBecause().map(why -> new Fault(FaultCode.STORE_DAMAGED, why));
        Optional<Fault> fault = damaged.isPresent() ? damaged : unread;
        body.put("store", fault.isEmpty() ? "OK" : "FAILED");
        fault.ifPresent(why -> body.set("store_fault", row(why)));
    }

    private static ObjectNode row(Fault fault) {
        return ApiJson.object()
                .put("code", fault.code().name())
                .put("message", fault.code().sentence())
                .put("detail", fault.detail());
    }

    Answer verifyJournal() {
        JournalVerification found = ports.journal().verify();
        if (found instanceof JournalVerification.Sound sound) {
            return Answer.ok(ApiJson.object().put("sound", true).set("journal", head(sound.head())));
        }
        JournalVerification.Broken broken = (JournalVerification.Broken) found;
        return Answer.ok(ApiJson.object()
                .put("sound", false)
                .put("number", broken.number())
                .put("fault", broken.fault()));
    }

    private static ObjectNode head(JournalHead head) {
        return ApiJson.object()
                .put("number", head.number())
                .put("hash", head.hash())
                .put("fingerprint", head.fingerprint());
    }
}
