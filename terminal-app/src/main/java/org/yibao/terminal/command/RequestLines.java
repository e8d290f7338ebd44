package org.yibao.terminal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Requests of a JSON Lines file, one after the other. */
final class RequestLines {
    /** One past what a request may have, so that a longer one is refused and not cut. */
    static final int KEPT_BYTES = 1024 * 1024 + 1;

    private RequestLines() {}

    /** What is done with a line. */
    @FunctionalInterface
    interface Step {
        void take(byte[] line) throws IOException;
    }

    /** Takes each line in order; what follows the last line feed counts when it is not empty. */
    static void each(InputStream requests, Step step) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        for (int next = requests.read(); next >= 0; next = requests.read()) {
            begun = next != '\n';
            if (!begun) {
                step.take(line.toByteArray());
                line.reset();
            } else if (line.size() < KEPT_BYTES) {
                line.write(next);
            }
        }
        if (begun) {
            step.take(line.toByteArray());
        }
    }
}
