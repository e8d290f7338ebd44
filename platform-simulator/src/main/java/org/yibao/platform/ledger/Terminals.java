package org.yibao.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.settlement.TerminalProfile;

/** The enrolled terminals, their sign-ins and the alarms they raised. */
public final class Terminals {
    private final Transaction tx;

    public Terminals(Transaction tx) {
        this.tx = tx;
    }

    /** Something that should not happen on an honest line. */
    public record Alarm(Instant raisedAt, TerminalKey terminal, String code, String msgid) {}

    /** Writes a terminal down, in place of what was written of the one that bore its letter before. */
    public void enrol(TerminalProfile profile, Instant now) {
        tx.update(
                "INSERT OR REPLACE INTO terminal VALUES (?, ?, ?, ?, ?, ?, ?)",
                profile.institution().code(),
                String.valueOf(profile.letter()),
                profile.institutionName(),
                profile.institution().type(),
                profile.institution().tier(),
                profile.admdvs(),
                now.toString());
    }

    public Optional<TerminalProfile> find(TerminalKey key) {
        return tx.first(
                "SELECT * FROM terminal WHERE fixmedins_code = ? AND letter = ?",
                row -> new TerminalProfile(
                        new DesignatedInstitution(key.institutionCode(), row.getString("type"), row.getString("tier")),
                        row.getString("name"),
                        key.letter(),
                        row.getString("admdvs")),
                key.institutionCode(),
                String.valueOf(key.letter()));
    }

    public void signIn(TerminalKey key, String signNo, String operator, Instant now) {
        tx.update(
                "INSERT INTO sign_in VALUES (?, ?, ?, ?, ?, NULL)",
                signNo,
                key.institutionCode(),
                String.valueOf(key.letter()),
                operator,
                now.toString());
    }

    /** @return whether the terminal had this sign-in open */
    public boolean signOut(TerminalKey key, String signNo, Instant now) {
        int closed = tx.update("""
                UPDATE sign_in SET signed_out_at = ?
                WHERE sign_no = ? AND fixmedins_code = ? AND letter = ? AND signed_out_at IS NULL""", now.toString(), signNo, key.institutionCode(), String.valueOf(key.letter()));
        return closed == 1;
    }

    public void raise(Alarm alarm) {
        tx.update(
                "INSERT INTO alarm VALUES (?, ?, ?, ?, ?)",
                alarm.raisedAt().toString(),
                alarm.terminal().institutionCode(),
                String.valueOf(alarm.terminal().letter()),
                alarm.code(),
                alarm.msgid());
    }

    /** Oldest first. */
    public List<Alarm> alarms() {
        return tx.list(
                "SELECT * FROM alarm ORDER BY rowid",
                row -> new Alarm(
                        Instant.parse(row.getString("raised_at")),
                        TerminalKey.read(row),
                        row.getString("code"),
                        row.getString("msgid")));
    }
}
