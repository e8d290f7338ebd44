package org.yibao.terminal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a JSON Lines input, one after the other; what follows the last line feed counts when it is not empty.
 * Of a line no more than {@link AnswerFile#REQUEST_KEPT_BYTES} are kept. Reads ahead.
 */
final class RequestLines {
    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream requests;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;

    RequestLines(InputStream requests) {
        this.requests = requests;
    }

    /** The next line without its feed, null after the last. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        while (at < end || fill()) {
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            line.write(chunk, from, Math.min(at - from, AnswerFile.REQUEST_KEPT_BYTES - line.size()));
            if (at < end) {
                at++;
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, requests.read(chunk));
        return end > 0;
    }
}
