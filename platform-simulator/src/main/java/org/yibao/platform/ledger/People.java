package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.YearToDate;

/** The insured, their accounts and their yearly accumulators. */
public final class People {
    private final Transaction tx;

    public People(Transaction tx) {
        this.tx = tx;
    }

    public boolean isEmpty() {
        return tx.one("SELECT count(*) FROM person", row -> row.getInt(1)) == 0;
    }

    /** Family accounts are {@link #link}ed once all members are there. */
    public void add(Insured insured) {
        InsuredPerson person = insured.person();
        tx.update(
                "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                person.psnNo(),
                insured.identityNumber(),
                insured.name(),
                insured.gender(),
                person.birthDate(),
                person.insutype(),
                person.psnType(),
                String.join(",", person.marks()),
                person.civilServant() ? 1 : 0,
                person.insuplcAdmdvs(),
                insured.placeRegistered() ? 1 : 0,
                insured.balance().fen());
    }

    /** Lets the person use the accounts of {@link Insured#family()}, in their order. */
    public void link(Insured insured) {
        int position = 0;
        for (Insured.FamilyAccount member : insured.family()) {
            tx.update(
                    "INSERT INTO family_account VALUES (?, ?, ?, ?)",
                    insured.psnNo(),
                    position++,
                    member.psnNo(),
                    member.relation());
        }
    }

    public List<Insured> all() {
        return tx.list("SELECT * FROM person ORDER BY psn_no", this::insured);
    }

    public Optional<Insured> byPsnNo(String psnNo) {
        return tx.first("SELECT * FROM person WHERE psn_no = ?", this::insured, psnNo);
    }

    public Optional<Insured> byIdentityNumber(String identityNumber) {
        return tx.first("SELECT * FROM person WHERE certno = ?", this::insured, identityNumber);
    }

    private Insured insured(ResultSet row) throws SQLException {
        String marks = row.getString("marks");
        InsuredPerson person = new InsuredPerson(
                row.getString("psn_no"),
                row.getString("insutype"),
                row.getString("psn_type"),
                marks.isEmpty() ? List.of() : List.of(marks.split(",", -1)),
                row.getBoolean("civil_servant"),
                row.getString("insuplc_admdvs"),
                row.getString("birth_date"),
                null);
        return new Insured(
                person,
                row.getString("name"),
                row.getString("certno"),
                row.getString("gender"),
                row.getBoolean("place_registered"),
                Amount.ofFen(row.getLong("balance_fen")),
                family(person.psnNo()));
    }

    private List<Insured.FamilyAccount> family(String psnNo) {
        return tx.list(
                """
                SELECT member_psn_no, relation, balance_fen FROM family_account f
                JOIN person p ON p.psn_no = f.member_psn_no WHERE f.psn_no = ? ORDER BY position""",
                row -> new Insured.FamilyAccount(row.getString(1), row.getString(2), Amount.ofFen(row.getLong(3))),
                psnNo);
    }

    /** The accumulators of one medical year. */
    public YearToDate cum(String psnNo, int year) {
        Map<String, Long> values = new TreeMap<>();
        tx.list(
                "SELECT code, value FROM accumulator WHERE psn_no = ? AND year = ?",
                row -> values.put(row.getString(1), row.getLong(2)),
                psnNo,
                year);
        return YearToDate.of(values);
    }

    /**
     * Adds to an accumulator, which never falls below 0.
     *
     * @param delta fen, or a count; may be negative
     * @return what was really added
     */
    public long accumulate(String psnNo, int year, String code, long delta) {
        long before = cum(psnNo, year).value(code);
        long after = Math.max(0, Math.addExact(before, delta));
        tx.update("REPLACE INTO accumulator VALUES (?, ?, ?, ?)", psnNo, year, code, after);
        return after - before;
    }

    /** @throws LedgerException when the account would fall below 0 */
    public void credit(String psnNo, Amount amount) {
        tx.update("UPDATE person SET balance_fen = balance_fen + ? WHERE psn_no = ?", amount.fen(), psnNo);
    }
}
