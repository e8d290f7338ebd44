package org.yibao.link.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A frame's bytes: 4 bytes body length, then the body: version, kind, 2 bytes reserved, 8 bytes correlation
 * number, payload. Numbers are big-endian.
 */
public final class FrameCodec {
    public static final int VERSION = 1;
    public static final int LENGTH_BYTES = Integer.BYTES;
    public static final int HEADER_BYTES = 12;

    /** The longest body: 1 MiB. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    private FrameCodec() {}

    /** The whole frame, its length first. */
    public static byte[] encode(Frame frame) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        frame.writePayload(payload);
        int bodyBytes = requireBodyLength(HEADER_BYTES + payload.size(), BODY_BYTES_MAX);
        return ByteBuffer.allocate(LENGTH_BYTES + bodyBytes)
                .putInt(bodyBytes)
                .put((byte) VERSION)
                .put((byte) frame.kind().number())
                .putShort((short) 0)
                .putLong(frame.correlation())
                .put(payload.toByteArray())
                .array();
    }

    /**
     * Judges an announced body length before anything is allocated for it.
     *
     * @param length as read, so that 2 GiB and more is negative
     * @param most what this side reads, at most {@link #BODY_BYTES_MAX}
     * @throws FrameException when no body has this length
     */
    public static int requireBodyLength(int length, int most) {
        if (length < 0 || length > most) {
            throw new FrameException(
                    CloseCode.FRAME_TOO_LONG, "a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (length < HEADER_BYTES) {
            throw new FrameException(CloseCode.FRAME_MALFORMED, "a frame of " + length + " bytes");
        }
        return length;
    }

    /** @throws FrameException when the body is not exactly one frame of this version */
    public static Frame decode(byte[] body) {
        PayloadReader in = new PayloadReader(ByteBuffer.wrap(body));
        int version = in.u8();
        if (version != VERSION) {
            throw new FrameException(CloseCode.VERSION_UNSUPPORTED, "protocol version " + version);
        }
        int number = in.u8();
        FrameKind kind = FrameKind.of(number)
                .orElseThrow(() -> new FrameException(CloseCode.FRAME_MALFORMED, "frame kind " + number));
        if (in.u16() != 0) {
            throw new FrameException(CloseCode.FRAME_MALFORMED, "reserved bytes are not 0");
        }
        Frame frame = read(kind, in.i64(), in);
        in.requireEnd();
        return frame;
    }

    private static Frame read(FrameKind kind, long correlation, PayloadReader in) {
        boolean asks = switch (kind) {
            case REQUEST, ANSWER, PING, PONG -> true;
            case HELLO, WELCOME, CLOSE, ENROL, ENROLLED -> false;
        };
        if (asks != correlation > 0 || correlation < 0) {
            throw new FrameException(CloseCode.FRAME_MALFORMED, kind + " with correlation number " + correlation);
        }
        return switch (kind) {
            case HELLO -> new Frame.Hello(Terms.read(in));
            case WELCOME -> new Frame.Welcome(Terms.read(in));
            case REQUEST -> new Frame.Request(correlation, SignedJson.read(in));
            case ANSWER -> new Frame.Answer(correlation, SignedJson.read(in));
            case PING -> new Frame.Ping(correlation);
            case PONG -> new Frame.Pong(correlation);
            case CLOSE -> Frame.Close.read(in);
            case ENROL -> Frame.Enrol.read(in);
            case ENROLLED -> Frame.Enrolled.read(in);
        };
    }
}
