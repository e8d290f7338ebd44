package org.yibao.store;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.yibao.settlement.directory.DirectoryPart;

/** The bytes of a part's file, piece after piece, within one transaction. */
final class PieceStream extends InputStream {
    private final Transaction transaction;
    private final DirectoryPart part;
    private byte[] piece = new byte[0];
    private int read;
    private long next;

    PieceStream(Transaction transaction, DirectoryPart part) {
        this.transaction = transaction;
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[read++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - read);
        System.arraycopy(piece, read, bytes, offset, count);
        read += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (read < piece.length) {
            return true;
        }
        try {
            piece = transaction
                    .first(
                            "SELECT content FROM piece WHERE part = ? AND position = ?",
                            columns -> columns.getBytes(1),
                            part.name(),
                            next)
                    .orElse(new byte[0]);
        } catch (SQLException refused) {
            throw new IOException("the pieces cannot be read", refused);
        }
        read = 0;
        next += piece.length;
        return piece.length > 0;
    }
}
