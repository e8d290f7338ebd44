package org.yibao.settlement.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.yibao.benefit.Amount;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.StatementRow;

/** Days of rows, drawn from a seed. */
public final class StatementRows {
    public static final ClearingGroup EMPLOYEES = new ClearingGroup("310", "41", "370102");
    public static final ClearingGroup RESIDENTS = new ClearingGroup("390", "41", "370102");

    private StatementRows() {}

    /** A sale of so many fen, seven tenths of them the fund's. */
    public static StatementRow sale(String message, ClearingGroup group, long fen) {
        long fund = fen * 7 / 10;
        return new StatementRow(
                group,
                StatementRow.Kind.SALE,
                message,
                "S" + message,
                "V" + message,
                "370100000000001",
                Amount.ofFen(fen),
                Amount.ofFen(fund),
                Amount.ZERO,
                Amount.ofFen(fen - fund));
    }

    /** The void of a sale. */
    public static StatementRow voidOf(StatementRow sale) {
        return new StatementRow(
                sale.group(),
                StatementRow.Kind.VOID,
                sale.message() + "X",
                sale.setlId() + "X",
                sale.visitId(),
                sale.psnNo(),
                sale.medfee().negated(),
                sale.fund().negated(),
                sale.account().negated(),
                sale.cash().negated());
    }

    /** The same row of a bill with one fen more. */
    public static StatementRow dearer(StatementRow row) {
        return new StatementRow(
                row.group(),
                row.kind(),
                row.message(),
                row.setlId(),
                row.visitId(),
                row.psnNo(),
                row.medfee().plus(Amount.ofFen(1)),
                row.fund().plus(Amount.ofFen(1)),
                row.account(),
                row.cash());
    }

    /** Sales in two groups; every fourth or so was voided. */
    public static List<StatementRow> day(Random random) {
        List<StatementRow> rows = new ArrayList<>();
        int sales = random.nextInt(12);
        for (int number = 0; number < sales; number++) {
            ClearingGroup group = random.nextBoolean() ? EMPLOYEES : RESIDENTS;
            StatementRow sale = sale("M" + number, group, 1 + random.nextInt(100_000));
            rows.add(sale);
            if (random.nextInt(4) == 0) {
                rows.add(voidOf(sale));
            }
        }
        return rows;
    }
}
