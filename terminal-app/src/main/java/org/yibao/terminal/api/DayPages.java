package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.DayStanding;
import org.yibao.settlement.reconciliation.Difference;
import org.yibao.settlement.reconciliation.GroupOutcome;
import org.yibao.settlement.reconciliation.OpenDoubt;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;
import org.yibao.settlement.reconciliation.TenderTotals;
import org.yibao.terminal.text.Sentences;

/** A business day as an operator reads it, in the API's form. Any thread may call it. */
public final class DayPages {
    private DayPages() {}

    /**
     * As {@code GET /reconciliation/{date}}.
     *
     * @param waits whether a message of a difference's settlement waits in the queue
     */
    public static ObjectNode standing(DayStanding day, Predicate<Difference> waits) {
        String outcome = outcome(day);
        ObjectNode body = ApiJson.object()
                .put("date", day.day().toString())
                .put("outcome", outcome)
                .put("message", Sentences.of("day.outcome." + outcome));
        day.last()
                .ifPresent(last -> body.put("reconciled_at", Views.time(last.madeAt()))
                        .put("opter", last.operator().id()));
        List<GroupOutcome> groups = day.last().map(DayEntry.Reconciled::groups).orElse(List.of());
        ArrayNode groupRows = body.putArray("groups");
        groups.forEach(group -> groupRows.add(group(group)));
        ArrayNode differences = body.putArray("differences");
        day.last().stream()
                .flatMap(last -> last.differences().stream())
                .forEach(difference -> differences.add(difference(day, difference, waits.test(difference))));
        ArrayNode open = body.putArray("open");
        day.last().stream().flatMap(last -> last.open().stream()).forEach(doubt -> open.add(doubt(doubt)));
        ArrayNode repairs = body.putArray("repairs");
        day.repairs().forEach(repair -> repairs.add(repair(day, repair)));
        return body;
    }

    private static String outcome(DayStanding day) {
        if (day.last().isEmpty()) {
            return "NEVER";
        }
        if (day.closed()) {
            return "EQUAL";
        }
        boolean equal = day.last().stream()
                .flatMap(last -> last.groups().stream())
                .allMatch(group -> group.standing() == GroupOutcome.Standing.EQUAL);
        return equal ? "OPEN" : "DIFFERENT";
    }

    private static ObjectNode group(GroupOutcome group) {
        StatementTotals here = group.here();
        return ApiJson.object()
                .put("insutype", group.group().insutype())
                .put("clr_type", group.group().clearingType())
                .put("setl_optins", group.group().agency())
                .put("standing", group.standing().name())
                .put("stmt_rslt", group.code())
                .put("stmt_rslt_dscr", group.text())
                .put("odd_rows", group.odd())
                .put("fixmedins_setl_cnt", here.count())
                .put("medfee_sumamt", here.medfee().yuan())
                .put("fund_pay_sumamt", here.fund().yuan())
                .put("acct_pay", here.account().yuan())
                .put("psn_cash_pay", here.cash().yuan());
    }

    private static ObjectNode difference(DayStanding day, Difference difference, boolean waits) {
        ObjectNode node = ApiJson.object()
                .put("msgid", difference.message())
                .put("kind", difference.kind().name())
                .put("row", difference.row().kind().name())
                .put(
                        "message",
                        Sentences.of("day.difference." + difference.kind().name()));
        if (difference.here() != null) {
            node.set("here", row(difference.here()));
        }
        if (difference.there() != null) {
            node.set("there", row(difference.there()));
        }
        boolean repaired = day.repairedSince().contains(difference.message());
        node.put("repaired", repaired);
        ArrayNode fitting = node.putArray("repairs");
        if (!repaired) {
            day.fitting(difference, waits)
                    .forEach(kind -> fitting.addObject()
                            .put("repair", kind.name())
                            .put("message", Sentences.of("day.repair." + kind.name())));
        }
        return node;
    }

    private static ObjectNode row(StatementRow row) {
        return ApiJson.object()
                .put("setl_id", row.setlId())
                .put("mdtrt_id", row.visitId())
                .put("insutype", row.group().insutype())
                .put("clr_type", row.group().clearingType())
                .put("medfee_sumamt", row.medfee().yuan())
                .put("fund_pay_sumamt", row.fund().yuan())
                .put("acct_pay", row.account().yuan())
                .put("psn_cash_pay", row.cash().yuan());
    }

    private static ObjectNode doubt(OpenDoubt doubt) {
        return ApiJson.object()
                .put("kind", doubt.kind().name())
                .put("settlement", doubt.settlement().value())
                .put("msgid", doubt.message().value())
                .put("message", Sentences.of("day.open." + doubt.kind().name()));
    }

    private static ObjectNode repair(DayStanding day, DayEntry.Repair repair) {
        ObjectNode node = ApiJson.object()
                .put("msgid", repair.difference().message())
                .put("repair", repair.kind().name())
                .put("made_at", Views.time(repair.madeAt()))
                .put("opter", repair.operator().id())
                .put("note", repair.note());
        if (repair.message() != null) {
            node.put("sent", repair.message().id().value());
            node.put("answer", day.answerTo(repair).map(DayPages::word).orElse("WAITS"));
        }
        return node;
    }

    private static String word(PlatformAnswer answer) {
        if (answer instanceof PlatformAnswer.Refused refused) {
            return refused.code();
        }
        return answer instanceof PlatformAnswer.Reversed ? "REVERSED" : "BOOKED";
    }

    /** As {@code POST /shifts}. */
    static ObjectNode shift(DayEntry.ShiftEnded shift) {
        ObjectNode body = ApiJson.object()
                .put("opter", shift.operator().id())
                .put("opter_name", shift.operator().name())
                .put("from", Views.time(shift.from()))
                .put("until", Views.time(shift.until()))
                .put("open", shift.open());
        body.set("sales", tenders(shift.sold()));
        body.set("voids", tenders(shift.voided()));
        return body;
    }

    private static ObjectNode tenders(TenderTotals sum) {
        return ApiJson.object()
                .put("count", sum.count())
                .put("medfee_sumamt", sum.medfee().yuan())
                .put("fund_pay_sumamt", sum.fund().yuan())
                .put("acct_pay", sum.account().yuan())
                .put("acct_mulaid_pay", sum.family().yuan())
                .put("psn_cash_pay", sum.cash().yuan());
    }
}
