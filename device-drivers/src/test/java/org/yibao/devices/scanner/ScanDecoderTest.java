package org.yibao.devices.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.Bytes;

class ScanDecoderTest {
    private static final ScannerSettings SETTINGS = ScannerSettings.USUAL;
    private static final Duration TIMEOUT = SETTINGS.interCharacterTimeout();
    private static final Duration JUST_BEFORE = TIMEOUT.minusMillis(1);

    private static final Pattern ENDS = Pattern.compile("[\r\n\u0002\u0003]");

    private final ScanDecoder decoder = new ScanDecoder(SETTINGS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123\r",
                "123\n",
                "123\r\n",
                "\u0002123\u0003",
                "\u0002123\u0003\r\n",
                "\u0002123\r",
                "\r\n\r123\r",
                "123\u0003"
            })
    void lineEndsAndMarksAreNotPartOfTheCode(String sent) {
        assertEquals(List.of(new ScannedLine.Whole("123")), received(sent));
        assertEquals(List.of(), silent(TIMEOUT));
    }

    @Test
    void burstGivesEachLineInOrder() {
        assertEquals(
                List.of(new ScannedLine.Whole("1"), new ScannedLine.Whole("22"), new ScannedLine.Whole("333")),
                received("1\r22\r\n333\r"));
    }

    @Test
    void lineInPiecesIsWholeWhileEachComesInTime() {
        assertEquals(List.of(), received("12"));
        assertEquals(List.of(), silent(JUST_BEFORE));
        assertEquals(List.of(), decoder.received(bytes("3"), Duration.ofMillis(0)));
        assertEquals(List.of(new ScannedLine.Whole("1234")), decoder.received(bytes("4\r"), JUST_BEFORE));
    }

    @Test
    void halfALineIsCutOffBySilence() {
        received("12");
        assertEquals(List.of(), silent(JUST_BEFORE));
        assertBroken("after 2 bytes", silent(Duration.ofMillis(1)));
        assertEquals(List.of(new ScannedLine.Whole("34")), received("34\r"));
    }

    @Test
    void halvesOfTwoCodesAreNeverJoined() {
        received("12");
        List<ScannedLine> lines = decoder.received(bytes("34\r"), TIMEOUT);
        assertBroken("after 2 bytes", lines.subList(0, 1));
        assertEquals(new ScannedLine.Whole("34"), lines.get(1));
    }

    @Test
    void startMarkCutsOffWhatWasBegun() {
        List<ScannedLine> lines = received("12\u000234\u0003");
        assertBroken("start of another", lines.subList(0, 1));
        assertEquals(new ScannedLine.Whole("34"), lines.get(1));
    }

    @Test
    void noiseAloneIsDropped() {
        assertEquals(List.of(), received("\u00ff\u00fe\u0000\r"));
        received("\u00ff\u0000");
        assertEquals(List.of(), silent(TIMEOUT));
        assertEquals(List.of(new ScannedLine.Whole("1")), received("1\r"));
    }

    @Test
    void noiseInALineSpoilsIt() {
        assertBroken("noise", received("12\u00ff3\r"));
        assertBroken("noise", received("12\u00003\r"));
        assertBroken("noise", received("\u001b123\r"));
    }

    @Test
    void separatorsAndChineseArePartOfACode() {
        String code = "01\u001d21\u001e处方\u0004\t";
        List<ScannedLine> lines =
                decoder.received(Bytes.of((code + "\r").getBytes(StandardCharsets.UTF_8)), Duration.ZERO);
        assertEquals(List.of(new ScannedLine.Whole(code)), lines);
    }

    @Test
    void lineAtTheLimitIsWholeAndOnePastItIsBroken() {
        String longest = "1".repeat(SETTINGS.lineBytesMax());
        assertEquals(List.of(new ScannedLine.Whole(longest)), received(longest + "\r"));
        assertBroken("longer", received(longest + "1"));
        assertEquals(List.of(), received("the rest\r"));
        assertEquals(List.of(new ScannedLine.Whole("next")), received("next\r"));
    }

    @Test
    void restOfAStaleLineIsSkippedUpToItsEnd() {
        received("12");
        decoder.skipBegunLine();
        assertEquals(List.of(new ScannedLine.Whole("56")), received("34\r56\r"));
    }

    @Test
    void silenceEndsSkipping() {
        received("12");
        decoder.skipBegunLine();
        assertEquals(List.of(), silent(TIMEOUT));
        assertEquals(List.of(new ScannedLine.Whole("34")), received("34\r"));
    }

    @Test
    void nothingBegunNothingSkipped() {
        received("12\r");
        decoder.skipBegunLine();
        assertEquals(List.of(new ScannedLine.Whole("34")), received("34\r"));
    }

    /**
     * Any bytes in any pieces: no exception, and what comes out was sent exactly so between two ends. (A voucher has
     * no check digit: a wrong digit in one is the platform's to refuse.)
     */
    @Test
    void hostileBytesNeverGiveALineThatWasNotSent() {
        int vouchers = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            ScanDecoder fuzzed = new ScanDecoder(SETTINGS);
            StringBuilder sent = new StringBuilder();
            for (ScannedLine line : feed(fuzzed, hostile(random), random, sent)) {
                if (line instanceof ScannedLine.Whole whole) {
                    String bytes =
                            new String(whole.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                    assertTrue(List.of(ENDS.split(sent)).contains(bytes), "seed " + seed);
                    vouchers += ScannedCode.parse(whole.text(), false) instanceof ScannedCode.ElectronicVoucher ? 1 : 0;
                }
            }
        }
        assertTrue(vouchers > 100, "the hostile lines also hold whole vouchers");
    }

    private static byte[] hostile(Random random) {
        String voucher = "9876543210987654321098370102";
        StringBuilder sent = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> sent.append(voucher).append("\r\n");
                case 1 -> sent.append(voucher, 0, random.nextInt(voucher.length()));
                case 2 ->
                    sent.append(voucher.substring(random.nextInt(voucher.length())))
                            .append('\r');
                case 3 -> sent.append((char) random.nextInt(256));
                case 4 -> sent.append('\u0002').append(voucher).append('\u0003');
                default -> sent.append(voucher).append(voucher).append('\n');
            }
        }
        byte[] bytes = sent.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (0x80 >> random.nextInt(4));
        }
        return bytes;
    }

    /** @param sent takes what was fed, with a line end for each silence that is one */
    private static List<ScannedLine> feed(ScanDecoder decoder, byte[] bytes, Random random, StringBuilder sent) {
        List<ScannedLine> lines = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
            byte[] part = Arrays.copyOfRange(bytes, at, end);
            boolean silence = random.nextInt(20) == 0;
            lines.addAll(decoder.received(Bytes.of(part), silence ? TIMEOUT : JUST_BEFORE));
            sent.append(silence ? "\n" : "").append(new String(part, StandardCharsets.ISO_8859_1));
            at = end;
        }
        return lines;
    }

    private List<ScannedLine> received(String text) {
        return decoder.received(bytes(text), Duration.ZERO);
    }

    private List<ScannedLine> silent(Duration time) {
        return decoder.received(bytes(""), time);
    }

    private static void assertBroken(String detail, List<ScannedLine> lines) {
        assertEquals(1, lines.size());
        String said = assertInstanceOf(ScannedLine.Broken.class, lines.get(0)).detail();
        assertTrue(said.contains(detail), said);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
