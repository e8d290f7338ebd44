package org.yibao.platform.ledger;

import java.time.Instant;
import java.util.Optional;
import org.yibao.settlement.Bytes;

/** Files of reconciliation: what terminals handed in, and the answers. */
public final class StatementFiles {
    private final Transaction tx;
    private final TerminalKey terminal;

    public StatementFiles(Transaction tx, TerminalKey terminal) {
        this.tx = tx;
        this.terminal = terminal;
    }

    /** A file under its number. */
    public record File(String number, String name, Bytes content) {}

    /** Writes a file, in place of what stood under its number. */
    public void keep(File file, Instant now) {
        tx.update(
                "INSERT OR REPLACE INTO statement_file VALUES (?, ?, ?, ?, ?, ?)",
                file.number(),
                terminal.institutionCode(),
                String.valueOf(terminal.letter()),
                file.name(),
                now.toString(),
                file.content().toArray());
    }

    /** A file of this terminal. */
    public Optional<File> find(String number) {
        return tx.first(
                "SELECT filename, content FROM statement_file WHERE file_qury_no = ? AND fixmedins_code = ? AND letter = ?",
                row -> new File(number, row.getString(1), Bytes.of(row.getBytes(2))),
                number,
                terminal.institutionCode(),
                String.valueOf(terminal.letter()));
    }

    /** Drops what any terminal's files were made before this instant. */
    public void forget(Instant madeBefore) {
        tx.update("DELETE FROM statement_file WHERE made_at < ?", madeBefore.toString());
    }
}
