package org.yibao.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.Sm3;
import org.yibao.settlement.port.StoreException;

/** Writes records of a journal as docs/journal-export.md says, one line at a time. */
final class JournalExport {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final HexFormat HEX = HexFormat.of();

    private final Transaction snapshot;
    private final JournalSeal seal;
    private final OutputStream out;
    private final Sm3 digest = Sm3.start();

    JournalExport(Transaction snapshot, JournalSeal seal, OutputStream out) {
        this.snapshot = snapshot;
        this.seal = seal;
        this.out = out;
    }

    /**
     * @param last at most the journal's last
     * @throws StoreException when a record has a field that no journal has
     */
    void write(String terminal, List<CertificateChain> chains, long first, long last) throws SQLException, IOException {
        line(ExportFormat.MAGIC + String.join(" ", terminal, Long.toString(first), Long.toString(last), base(first)));
        for (CertificateChain chain : chains) {
            line(ExportFormat.CERTIFICATE + " "
                    + chain.certificates().stream()
                            .map(each -> BASE64.encodeToString(each.encoded()))
                            .collect(Collectors.joining(" ")));
        }
        try {
            snapshot.each("SELECT " + SqliteJournal.COLUMNS + """
                    , (SELECT c.hash FROM countersignature c WHERE c.number = journal.number) AS head,
                    (SELECT c.evidence FROM countersignature c WHERE c.number = journal.number) AS evidence
                    FROM journal WHERE number BETWEEN ? AND ? ORDER BY number
                    """, this::record, first, last);
        } catch (UncheckedIOException refused) {
            throw refused.getCause();
        }
        byte[] signature = seal.sign(ExportFormat.sealed(digest.finish().bytes()));
        out.write(bytes(String.join(" ", ExportFormat.END, seal.name(), HEX.formatHex(signature)) + "\n"));
        out.flush();
    }

    /** The hash before the first record. */
    private String base(long first) throws SQLException {
        return snapshot.first(
                        "SELECT previous FROM journal WHERE number = ?",
                        columns -> HEX.formatHex(columns.getBytes(1)),
                        first)
                .orElse(SqliteJournal.head(snapshot).hash());
    }

    private void record(ResultSet columns) throws SQLException {
        JournalRecord record = SqliteJournal.record(columns);
        String number = Long.toString(record.number());
        try {
            line(String.join(
                    " ",
                    ExportFormat.RECORD,
                    number,
                    Integer.toString(record.form()),
                    word(record, record.kind()),
                    word(record, record.settlement()),
                    Long.toString(record.time().toEpochMilli()),
                    word(record, record.signer()),
                    JournalChain.hex(record.previous()),
                    HEX.formatHex(columns.getBytes("hash")),
                    HEX.formatHex(columns.getBytes("signature")),
                    BASE64.encodeToString(record.sealed().toArray())));
            byte[] evidence = columns.getBytes("evidence");
            if (evidence != null) {
                line(String.join(
                        " ",
                        ExportFormat.COUNTERSIGNATURE,
                        number,
                        HEX.formatHex(columns.getBytes("head")),
                        BASE64.encodeToString(evidence)));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Somebody who edited the table could otherwise write whole lines into the file. */
    private static String word(JournalRecord record, String field) {
        if (!ExportFormat.WORD.matcher(field).matches()) {
            throw new StoreException("journal record " + record.number() + " has a field that no journal has");
        }
        return field;
    }

    private void line(String line) throws IOException {
        byte[] bytes = bytes(line + "\n");
        digest.update(bytes);
        out.write(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
