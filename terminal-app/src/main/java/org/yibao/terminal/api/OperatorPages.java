package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PatientWord;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.report.FundTotal;
import org.yibao.settlement.report.OpenItem;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Report;
import org.yibao.settlement.report.Row;
import org.yibao.settlement.report.Totals;
import org.yibao.terminal.configuration.Bearer;

/**
 * What an operator reads, in the API's form: of a running terminal, or of the store of one that is stopped. Any
 * thread may call it.
 */
public final class OperatorPages {
    private final Outbox outbox;
    private final Function<MessageId, Optional<Settlement>> settlements;
    private final TimeLimits timeLimits;
    private final Clock clock;

    /** @param clock with the zone of the counter */
    public OperatorPages(
            Outbox outbox, Function<MessageId, Optional<Settlement>> settlements, TimeLimits timeLimits, Clock clock) {
        this.outbox = outbox;
        this.settlements = settlements;
        this.timeLimits = timeLimits;
        this.clock = clock;
    }

    /** As {@code GET /queue}. */
    public ObjectNode queue(int limit) {
        ObjectNode body = ApiJson.object();
        body.put("size", outbox.size());
        ArrayNode rows = body.putArray("entries");
        outbox.entries(limit).forEach(entry -> rows.add(row(entry)));
        return body;
    }

    /** As {@code GET /queue/{msgid}}; empty when it does not wait. */
    public Optional<ObjectNode> message(MessageId message) {
        return outbox.entry(message).map(this::row);
    }

    private ObjectNode row(OutboxEntry entry) {
        MessageId id = entry.message().id();
        TimeLimits.Deadline deadline = timeLimits.of(entry);
        ObjectNode row = ApiJson.object()
                .put("msgid", id.value())
                .put("infno", entry.message().infno())
                .put("settlement", entry.settlement().value())
                .put("made_at", Views.time(id.second()))
                .put("last_day", deadline.lastDay().toString())
                .put("limit_source", deadline.limit().source())
                .put("at_risk", entry.atRisk().yuan())
                .put("attempts", entry.attempts())
                .put("next_attempt", Views.time(entry.nextAttempt(), clock))
                .put("last_fault", entry.lastFault())
                .put("set_aside", entry.setAside());
        if (entry.setAside()) {
            ArrayNode behind = row.putArray("held_back");
            outbox.ofSettlement(entry.settlement()).stream()
                    .filter(other -> other.sequence() > entry.sequence())
                    .forEach(other -> behind.add(other.message().id().value()));
            word(entry).ifPresent(word -> row.put("message", word.sentence()));
        }
        word(entry).ifPresent(word -> row.set("patient", SettlementView.patient(word)));
        return row;
    }

    /** What is said to the patient while this message does not go, or is not answered. */
    private Optional<PatientWord> word(OutboxEntry entry) {
        return settlements.apply(entry.settlement()).map(settlement -> PatientWord.of(settlement, entry.setAside()));
    }

    /** A settlement to follow up, without its split. */
    public static ObjectNode followUp(Settlement settlement, Bearer bearer) {
        ObjectNode row = ApiJson.object()
                .put("settlement", settlement.id().value())
                .put("state", settlement.state().name())
                .put("told", settlement.told().name())
                .put("made_at", Views.time(settlement.sale().madeAt()));
        row.set("operator", Views.operator(settlement.sale().operator()));
        row.set("person", Views.person(settlement.sale().person()));
        if (settlement.differs()) {
            row.put("cash_difference", settlement.cashDifference().yuan());
        }
        SettlementView.due(row, settlement, bearer);
        row.set("patient", SettlementView.patient(PatientWord.of(settlement, false)));
        return row.put("message", SettlementView.sentence(settlement)).put("follow_up", settlement.needsFollowUp());
    }

    /** As {@code GET /reports/day}. */
    public static ObjectNode report(Report report, JournalHead head) {
        Period period = report.period();
        ObjectNode body =
                ApiJson.object().put("from", Views.time(period.from())).put("until", Views.time(period.until()));
        period.operator().ifPresent(operator -> body.put("opter", operator));
        body.put("journal", head.fingerprint());
        body.set("totals", totals(report.totals()));
        ArrayNode funds = body.putArray("funds");
        for (FundTotal fund : report.funds()) {
            funds.addObject()
                    .put("fund_pay_type", fund.type())
                    .put("fund_pay_type_name", fund.name())
                    .put("fund_payamt", fund.amount().yuan());
        }
        groups(body.putArray("insurance_types"), "insutype", report.insuranceTypes());
        groups(body.putArray("clearing_types"), "clr_type", report.clearingTypes());
        groups(body.putArray("cashiers"), "opter", report.cashiers());
        ArrayNode rows = body.putArray("rows");
        report.rows().forEach(row -> rows.add(row(row)));
        ArrayNode open = body.putArray("open");
        report.open().forEach(item -> open.add(item(item)));
        return body;
    }

    private static void groups(ArrayNode rows, String name, Map<String, Totals> groups) {
        groups.forEach((key, sum) -> rows.add(ApiJson.object().put(name, key).setAll(totals(sum))));
    }

    private static ObjectNode totals(Totals sum) {
        return ApiJson.object()
                .put("sales", sum.sales())
                .put("voids", sum.voids())
                .put("medfee_sumamt", sum.medfee().yuan())
                .put("fund_pay_sumamt", sum.fund().yuan())
                .put("acct_pay", sum.account().yuan())
                .put("acct_mulaid_pay", sum.family().yuan())
                .put("psn_cash_pay", sum.cash().yuan());
    }

    private static ObjectNode row(Row row) {
        ObjectNode node = ApiJson.object()
                .put("kind", row.kind().name())
                .put("msgid", row.message().value())
                .put("settlement", row.settlement().value())
                .put("setl_id", row.booked().setlId())
                .put("time", Views.time(row.message().second()))
                .put("opter", row.operator().id())
                .put("opter_name", row.operator().name())
                .put("insutype", row.insutype())
                .put("clr_type", row.booked().clearing().type());
        return node.setAll(amounts(row.booked().breakdown(), false));
    }

    /** Amounts are those of the split that counts; of a void, what it takes back. */
    private static ObjectNode item(OpenItem item) {
        Settlement settlement = item.settlement();
        ObjectNode node = ApiJson.object()
                .put("kind", item.kind().name())
                .put("settlement", settlement.id().value())
                .put("state", settlement.state().name())
                .put("time", Views.time(settlement.id().second()))
                .put("opter", settlement.sale().operator().id())
                .put("message", SettlementView.sentence(settlement));
        return node.setAll(amounts(settlement.breakdown(), item.kind() == OpenItem.Kind.VOID_OPEN));
    }

    private static ObjectNode amounts(BenefitBreakdown split, boolean takenBack) {
        ObjectNode node = ApiJson.object();
        for (String name : List.of("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "acct_mulaid_pay", "psn_cash_pay")) {
            var amount = Views.amounts(split).get(name);
            if (amount != null) {
                node.put(name, (takenBack ? amount.negated() : amount).yuan());
            }
        }
        return node;
    }
}
