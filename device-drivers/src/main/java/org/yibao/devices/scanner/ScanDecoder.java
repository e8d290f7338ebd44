package org.yibao.devices.scanner;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.Bytes;

/**
 * Cuts a scanner's bytes into lines. CR, LF and ETX end a line, STX begins one, silence ends a begun line as cut
 * off. Noise alone (no printable ASCII character) is dropped; noise within a line spoils the line.
 */
final class ScanDecoder {
    private static final byte STX = 0x02;
    private static final byte ETX = 0x03;
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    /** Separators that GS1 and ISO/IEC 15434 codes contain: tab, EOT, GS, RS. */
    private static final String SEPARATORS = "\t\u0004\u001d\u001e";

    private final ScannerSettings settings;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Duration silence = Duration.ZERO;
    private boolean skipping;

    ScanDecoder(ScannerSettings settings) {
        this.settings = settings;
    }

    /**
     * @param waited the silence before the bytes; without bytes, the silence so far
     * @return the lines that ended, in order
     */
    List<ScannedLine> received(Bytes bytes, Duration waited) {
        List<ScannedLine> lines = new ArrayList<>();
        silence = silence.plus(waited);
        if (silence.compareTo(settings.interCharacterTimeout()) >= 0) {
            cut("cut off", lines);
        }
        for (byte b : bytes.toArray()) {
            accept(b, lines);
            silence = Duration.ZERO;
        }
        return lines;
    }

    /** What was begun is of the past: its rest, up to a line end or silence, is not a line either. */
    void skipBegunLine() {
        skipping |= line.size() > 0;
        line.reset();
    }

    private void accept(byte b, List<ScannedLine> lines) {
        switch (b) {
            case CR, LF, ETX -> end(lines);
            case STX -> cut("cut off by the start of another", lines);
            default -> append(b, lines);
        }
    }

    private void append(byte b, List<ScannedLine> lines) {
        if (skipping) {
            return;
        }
        if (line.size() == settings.lineBytesMax()) {
            lines.add(new ScannedLine.Broken("a line longer than " + settings.lineBytesMax() + " bytes"));
            skipBegunLine();
            return;
        }
        line.write(b);
    }

    private void cut(String how, List<ScannedLine> lines) {
        if (hasPrintable()) {
            lines.add(new ScannedLine.Broken("a line " + how + " after " + line.size() + " bytes"));
        }
        begin();
    }

    private void end(List<ScannedLine> lines) {
        if (hasPrintable()) {
            lines.add(whole());
        }
        begin();
    }

    private void begin() {
        skipping = false;
        line.reset();
    }

    private boolean hasPrintable() {
        for (byte b : line.toByteArray()) {
            if (b > ' ' && b < 0x7f) {
                return true;
            }
        }
        return false;
    }

    private ScannedLine whole() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            if (text.chars().noneMatch(c -> Character.isISOControl(c) && SEPARATORS.indexOf(c) < 0)) {
                return new ScannedLine.Whole(text);
            }
        } catch (CharacterCodingException e) {
            // Bytes that are no text are noise, like control characters.
        }
        return new ScannedLine.Broken("a line of " + line.size() + " bytes with noise in it");
    }
}
