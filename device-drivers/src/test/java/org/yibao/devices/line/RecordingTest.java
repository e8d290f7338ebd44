package org.yibao.devices.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.Bytes;

class RecordingTest {
    private static final Duration STEP = ByteLine.STEP;
    private static final Bytes REQUEST = Bytes.of(new byte[] {1, 2, (byte) 0xff});

    @Test
    void recordedSessionReplaysWithItsPauses() {
        List<LineEvent> tape = new ArrayList<>();
        ByteLine device = new ScriptedLine()
                .waiting("old")
                .heard(REQUEST)
                .after(350, "answer")
                .lost()
                .line();
        String first = session(new RecordingByteLine(device, tape::add));

        String recording =
                "# a comment\n\n" + tape.stream().map(LineEvent::text).collect(Collectors.joining("\n"));

        assertEquals("3@0 0@100 0@200 0@300 6@350 lost", first);
        assertEquals(first, session(ReplayByteLine.parse(recording)));
    }

    private static String session(ByteLine line) {
        StringBuilder seen = new StringBuilder();
        seen.append(line.read(Duration.ZERO).bytes().length()).append("@0 ");
        line.write(REQUEST);
        Duration passed = Duration.ZERO;
        try {
            while (passed.compareTo(Duration.ofSeconds(1)) < 0) {
                LineEvent.Received received = line.read(STEP);
                passed = passed.plus(received.waited());
                seen.append(received.bytes().length() + "@" + passed.toMillis() + " ");
            }
            return seen.append("silent").toString();
        } catch (LineLostException e) {
            return seen.append("lost").toString();
        }
    }

    @Test
    void afterTheLastEventTimePassesAtOnce() {
        ByteLine line = ReplayByteLine.parse("");
        assertEquals(STEP, line.read(Duration.ofHours(1)).waited());
        assertTrue(line.read(Duration.ZERO).isEmpty());
    }

    @Test
    void replayRefusesWhatWasNotSentThen() {
        ByteLine line = ReplayByteLine.parse("> 0 0102FF");
        assertThrows(IllegalStateException.class, () -> line.write(Bytes.of(new byte[] {1})));
    }

    @Test
    void aWaitIsNeverRecordedAsNoWait() {
        LineEvent event = new LineEvent.Received(REQUEST, Duration.ofNanos(1));
        assertEquals("< 1 0102FF", event.text());
    }

    @Test
    void bytesShowOnlyInTheRecording() {
        assertFalse(new LineEvent.Received(REQUEST, Duration.ZERO).toString().contains("0102"));
        assertFalse(new LineEvent.Sent(REQUEST).toString().contains("0102"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "< 1", "< -1 00", "< 1 0", "> 0 zz", "< 9999999999999 00"})
    void brokenRecordingIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> ReplayByteLine.parse(line));
    }
}
