package org.yibao.link.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.settlement.Bytes;

class FrameCodecTest {
    private static final int VERSION_AT = 0;
    private static final int KIND_AT = 1;
    private static final int RESERVED_AT = 3;
    private static final int CORRELATION_AT = 4;

    static Stream<Frame> frames() {
        Terms terms = new Terms(List.of(1, 2), 7, 32, 1 << 20, List.of(bytes(300), bytes(1)));
        SignedJson message = signed("{\"msgid\":\"张\"}".getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                new Frame.Hello(terms),
                new Frame.Welcome(terms),
                new Frame.Request(1, message),
                new Frame.Answer(Long.MAX_VALUE, message),
                new Frame.Ping(5),
                new Frame.Pong(5),
                Frame.Close.of(CloseCode.SIGNATURE_BROKEN, "签名"),
                new Frame.Enrol(EnrolmentCode.generate(), bytes(Frame.Enrol.REQUEST_BYTES_MAX)),
                new Frame.Enrolled(bytes(400)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyKindComesBackAsItWent(Frame frame) {
        assertEquals(frame, FrameCodec.decode(body(frame)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyTruncationIsMalformed(Frame frame) {
        byte[] body = body(frame);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertEquals(CloseCode.FRAME_MALFORMED, codeOf(cut), "cut to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void oneByteTooManyIsMalformed(Frame frame) {
        byte[] body = body(frame);
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(Arrays.copyOf(body, body.length + 1)));
    }

    @Test
    void enrolmentIsBoundedAndItsCodeIsShownByNothing() {
        assertEquals(
                FrameCodec.LENGTH_BYTES + Frame.Enrol.BODY_BYTES_MAX,
                FrameCodec.encode(new Frame.Enrol(EnrolmentCode.generate(), bytes(Frame.Enrol.REQUEST_BYTES_MAX)))
                        .length);
        EnrolmentCode code = EnrolmentCode.generate();
        for (int length : new int[] {0, Frame.Enrol.REQUEST_BYTES_MAX + 1}) {
            assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Frame.Enrol(code, bytes(length))));
        }
        for (int length : new int[] {0, Frame.Enrolled.ANSWER_BYTES_MAX + 1}) {
            assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Frame.Enrolled(bytes(length))));
        }
        Frame frame = new Frame.Enrol(code, bytes(1));
        String characters = new String(code.encoded(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
        assertFalse(frame.toString().contains(characters.substring(0, 4)), frame.toString());

        byte[] mistyped = body(frame);
        mistyped[FrameCodec.HEADER_BYTES] ^= 1;
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(mistyped));
    }

    @Test
    void theBytesOfAPingAreAsSpecified() {
        byte[] expected = {0, 0, 0, 12, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2};
        assertArrayEquals(expected, FrameCodec.encode(new Frame.Ping(258)));
    }

    @Test
    void jsonOfExactlyTheLimitFillsTheFrame() {
        byte[] frame = FrameCodec.encode(new Frame.Request(1, signed(new byte[SignedJson.JSON_BYTES_MAX])));
        assertEquals(FrameCodec.LENGTH_BYTES + FrameCodec.BODY_BYTES_MAX, frame.length);
        Frame read = FrameCodec.decode(Arrays.copyOfRange(frame, FrameCodec.LENGTH_BYTES, frame.length));
        assertEquals(FrameKind.REQUEST, read.kind());
    }

    @Test
    void jsonOneByteLongerIsRefusedBeforeAFrameIsMade() {
        byte[] json = new byte[SignedJson.JSON_BYTES_MAX + 1];
        assertEquals(CloseCode.FRAME_TOO_LONG, code(() -> signed(json)));
    }

    @Test
    void anAnnouncedLengthIsJudgedBeforeAllocation() {
        int most = 4096;
        assertEquals(most, FrameCodec.requireBodyLength(most, most));
        assertEquals(FrameCodec.HEADER_BYTES, FrameCodec.requireBodyLength(FrameCodec.HEADER_BYTES, most));
        assertEquals(CloseCode.FRAME_TOO_LONG, code(() -> FrameCodec.requireBodyLength(most + 1, most)));
        assertEquals(CloseCode.FRAME_TOO_LONG, code(() -> FrameCodec.requireBodyLength(-1, most)));
        int oneShort = FrameCodec.HEADER_BYTES - 1;
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> FrameCodec.requireBodyLength(oneShort, most)));
    }

    @Test
    void anUnknownVersionIsNamed() {
        assertEquals(CloseCode.VERSION_UNSUPPORTED, codeOf(changed(new Frame.Ping(1), VERSION_AT, 2)));
        assertEquals(CloseCode.VERSION_UNSUPPORTED, codeOf(changed(new Frame.Ping(1), VERSION_AT, 0)));
    }

    @Test
    void anUnknownKindOrReservedByteIsMalformed() {
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(changed(new Frame.Ping(1), KIND_AT, 0)));
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(changed(new Frame.Ping(1), KIND_AT, 8)));
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(changed(new Frame.Ping(1), RESERVED_AT, 1)));
    }

    @Test
    void aCorrelationNumberStandsWhereItBelongsOnly() {
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> FrameCodec.decode(body(new Frame.Ping(0)))));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> FrameCodec.decode(body(new Frame.Ping(-1)))));
        Frame close = Frame.Close.of(CloseCode.NORMAL, "");
        assertEquals(CloseCode.FRAME_MALFORMED, codeOf(changed(close, CORRELATION_AT + 7, 1)));
    }

    @Test
    void aJsonLengthThatLiesIsMalformed() {
        byte[] body = body(new Frame.Request(1, signed(new byte[10])));
        for (int lie : new int[] {0, 9, 11, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] lying = ByteBuffer.wrap(body.clone())
                    .putInt(FrameCodec.HEADER_BYTES, lie)
                    .array();
            assertEquals(CloseCode.FRAME_MALFORMED, codeOf(lying), "length " + lie);
        }
    }

    @Test
    void termsOutsideTheirRangesAreMalformed() {
        List<Bytes> chain = List.of(bytes(1));
        List<Integer> versions = List.of(1);
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(List.of(), 0, 1, 4096, chain)));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 0, 4096, chain)));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, Terms.WINDOW_MAX + 1, 4096, chain)));
        assertEquals(
                CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 1, Terms.FRAME_BYTES_LEAST - 1, chain)));
        assertEquals(
                CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 1, FrameCodec.BODY_BYTES_MAX + 1, chain)));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 1, 4096, List.of())));
        List<Bytes> long5 = List.of(bytes(1), bytes(1), bytes(1), bytes(1), bytes(1));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 1, 4096, long5)));
        List<Bytes> big = List.of(bytes(Terms.CERTIFICATE_BYTES_MAX + 1));
        assertEquals(CloseCode.FRAME_MALFORMED, code(() -> new Terms(versions, 0, 1, 4096, big)));
    }

    @Test
    void aLongCloseTextIsCutOnACharacter() {
        Frame.Close close = Frame.Close.of(CloseCode.NORMAL, "𠮷".repeat(100));
        assertEquals("𠮷".repeat(50), close.text());
        assertEquals(close, FrameCodec.decode(body(close)));
    }

    @Test
    void anUnknownCloseCodeIsKept() {
        Frame.Close close = new Frame.Close(777, "x");
        assertEquals(close, FrameCodec.decode(body(close)));
        assertTrue(CloseCode.of(777).isEmpty());
    }

    @Test
    void damagedFramesAreRefusedOrReadAsExactlyTheirBytes() {
        Random random = new Random(20260302);
        List<byte[]> bodies = frames().map(FrameCodecTest::body).toList();
        for (int round = 0; round < 20_000; round++) {
            byte[] body = bodies.get(random.nextInt(bodies.size())).clone();
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                body[random.nextInt(Math.min(body.length, 40))] = (byte) random.nextInt();
            }
            byte[] hurt = random.nextInt(4) == 0 ? Arrays.copyOf(body, random.nextInt(body.length + 8)) : body;
            try {
                assertArrayEquals(hurt, body(FrameCodec.decode(hurt)));
            } catch (FrameException refused) {
                assertTrue(refused.code() != CloseCode.NORMAL);
            }
        }
    }

    @Test
    void garbageAfterAnotherVersionIsNotLookedAt() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            garbage[VERSION_AT] = 2;
            assertEquals(CloseCode.VERSION_UNSUPPORTED, codeOf(garbage));
        }
    }

    private static Bytes bytes(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 0x5a);
        return Bytes.of(content);
    }

    private static SignedJson signed(byte[] json) {
        return new SignedJson(Bytes.of(json), bytes(32), bytes(64));
    }

    private static byte[] body(Frame frame) {
        byte[] whole = FrameCodec.encode(frame);
        return Arrays.copyOfRange(whole, FrameCodec.LENGTH_BYTES, whole.length);
    }

    private static byte[] changed(Frame frame, int at, int value) {
        byte[] body = body(frame);
        body[at] = (byte) value;
        return body;
    }

    private static CloseCode codeOf(byte[] body) {
        return code(() -> FrameCodec.decode(body));
    }

    private static CloseCode code(Runnable fails) {
        return assertThrows(FrameException.class, fails::run).code();
    }
}
