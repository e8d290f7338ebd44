package org.yibao.devices.line;

import java.time.Duration;
import java.util.function.Consumer;
import org.yibao.settlement.Bytes;

/**
 * Writes down what passes over a line, so that a session in the field becomes a test: see
 * {@link ReplayByteLine}. What it writes holds personal data; the package says when that is allowed.
 */
public final class RecordingByteLine implements ByteLine {
    private final ByteLine line;
    private final Consumer<LineEvent> tape;
    private Duration silence = Duration.ZERO;

    /** @param tape takes each event, on the thread that uses the line */
    public RecordingByteLine(ByteLine line, Consumer<LineEvent> tape) {
        this.line = line;
        this.tape = tape;
    }

    @Override
    public LineEvent.Received read(Duration wait) {
        LineEvent.Received received = listening(wait);
        silence = silence.plus(received.waited());
        if (!received.isEmpty()) {
            tape.accept(new LineEvent.Received(received.bytes(), silence));
            silence = Duration.ZERO;
        }
        return received;
    }

    private LineEvent.Received listening(Duration wait) {
        try {
            return line.read(wait);
        } catch (LineLostException e) {
            tape.accept(new LineEvent.Lost(String.valueOf(e.getMessage()), silence));
            throw e;
        }
    }

    @Override
    public void write(Bytes bytes) {
        line.write(bytes);
        tape.accept(new LineEvent.Sent(bytes));
        silence = Duration.ZERO;
    }

    @Override
    public void close() {
        line.close();
    }
}
