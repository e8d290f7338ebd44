package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;

/** The booked rows and what each of them moved. */
public final class Entries {
    private final Transaction tx;
    private final People people;

    public Entries(Transaction tx) {
        this.tx = tx;
        this.people = new People(tx);
    }

    /** Writes the entry, applies its effects and keeps what they really did. */
    public void book(Entry entry, List<Effect> effects) {
        Entry.Tenders tenders = entry.tenders();
        tx.update(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.setlId(),
                entry.msgid(),
                entry.infno(),
                entry.psnNo(),
                entry.visitId(),
                entry.terminal().institutionCode(),
                String.valueOf(entry.terminal().letter()),
                entry.bookedAt().toString(),
                entry.state().name(),
                entry.voids(),
                tenders.medfee().fen(),
                tenders.funds().fen(),
                tenders.account().fen(),
                tenders.family().fen(),
                tenders.cash().fen());
        for (Effect effect : effects) {
            keep(entry.setlId(), effect.applyTo(people));
        }
    }

    private void keep(String setlId, Effect moved) {
        tx.update(
                "INSERT INTO effect VALUES (?, ?, ?, ?, ?)",
                setlId,
                moved.psnNo(),
                moved.year(),
                moved.code(),
                moved.delta());
    }

    /** What gives back exactly what the entry moved. */
    public List<Effect> undoing(Entry entry) {
        List<Effect> undoing = new ArrayList<>();
        tx.list(
                "SELECT psn_no, year, code, delta FROM effect WHERE setl_id = ? ORDER BY rowid",
                row -> undoing.add(effect(row).undone()),
                entry.setlId());
        return undoing;
    }

    private static Effect effect(ResultSet row) throws SQLException {
        String code = row.getString(3);
        return code.isEmpty()
                ? new Effect.Credited(row.getString(1), row.getLong(4))
                : new Effect.Accumulated(row.getString(1), row.getInt(2), code, row.getLong(4));
    }

    /** Gives back what the entry moved and leaves it reversed. */
    public void reverse(Entry entry) {
        undoing(entry).forEach(effect -> effect.applyTo(people));
        mark(entry.setlId(), Entry.State.REVERSED);
    }

    /**
     * Drops a row as if it had never been booked: what it moved is given back, and what a void took back stands again.
     */
    public void forget(Entry entry) {
        if (entry.state() == Entry.State.BOOKED) {
            undoing(entry).forEach(effect -> effect.applyTo(people));
        }
        tx.update("DELETE FROM effect WHERE setl_id = ?", entry.setlId());
        tx.update("DELETE FROM entry WHERE setl_id = ?", entry.setlId());
        if (entry.voids() != null) {
            mark(entry.voids(), Entry.State.BOOKED);
        }
    }

    /** Adds to the bill and to what the funds pay of it. */
    public void alter(Entry entry, Amount more) {
        tx.update(
                "UPDATE entry SET medfee_fen = medfee_fen + ?, fund_fen = fund_fen + ? WHERE setl_id = ?",
                more.fen(),
                more.fen(),
                entry.setlId());
    }

    public void mark(String setlId, Entry.State state) {
        tx.update("UPDATE entry SET state = ? WHERE setl_id = ?", state.name(), setlId);
    }

    public Optional<Entry> bySetlId(String setlId) {
        return tx.first("SELECT * FROM entry WHERE setl_id = ?", Entries::entry, setlId);
    }

    public Optional<Entry> byMsgid(String msgid) {
        return tx.first("SELECT * FROM entry WHERE msgid = ?", Entries::entry, msgid);
    }

    /** In the order in which they were booked. */
    public List<Entry> all() {
        return tx.list("SELECT * FROM entry ORDER BY rowid", Entries::entry);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("setl_id"),
                row.getString("msgid"),
                row.getString("infno"),
                row.getString("psn_no"),
                row.getString("mdtrt_id"),
                new TerminalKey(
                        row.getString("fixmedins_code"), row.getString("letter").charAt(0)),
                LocalDateTime.parse(row.getString("booked_at")),
                Entry.State.valueOf(row.getString("state")),
                row.getString("voids"),
                new Entry.Tenders(
                        Amount.ofFen(row.getLong("medfee_fen")),
                        Amount.ofFen(row.getLong("fund_fen")),
                        Amount.ofFen(row.getLong("acct_fen")),
                        Amount.ofFen(row.getLong("mulaid_fen")),
                        Amount.ofFen(row.getLong("cash_fen"))));
    }
}
