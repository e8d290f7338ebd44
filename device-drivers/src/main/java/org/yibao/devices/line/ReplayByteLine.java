package org.yibao.devices.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.yibao.settlement.Bytes;

/**
 * A device that behaves as recorded. Pauses pass at once: a read that would wait says how long it would have
 * waited. After the last event there is silence.
 */
public final class ReplayByteLine implements ByteLine {
    private static final Bytes NONE = Bytes.of(new byte[0]);

    private final Deque<LineEvent> events;

    public ReplayByteLine(List<LineEvent> events) {
        this.events = new ArrayDeque<>(events);
    }

    /**
     * Reads a recording: one event on each line; what is empty or begins with {@code #} is left out.
     *
     * @throws IllegalArgumentException when a line is not an event
     */
    public static ReplayByteLine parse(String recording) {
        return new ReplayByteLine(recording
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(LineEvent::parse)
                .toList());
    }

    @Override
    public LineEvent.Received read(Duration wait) {
        Duration step = wait.compareTo(STEP) > 0 ? STEP : wait;
        LineEvent next = events.peek();
        if (next instanceof LineEvent.Received received) {
            return received.waited().compareTo(step) > 0 ? notYet(received, step) : taken(received);
        }
        if (next instanceof LineEvent.Lost lost) {
            throw new LineLostException(lost.detail());
        }
        return new LineEvent.Received(NONE, step);
    }

    private LineEvent.Received notYet(LineEvent.Received received, Duration step) {
        events.remove();
        events.addFirst(
                new LineEvent.Received(received.bytes(), received.waited().minus(step)));
        return new LineEvent.Received(NONE, step);
    }

    private LineEvent.Received taken(LineEvent.Received received) {
        events.remove();
        return received;
    }

    /** @throws IllegalStateException when something else was sent at this point of the recording */
    @Override
    public void write(Bytes bytes) {
        if (!new LineEvent.Sent(bytes).equals(events.poll())) {
            throw new IllegalStateException("the recording has something else here");
        }
    }

    @Override
    public void close() {}
}
