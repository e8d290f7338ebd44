package org.yibao.devices.line;

import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.settlement.Bytes;

/** What happened on a line. Its {@link #text} is one line of a recording. */
public sealed interface LineEvent {
    /** One line of a recording: a mark, the microseconds of silence before it, then hexadecimal bytes or words. */
    String text();

    /**
     * Reads one line of a recording.
     *
     * @throws IllegalArgumentException when it is none
     */
    static LineEvent parse(String text) {
        Matcher parts = Form.PATTERN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a line of a recording");
        }
        Duration waited = Duration.ofNanos(Math.multiplyExact(Long.parseLong(parts.group(2)), Form.NANOS_PER_MICRO));
        String rest = parts.group(3);
        return switch (parts.group(1)) {
            case ">" -> new Sent(Form.bytes(rest));
            case "<" -> new Received(Form.bytes(rest), waited);
            default -> new Lost(rest, waited);
        };
    }

    /** Bytes that went to the device. */
    record Sent(Bytes bytes) implements LineEvent {
        @Override
        public String text() {
            return Form.line(">", Duration.ZERO, Form.hex(bytes));
        }
    }

    /**
     * Bytes that came from the device, possibly none.
     *
     * @param waited how long the reader waited for them
     */
    record Received(Bytes bytes, Duration waited) implements LineEvent {
        @Override
        public String text() {
            return Form.line("<", waited, Form.hex(bytes));
        }

        public boolean isEmpty() {
            return bytes.length() == 0;
        }
    }

    /** The device went away. */
    record Lost(String detail, Duration waited) implements LineEvent {
        @Override
        public String text() {
            return Form.line("!", waited, detail);
        }
    }

    /** How events are written down. */
    final class Form {
        private static final Pattern PATTERN = Pattern.compile("([<>!]) (\\d{1,12}) (.*)");
        private static final HexFormat HEX = HexFormat.of().withUpperCase();
        private static final long NANOS_PER_MICRO = 1_000;

        private Form() {}

        private static String line(String mark, Duration waited, String rest) {
            // Rounded up: what was waited for at all must not look as if it had already been there.
            long micros = (waited.toNanos() + NANOS_PER_MICRO - 1) / NANOS_PER_MICRO;
            return mark + " " + micros + " " + rest;
        }

        private static String hex(Bytes bytes) {
            return HEX.formatHex(bytes.toArray());
        }

        private static Bytes bytes(String hex) {
            return Bytes.of(HEX.parseHex(hex));
        }
    }
}
