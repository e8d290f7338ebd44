package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;

/** Every certificate that one terminal was ever given. */
public final class Certificates {
    private final Transaction tx;
    private final TerminalKey terminal;

    public Certificates(Transaction tx, TerminalKey terminal) {
        this.tx = tx;
        this.terminal = terminal;
    }

    /** @param revoked empty while it counts */
    public record Held(Certificate certificate, Instant issuedAt, Optional<Revoked> revoked) {
        /** Whether this is the signing certificate with this id, the SM3 of its DER. */
        public boolean signsAs(Bytes certificateId) {
            return certificate.usage().equals(Optional.of(CertificateUsage.SIGNING_TERMINAL))
                    && Bytes.of(certificate.id().bytes()).equals(certificateId);
        }
    }

    /**
     * A certificate that was taken back.
     *
     * @param goodNumber number of the journal's head that was countersigned last before it
     */
    public record Revoked(Instant since, long goodNumber) {}

    /** Oldest first. */
    public List<Held> all() {
        return tx.list(
                "SELECT * FROM terminal_certificate WHERE fixmedins_code = ? AND letter = ? ORDER BY rowid",
                Certificates::read,
                terminal.institutionCode(),
                String.valueOf(terminal.letter()));
    }

    /** Those that sign messages, also what was taken back; oldest first. */
    public List<Held> signing() {
        return all().stream()
                .filter(held -> held.signsAs(Bytes.of(held.certificate().id().bytes())))
                .toList();
    }

    /** Those that were not taken back. */
    public List<Held> standing() {
        return all().stream().filter(held -> held.revoked().isEmpty()).toList();
    }

    private static Held read(ResultSet row) throws SQLException {
        @Nullable String revokedAt = row.getString("revoked_at");
        return new Held(
                Certificate.decode(row.getBytes("certificate")),
                Instant.parse(row.getString("issued_at")),
                revokedAt == null
                        ? Optional.empty()
                        : Optional.of(new Revoked(Instant.parse(revokedAt), row.getLong("good_number"))));
    }

    /** A signing certificate that was given before another one; empty too when that one is not known. */
    public Optional<Held> earlierSigner(Bytes certificateId, Bytes presentId) {
        List<Held> all = all();
        if (all.stream().noneMatch(held -> held.signsAs(presentId))) {
            return Optional.empty();
        }
        return all.stream()
                .takeWhile(held -> !held.signsAs(presentId))
                .filter(held -> held.signsAs(certificateId))
                .findFirst();
    }

    /** The signing certificate with this id, if it was taken back. */
    public Optional<Held> revokedSigner(Bytes certificateId) {
        return revoked().stream().filter(held -> held.signsAs(certificateId)).findFirst();
    }

    /** Whether a certificate over one of the keys that this asks for was taken back. */
    public boolean tookBack(EnrolmentRequest request) {
        return revoked().stream().anyMatch(held -> request.asksFor(held.certificate()));
    }

    private List<Held> revoked() {
        return tx.list(
                "SELECT * FROM terminal_certificate WHERE fixmedins_code = ? AND letter = ?"
                        + " AND revoked_at IS NOT NULL",
                Certificates::read,
                terminal.institutionCode(),
                String.valueOf(terminal.letter()));
    }

    public void issued(List<Certificate> certificates, Instant now) {
        for (Certificate certificate : certificates) {
            tx.update(
                    "INSERT INTO terminal_certificate VALUES (?, ?, ?, ?, NULL, NULL)",
                    terminal.institutionCode(),
                    String.valueOf(terminal.letter()),
                    certificate.encoded(),
                    now.toString());
        }
    }

    /**
     * Takes all of them back.
     *
     * @return whether one still counted
     */
    public boolean revoke(Instant now) {
        long good = new Journals(tx, terminal)
                .countersigned()
                .map(JournalHead::number)
                .orElse(0L);
        int revoked =
                tx.update("""
                UPDATE terminal_certificate SET revoked_at = ?, good_number = ?
                WHERE fixmedins_code = ? AND letter = ? AND revoked_at IS NULL""", now.toString(), good, terminal.institutionCode(), String.valueOf(terminal.letter()));
        return revoked > 0;
    }

    /** Of all terminals, what was taken back and would be valid still. */
    public static Map<Certificate, Instant> revoked(Transaction tx, Instant now) {
        Map<Certificate, Instant> revoked = new HashMap<>();
        for (Held held :
                tx.list("SELECT * FROM terminal_certificate WHERE revoked_at IS NOT NULL", Certificates::read)) {
            if (!held.certificate().validity().notAfter().isBefore(now)) {
                held.revoked().ifPresent(taken -> revoked.put(held.certificate(), taken.since()));
            }
        }
        return revoked;
    }
}
