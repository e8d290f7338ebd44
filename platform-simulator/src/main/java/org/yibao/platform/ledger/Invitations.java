package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.Digest;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** Who may be enrolled by which code. Of a code only its digest is here. */
public final class Invitations {
    private final Transaction tx;

    public Invitations(Transaction tx) {
        this.tx = tx;
    }

    /**
     * @param profile whom the code enrols
     * @param use empty until it was used
     * @param reuseNoted whether somebody else was seen with it
     */
    public record Invitation(
            Digest code, TerminalProfile profile, Instant expiresAt, Optional<Use> use, boolean reuseNoted) {
        public TerminalKey key() {
            return new TerminalKey(profile.institution().code(), profile.letter());
        }
    }

    /**
     * @param keys of the request that was granted
     * @param answer as it was sent
     */
    public record Use(Digest keys, Bytes answer) {}

    public void add(Digest code, TerminalProfile profile, Instant expiresAt) {
        tx.update(
                "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
                code.toString(),
                profile.institution().code(),
                String.valueOf(profile.letter()),
                profile.institutionName(),
                profile.institution().type(),
                profile.institution().tier(),
                profile.admdvs(),
                expiresAt.toString());
    }

    public Optional<Invitation> find(Digest code) {
        return tx.first("SELECT * FROM invitation WHERE code_digest = ?", Invitations::read, code.toString());
    }

    private static Invitation read(ResultSet row) throws SQLException {
        TerminalKey key = TerminalKey.read(row);
        String keys = row.getString("keys_digest");
        return new Invitation(
                Digest.parse(row.getString("code_digest")),
                new TerminalProfile(
                        new DesignatedInstitution(key.institutionCode(), row.getString("type"), row.getString("tier")),
                        row.getString("name"),
                        key.letter(),
                        row.getString("admdvs")),
                Instant.parse(row.getString("expires_at")),
                keys == null
                        ? Optional.empty()
                        : Optional.of(new Use(Digest.parse(keys), Bytes.of(row.getBytes("answer")))),
                row.getString("reused_at") != null);
    }

    public void used(Digest code, Use use) {
        tx.update(
                "UPDATE invitation SET keys_digest = ?, answer = ? WHERE code_digest = ?",
                use.keys().toString(),
                use.answer().toArray(),
                code.toString());
    }

    public void noteReuse(Digest code, Instant now) {
        tx.update("UPDATE invitation SET reused_at = ? WHERE code_digest = ?", now.toString(), code.toString());
    }
}
