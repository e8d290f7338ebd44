package org.yibao.platform.ledger;

import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Amount;

/** What terminals said of their cashiers' shifts when they signed out; said again, it is the same row. */
public final class Shifts {
    private final Transaction tx;

    public Shifts(Transaction tx) {
        this.tx = tx;
    }

    /** @param voidedMedfee negative, as is what was paid back in cash */
    public record Shift(
            TerminalKey terminal,
            String operator,
            LocalDateTime from,
            LocalDateTime until,
            int sales,
            Amount soldMedfee,
            Amount soldCash,
            int voids,
            Amount voidedMedfee,
            Amount voidedCash) {}

    public void keep(Shift shift) {
        tx.update(
                "INSERT OR REPLACE INTO shift VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                shift.terminal().institutionCode(),
                String.valueOf(shift.terminal().letter()),
                shift.operator(),
                shift.from().toString(),
                shift.until().toString(),
                shift.sales(),
                shift.soldMedfee().fen(),
                shift.soldCash().fen(),
                shift.voids(),
                shift.voidedMedfee().fen(),
                shift.voidedCash().fen());
    }

    public List<Shift> all() {
        return tx.list(
                "SELECT * FROM shift ORDER BY endtime, fixmedins_code, letter, opter",
                row -> new Shift(
                        TerminalKey.read(row),
                        row.getString("opter"),
                        LocalDateTime.parse(row.getString("begntime")),
                        LocalDateTime.parse(row.getString("endtime")),
                        row.getInt("sales"),
                        Amount.ofFen(row.getLong("sales_medfee_fen")),
                        Amount.ofFen(row.getLong("sales_cash_fen")),
                        row.getInt("voids"),
                        Amount.ofFen(row.getLong("voids_medfee_fen")),
                        Amount.ofFen(row.getLong("voids_cash_fen"))));
    }
}
