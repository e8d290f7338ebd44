package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;

/** The table unanswered: what every settlement comes to that is {@link Settlement#unanswered}. */
final class UnansweredTable {
    private final KeyRing keys;

    UnansweredTable(KeyRing keys) {
        this.keys = keys;
    }

    void save(Transaction transaction, Settlement settlement) throws SQLException {
        if (!settlement.unanswered()) {
            transaction.update(
                    "DELETE FROM unanswered WHERE settlement = ?",
                    settlement.id().value());
            return;
        }
        Sale sale = settlement.sale();
        transaction.update(
                """
                INSERT INTO unanswered (settlement, person_code, day, fen) VALUES (?, ?, ?, ?)
                ON CONFLICT (settlement) DO UPDATE SET
                  person_code = excluded.person_code, day = excluded.day, fen = excluded.fen
                """, settlement.id().value(), code(sale), day(sale), total(sale).fen());
    }

    /** Gives the rows that a migration left their contents. */
    void complete(Transaction transaction, SettlementTable settlements) throws SQLException {
        for (String id : transaction.all(
                "SELECT settlement FROM unanswered WHERE fen IS NULL", columns -> columns.getString(1))) {
            Optional<SettlementTable.Kept> kept = settlements.find(transaction, MessageId.parse(id));
            if (kept.isPresent()) {
                save(transaction, kept.get().settlement());
            }
        }
    }

    static Amount sum(Transaction transaction) throws SQLException {
        return Amount.ofFen(transaction.number("SELECT coalesce(sum(fen), 0) FROM unanswered"));
    }

    Amount sum(Transaction transaction, String psnNo, LocalDate day) throws SQLException {
        return Amount.ofFen(transaction.number(
                "SELECT coalesce(sum(fen), 0) FROM unanswered WHERE person_code = ? AND day = ?",
                keys.code(KeyRing.Lookup.PSN_NO, psnNo),
                day.toString()));
    }

    /** Whether the table says of a settlement what must be said. */
    boolean fits(Transaction transaction, Settlement settlement) throws SQLException {
        Optional<Boolean> fits = transaction.first(
                "SELECT * FROM unanswered WHERE settlement = ?",
                columns -> fits(columns, settlement.sale()),
                settlement.id().value());
        return settlement.unanswered() ? fits.orElse(false) : fits.isEmpty();
    }

    private boolean fits(ResultSet columns, Sale sale) throws SQLException {
        return Arrays.equals(columns.getBytes("person_code"), code(sale))
                && day(sale).equals(columns.getString("day"))
                && total(sale).fen() == columns.getLong("fen");
    }

    private byte[] code(Sale sale) {
        return keys.code(KeyRing.Lookup.PSN_NO, sale.person().person().psnNo());
    }

    private static String day(Sale sale) {
        return sale.madeAt().toLocalDate().toString();
    }

    private static Amount total(Sale sale) {
        return sale.quote().breakdown().medfeeSumamt();
    }
}
