package org.yibao.devices.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.Bytes;

/** Builds what a device says and hears, for {@link ReplayByteLine}. */
public final class ScriptedLine {
    private final List<LineEvent> events = new ArrayList<>();

    /** Text that had arrived before anybody listened. */
    public ScriptedLine waiting(String text) {
        return after(0, text);
    }

    public ScriptedLine after(long millis, String text) {
        return after(millis, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public ScriptedLine after(long millis, byte... bytes) {
        events.add(new LineEvent.Received(Bytes.of(bytes), Duration.ofMillis(millis)));
        return this;
    }

    public ScriptedLine heard(Bytes request) {
        events.add(new LineEvent.Sent(request));
        return this;
    }

    public ScriptedLine lost() {
        events.add(new LineEvent.Lost("unplugged", Duration.ZERO));
        return this;
    }

    public ByteLine line() {
        return new ReplayByteLine(events);
    }
}
