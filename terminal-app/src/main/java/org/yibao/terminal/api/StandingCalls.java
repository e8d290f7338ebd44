package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateStanding;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.directory.fetch.Upkeep;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Totals;
import org.yibao.settlement.service.Fault;
import org.yibao.terminal.text.CertificateSentences;
import org.yibao.terminal.text.DirectorySentences;

/** How the terminal stands: queue, totals, reports, health, journal. */
final class StandingCalls {
    private final LocalApiPorts ports;
    private final OperatorPages pages;

    StandingCalls(LocalApiPorts ports) {
        this.ports = ports;
        this.pages = new OperatorPages(ports.outbox(), ports.service()::find, ports.timeLimits(), ports.clock());
    }

    Answer queue(Call call) {
        return Answer.ok(pages.queue(call.limit()));
    }

    Answer message(Call call) {
        return pages.message(call.message())
                .map(Answer::ok)
                .orElseThrow(() -> ApiRefusal.of(FaultCode.MESSAGE_UNKNOWN));
    }

    /** Takes a message out of its turn until it is released. */
    Answer setAside(Call call) {
        Fields fields = call.fields("reason", "opter", "opter_name", "dev_no");
        Operator operator = fields.operator();
        String reason = fields.text("reason", Intervention.REASON_MAX);
        if (!ports.service().setAside(call.message(), operator, reason)) {
            throw ApiRefusal.of(FaultCode.MESSAGE_NOT_WAITING);
        }
        return message(call);
    }

    /** Puts a message that was set aside back in its turn, once its cause is mended. */
    Answer release(Call call) {
        Fields fields = call.fields("reason", "opter", "opter_name", "dev_no");
        String reason = fields.optionalText("reason", Intervention.REASON_MAX).orElse("");
        if (!ports.service().release(call.message(), fields.operator(), reason)) {
            throw ApiRefusal.of(FaultCode.NOT_SET_ASIDE);
        }
        return queue(call);
    }

    Answer totals(Call call) {
        LocalDate day = call.date("date", LocalDate.now(ports.clock()));
        Totals totals = ports.service().report(Period.of(day)).totals();
        return Answer.ok(ApiJson.object()
                .put("date", day.toString())
                .put("settlements", totals.sales() + totals.voids())
                .put("medfee_sumamt", totals.medfee().yuan())
                .put("fund_pay_sumamt", totals.fund().yuan())
                .put("acct_pay", totals.account().yuan())
                .put("acct_mulaid_pay", totals.family().yuan())
                .put("psn_cash_pay", totals.cash().yuan()));
    }

    Answer dayReport(Call call) {
        return report(Period.of(call.date("date", LocalDate.now(ports.clock()))));
    }

    Answer shiftReport(Call call) {
        LocalDate today = LocalDate.now(ports.clock());
        LocalDateTime from = call.time("from", today.atStartOfDay());
        LocalDateTime until = call.time("until", today.plusDays(1).atStartOfDay());
        String operator = call.query().getOrDefault("opter", "");
        if (operator.isEmpty()) {
            throw ApiRefusal.missingField("opter");
        }
        try {
            return report(new Period(from, until, Optional.of(operator)));
        } catch (IllegalArgumentException tooLong) {
            throw ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, String.valueOf(tooLong.getMessage())));
        }
    }

    private Answer report(Period period) {
        return Answer.ok(OperatorPages.report(
                ports.service().report(period), ports.journal().head()));
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
            journalCheck(body, ports.journal().earlierRecords());
            QueueStanding queue = ports.outbox().standing(ports.alarm().attempts());
            body.put("queue", queue.size());
            ArrayNode faults = body.putArray("queue_faults");
            queueFaults(queue).forEach(fault -> faults.add(row(fault)));
            ports.timeLimits().first(queue).ifPresent(first -> {
                LocalDate today = LocalDate.now(ports.clock());
                deadline(first, today)
                        .ifPresent(code ->
                                faults.add(row(new Fault(code, first.message().value() + ", " + first.lastDay()))));
                body.putObject("first_deadline")
                        .put("msgid", first.message().value())
                        .put("last_day", first.lastDay().toString())
                        .put("source", first.limit().source());
            });
        } catch (StoreException refused) {
            unread = Optional.of(new Fault(FaultCode.STORE_FAILED, String.valueOf(refused.getMessage())));
        }
        Optional<Fault> damaged =
                ports.service().storeRefusesBecause().map(why -> new Fault(FaultCode.STORE_DAMAGED, why));
        Optional<Fault> fault = damaged.isPresent() ? damaged : unread;
        body.put("store", fault.isEmpty() ? "OK" : "FAILED");
        fault.ifPresent(why -> body.set("store_fault", row(why)));
    }

    private Optional<FaultCode> deadline(TimeLimits.Deadline first, LocalDate today) {
        if (first.lastDay().isBefore(today)) {
            return Optional.of(FaultCode.MESSAGE_DEADLINE_PASSED);
        }
        return ports.timeLimits().isNear(first, today)
                ? Optional.of(FaultCode.MESSAGE_DEADLINE_NEAR)
                : Optional.empty();
    }

    private static void journalCheck(ObjectNode body, Optional<JournalVerification> found) {
        Optional<JournalVerification.Broken> broken =
                found.filter(JournalVerification.Broken.class::isInstance).map(JournalVerification.Broken.class::cast);
        body.put("journal_check", found.isEmpty() ? "RUNNING" : broken.isEmpty() ? "SOUND" : "BROKEN");
        broken.ifPresent(fault -> body.set(
                "journal_fault", row(new Fault(FaultCode.JOURNAL_BROKEN, fault.number() + ": " + fault.fault()))));
    }

    /** Nothing waits for ever unseen. */
    private List<Fault> queueFaults(QueueStanding queue) {
        List<Fault> faults = new ArrayList<>();
        if (queue.setAside() > 0) {
            faults.add(new Fault(FaultCode.MESSAGE_SET_ASIDE, String.valueOf(queue.setAside())));
        }
        LocalDateTime early =
                LocalDateTime.now(ports.clock()).minus(ports.alarm().age());
        Optional<MessageId> late =
                queue.oldest().filter(oldest -> oldest.second().isBefore(early));
        if (late.isPresent() || queue.oftenTried() > 0) {
            String detail =
                    late.map(message -> message.value() + ", ").orElse("") + "tried often: " + queue.oftenTried();
            faults.add(new Fault(FaultCode.MESSAGE_OVERDUE, detail));
        }
        return faults;
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
