package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/** The published versions of the directory's parts with their files; of each part one is the newest. */
public final class DirectoryVersions {
    /** A file is kept in blocks, so that a piece costs what it is long. */
    private static final int BLOCK_BYTES = 32 * 1024;

    private final Transaction tx;

    public DirectoryVersions(Transaction tx) {
        this.tx = tx;
    }

    /** @param replacedAt when another version took its place; null while it is the newest */
    public record Version(
            DirectoryOffer offer,
            Instant publishedAt,
            @Nullable Instant replacedAt) {}

    public Optional<Version> newest(DirectoryPart part) {
        return tx.first(
                "SELECT * FROM directory_version WHERE part = ? AND replaced_at IS NULL",
                DirectoryVersions::version,
                part.name());
    }

    public Optional<Version> find(String fileQueryNumber) {
        return tx.first(
                "SELECT * FROM directory_version WHERE file_qury_no = ?", DirectoryVersions::version, fileQueryNumber);
    }

    /** By part, the newest of a part first. */
    public List<Version> all() {
        return tx.list("""
                SELECT * FROM directory_version
                ORDER BY part, replaced_at IS NOT NULL, replaced_at DESC""", DirectoryVersions::version);
    }

    /** Makes this the newest version of its part; one that was replaced before comes back. */
    public void publish(DirectoryOffer offer, Bytes file, Instant now) {
        Optional<Version> known = find(offer.fileQueryNumber());
        if (known.filter(version -> version.replacedAt() == null).isPresent()) {
            return;
        }
        tx.update(
                "UPDATE directory_version SET replaced_at = ? WHERE part = ? AND replaced_at IS NULL",
                now.toString(),
                offer.part().name());
        if (known.isPresent()) {
            tx.update(
                    "UPDATE directory_version SET published_at = ?, replaced_at = NULL WHERE file_qury_no = ?",
                    now.toString(),
                    offer.fileQueryNumber());
        } else {
            add(offer, file, now);
        }
    }

    private void add(DirectoryOffer offer, Bytes file, Instant now) {
        tx.update(
                "INSERT INTO directory_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                offer.fileQueryNumber(),
                offer.part().name(),
                offer.version(),
                offer.fileName(),
                offer.rows(),
                offer.bytes(),
                offer.digest(),
                now.toString());
        byte[] bytes = file.toArray();
        for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
            tx.update(
                    "INSERT INTO directory_block VALUES (?, ?, ?)",
                    offer.fileQueryNumber(),
                    at / BLOCK_BYTES,
                    Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BLOCK_BYTES)));
        }
    }

    /** The bytes of a file from {@code position} on; the file must have them. */
    public Bytes read(DirectoryOffer offer, long position, int length) {
        List<byte[]> blocks = tx.list(
                "SELECT content FROM directory_block WHERE file_qury_no = ? AND number BETWEEN ? AND ? ORDER BY number",
                row -> row.getBytes(1),
                offer.fileQueryNumber(),
                position / BLOCK_BYTES,
                (position + length - 1) / BLOCK_BYTES);
        byte[] read = new byte[length];
        int at = 0;
        int from = (int) (position % BLOCK_BYTES);
        for (byte[] block : blocks) {
            int taken = Math.min(length - at, block.length - from);
            System.arraycopy(block, from, read, at, taken);
            at += taken;
            from = 0;
        }
        if (at != length) {
            throw new LedgerException("the ledger misses a block of " + offer.fileQueryNumber());
        }
        return Bytes.of(read);
    }

    /** Drops what was replaced before this instant. */
    public void forget(Instant replacedBefore) {
        List<String> over = all().stream()
                .filter(version ->
                        version.replacedAt() != null && version.replacedAt().isBefore(replacedBefore))
                .map(version -> version.offer().fileQueryNumber())
                .toList();
        over.forEach(number -> tx.update("DELETE FROM directory_version WHERE file_qury_no = ?", number));
    }

    private static Version version(ResultSet row) throws SQLException {
        String replacedAt = row.getString("replaced_at");
        return new Version(
                new DirectoryOffer(
                        DirectoryPart.valueOf(row.getString("part")),
                        row.getString("file_qury_no"),
                        row.getString("filename"),
                        row.getString("ver"),
                        row.getLong("data_cnt"),
                        row.getLong("byte_cnt"),
                        row.getString("digest")),
                Instant.parse(row.getString("published_at")),
                replacedAt == null ? null : Instant.parse(replacedAt));
    }
}
