package org.yibao.settlement.service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.DayStanding;
import org.yibao.settlement.reconciliation.OpenDoubt;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Report;
import org.yibao.settlement.report.Row;

/** A day as the terminal's books have it: the rows that a report counts, and what is in none of them yet. */
final class DayRows {
    private final SettlementStore store;
    private final Outbox outbox;
    private final LocalDate day;
    private final Map<MessageId, Settlement> settlements = new HashMap<>();

    DayRows(SettlementStore store, Outbox outbox, LocalDate day) {
        this.store = store;
        this.outbox = outbox;
        this.day = day;
        store.ofDay(day).forEach(settlement -> settlements.put(settlement.id(), settlement));
    }

    List<StatementRow> rows() {
        List<StatementRow> rows = new ArrayList<>();
        for (Row row : Report.of(store, Period.of(day)).rows()) {
            find(row.settlement()).ifPresent(settlement -> rows.add(row(row, settlement)));
        }
        return rows;
    }

    private Optional<Settlement> find(MessageId id) {
        Settlement known = settlements.get(id);
        return known == null ? store.find(id) : Optional.of(known);
    }

    private static StatementRow row(Row row, Settlement settlement) {
        PlatformAnswer.Clearing clearing = row.booked().clearing();
        BenefitBreakdown split = row.booked().breakdown();
        return new StatementRow(
                new ClearingGroup(row.insutype(), clearing.type(), clearing.agency()),
                row.kind() == Row.Kind.SALE ? StatementRow.Kind.SALE : StatementRow.Kind.VOID,
                row.message().value(),
                row.booked().setlId(),
                settlement.sale().visitId(),
                settlement.sale().person().person().psnNo(),
                split.medfeeSumamt(),
                split.fundPaySumamt(),
                split.acctPay(),
                split.psnCashPay());
    }

    /** What a repair reversed at the platform is decided, whatever became of the terminal's own reversal. */
    List<OpenDoubt> open(DayStanding standing) {
        List<OpenDoubt> open = new ArrayList<>();
        for (Settlement settlement : settlements.values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList()) {
            List<OutboxEntry> waiting = outbox.ofSettlement(settlement.id()).stream()
                    .filter(entry -> isOf(settlement, entry))
                    .toList();
            for (OutboxEntry entry : waiting) {
                OpenDoubt.Kind kind = entry.setAside() ? OpenDoubt.Kind.SET_ASIDE : OpenDoubt.Kind.QUEUED;
                open.add(new OpenDoubt(kind, settlement.id(), entry.message().id()));
            }
            boolean doubted = settlement.state() == SettlementState.IN_DOUBT
                    && settlement.isOpen()
                    && isOfDay(settlement.id())
                    && !standing.reversed(settlement.id().value());
            if (waiting.isEmpty() && doubted) {
                open.add(new OpenDoubt(OpenDoubt.Kind.IN_DOUBT, settlement.id(), settlement.id()));
            }
        }
        return open;
    }

    /** A void counts on its own day; a reversal on that of its sale, whenever it was made. */
    private boolean isOf(Settlement settlement, OutboxEntry entry) {
        MessageId message = entry.message().id();
        Cancellation taken = settlement.cancellation();
        return isOfDay(taken != null && taken.id().equals(message) ? message : settlement.id());
    }

    private boolean isOfDay(MessageId message) {
        return message.second().toLocalDate().equals(day);
    }

    /** Whether a row is of a sale that stands here or at the terminal that took it over: it must not be undone there. */
    boolean standsHere(StatementRow row) {
        return settlementOf(row)
                .map(settlements::get)
                .filter(settlement -> settlement.state() == SettlementState.HANDED_OVER
                        || (settlement.stands() && settlement.told() != Told.NOT_MADE))
                .isPresent();
    }

    /** The settlement of a row that either side holds; empty when the terminal knows none. */
    Optional<MessageId> settlementOf(StatementRow row) {
        for (Settlement settlement : settlements.values()) {
            Cancellation taken = settlement.cancellation();
            boolean ofVoid = taken != null && taken.id().value().equals(row.message());
            if (ofVoid || settlement.id().value().equals(row.message())) {
                return Optional.of(settlement.id());
            }
        }
        return Optional.empty();
    }
}
