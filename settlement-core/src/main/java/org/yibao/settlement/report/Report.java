package org.yibao.settlement.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.yibao.benefit.FundShare;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.port.SettlementStore;

/**
 * What a period came to: the platform's word, to the fen. A sale counts on the day it was made, its void, as a
 * negative row, on the day of the void. Not counted are sales that the counter was told are not made.
 *
 * @param rows in the order of their settlements
 */
public record Report(Period period, List<Row> rows, List<OpenItem> open) {
    public Report {
        rows = List.copyOf(rows);
        open = List.copyOf(open);
    }

    /** Reads the settlements of the period's days and no others. */
    public static Report of(SettlementStore store, Period period) {
        Map<MessageId, Settlement> found = new LinkedHashMap<>();
        for (LocalDate day : period.days()) {
            store.ofDay(day).forEach(settlement -> found.put(settlement.id(), settlement));
        }
        List<Row> rows = new ArrayList<>();
        List<OpenItem> open = new ArrayList<>();
        // What was handed over is counted where it was taken.
        found.values().removeIf(settlement -> settlement.state() == SettlementState.HANDED_OVER);
        for (Settlement settlement : found.values()) {
            saleOf(settlement, period, rows, open);
            voidOf(settlement, period, rows, open);
        }
        return new Report(period, rows, open);
    }

    private static void saleOf(Settlement settlement, Period period, List<Row> rows, List<OpenItem> open) {
        Operator operator = settlement.sale().operator();
        if (!period.holds(settlement.id(), operator)) {
            return;
        }
        SettlementState state = settlement.state();
        boolean notMade = state == SettlementState.IN_DOUBT || state == SettlementState.REVERSED;
        if (settlement.answer() instanceof PlatformAnswer.Booked booked && !notMade) {
            rows.add(row(Row.Kind.SALE, settlement.id(), settlement, operator, booked));
        }
        if (settlement.needsFollowUp()) {
            open.add(new OpenItem(OpenItem.Kind.FOLLOW_UP, settlement));
        } else if (state == SettlementState.PROVISIONAL && settlement.isOpen()) {
            open.add(new OpenItem(OpenItem.Kind.PROVISIONAL, settlement));
        } else if (inDoubt(settlement)) {
            open.add(new OpenItem(OpenItem.Kind.IN_DOUBT, settlement));
        }
    }

    private static boolean inDoubt(Settlement settlement) {
        return settlement.isOpen()
                && switch (settlement.state()) {
                    case RECORDED, SUBMITTED, IN_DOUBT -> true;
                    // Without an answer it was uploaded again.
                    case VOIDED, ACKNOWLEDGED, ADJUSTED -> settlement.answer() == null;
                    case PROVISIONAL, REFUSED, REVERSED, REJECTED, HANDED_OVER -> false;
                };
    }

    private static void voidOf(Settlement settlement, Period period, List<Row> rows, List<OpenItem> open) {
        Cancellation taken = settlement.cancellation();
        if (taken == null || !period.holds(taken.id(), taken.operator())) {
            return;
        }
        if (taken.answer() instanceof PlatformAnswer.Booked booked) {
            rows.add(row(Row.Kind.VOID, taken.id(), settlement, taken.operator(), booked));
        } else if (taken.answer() == null && settlement.isOpen()) {
            open.add(new OpenItem(OpenItem.Kind.VOID_OPEN, settlement));
        } else if (settlement.needsFollowUp()
                && !period.holds(settlement.id(), settlement.sale().operator())) {
            open.add(new OpenItem(OpenItem.Kind.FOLLOW_UP, settlement));
        }
    }

    private static Row row(
            Row.Kind kind, MessageId message, Settlement settlement, Operator operator, PlatformAnswer.Booked booked) {
        String insutype = settlement.sale().person().person().insutype();
        return new Row(kind, message, settlement.id(), operator, insutype, booked);
    }

    public Totals totals() {
        return sum(rows);
    }

    /** Of sales or of voids alone. */
    public Totals totals(Row.Kind kind) {
        return sum(rows.stream().filter(row -> row.kind() == kind).toList());
    }

    private static Totals sum(List<Row> rows) {
        Totals sum = Totals.NOTHING;
        for (Row row : rows) {
            sum = sum.plus(row);
        }
        return sum;
    }

    /** By {@code fund_pay_type}, in its order. */
    public List<FundTotal> funds() {
        SortedMap<String, FundTotal> byType = new TreeMap<>();
        for (Row row : rows) {
            for (FundShare share : row.booked().funds()) {
                byType.merge(share.type(), new FundTotal(share.type(), share.name(), share.amount()), FundTotal::plus);
            }
        }
        return List.copyOf(byType.values());
    }

    /** By {@code insutype}. */
    public SortedMap<String, Totals> insuranceTypes() {
        return by(Row::insutype);
    }

    /** By {@code clr_type}. */
    public SortedMap<String, Totals> clearingTypes() {
        return by(row -> row.booked().clearing().type());
    }

    /** By {@code opter}: of a void who took it back. */
    public SortedMap<String, Totals> cashiers() {
        return by(row -> row.operator().id());
    }

    private SortedMap<String, Totals> by(Function<Row, String> key) {
        SortedMap<String, Totals> groups = new TreeMap<>();
        for (Row row : rows) {
            groups.merge(key.apply(row), Totals.NOTHING.plus(row), (sum, one) -> sum.plus(row));
        }
        return groups;
    }
}
