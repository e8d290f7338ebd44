package org.yibao.platform.ledger;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers that are never given twice. */
public final class Serials {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private final Transaction tx;

    public Serials(Transaction tx) {
        this.tx = tx;
    }

    /** Division (6), time (14) and serial (10): the form of {@code inf_refmsgid}, {@code setl_id} and {@code sign_no}. */
    public String next(String name, String admdvs, LocalDateTime now) {
        tx.update("INSERT OR IGNORE INTO serial VALUES (?, 0)", name);
        tx.update("UPDATE serial SET value = value + 1 WHERE name = ?", name);
        long value = tx.one("SELECT value FROM serial WHERE name = ?", row -> row.getLong(1), name);
        return admdvs + TIME.format(now) + String.format(Locale.ROOT, "%010d", value);
    }
}
