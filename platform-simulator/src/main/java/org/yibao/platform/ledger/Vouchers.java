package org.yibao.platform.ledger;

import java.time.Instant;
import java.util.Optional;

/** The e-vouchers: a QR code is decoded once and in time; its token then proves the person in messages. */
public final class Vouchers {
    private final Transaction tx;

    public Vouchers(Transaction tx) {
        this.tx = tx;
    }

    /** What a decoded code stands for. */
    public record Voucher(String psnNo, String token) {}

    public void mint(String code, Voucher voucher, Instant expiresAt) {
        tx.update(
                "INSERT INTO voucher VALUES (?, ?, ?, ?, NULL)",
                code,
                voucher.psnNo(),
                voucher.token(),
                expiresAt.toString());
    }

    /** Uses the code up; empty when it is unknown, used or over. */
    public Optional<Voucher> decode(String code, Instant now) {
        Optional<Voucher> fresh = tx
                .list(
                        "SELECT psn_no, token, expires_at FROM voucher WHERE code = ? AND used_at IS NULL",
                        row -> now.isBefore(Instant.parse(row.getString(3)))
                                ? Optional.of(new Voucher(row.getString(1), row.getString(2)))
                                : Optional.<Voucher>empty(),
                        code)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
        fresh.ifPresent(used -> tx.update("UPDATE voucher SET used_at = ? WHERE code = ?", now.toString(), code));
        return fresh;
    }

    /** Whose decoded token it is. */
    public Optional<String> holder(String token) {
        return tx.first(
                "SELECT psn_no FROM voucher WHERE token = ? AND used_at IS NOT NULL", row -> row.getString(1), token);
    }
}
