package org.yibao.link.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.MalformedException;
import org.yibao.settlement.Bytes;

/**
 * One frame. Its correlation number is 0 except where a side asks something: REQUEST and PING carry a number of
 * the asker, ANSWER and PONG echo it.
 */
public sealed interface Frame {
    FrameKind kind();

    long correlation();

    /** Calls the method of the receiver for this kind. */
    void deliverTo(Receiver receiver);

    void writePayload(ByteArrayOutputStream out);

    /** One method for each kind; one that a receiver does not take has no place there. */
    interface Receiver {
        default void hello(Hello frame) {
            throw FrameException.unexpected(frame);
        }

        default void welcome(Welcome frame) {
            throw FrameException.unexpected(frame);
        }

        default void request(Request frame) {
            throw FrameException.unexpected(frame);
        }

        default void answer(Answer frame) {
            throw FrameException.unexpected(frame);
        }

        default void ping(Ping frame) {
            throw FrameException.unexpected(frame);
        }

        default void pong(Pong frame) {
            throw FrameException.unexpected(frame);
        }

        void close(Close frame);

        default void enrol(Enrol frame) {
            throw FrameException.unexpected(frame);
        }

        default void enrolled(Enrolled frame) {
            throw FrameException.unexpected(frame);
        }
    }

    /** The terminal's first frame. */
    record Hello(Terms terms) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.HELLO;
        }

        @Override
        public long correlation() {
            return 0;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.hello(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            terms.write(out);
        }
    }

    /** The platform's answer to HELLO. */
    record Welcome(Terms terms) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.WELCOME;
        }

        @Override
        public long correlation() {
            return 0;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.welcome(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            terms.write(out);
        }
    }

    record Request(long correlation, SignedJson message) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.REQUEST;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.request(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            out.writeBytes(message.encode().toArray());
        }
    }

    record Answer(long correlation, SignedJson message) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.ANSWER;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.answer(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            out.writeBytes(message.encode().toArray());
        }
    }

    record Ping(long correlation) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.PING;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.ping(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {}
    }

    record Pong(long correlation) implements Frame {
        @Override
        public FrameKind kind() {
            return FrameKind.PONG;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.pong(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {}
    }

    /**
     * The sender's last frame.
     *
     * @param code number of a {@link CloseCode}, or one that this side does not know
     * @param text for a technician, at most {@value #TEXT_BYTES_MAX} bytes of UTF-8, cut to fit
     */
    record Close(int code, String text) implements Frame {
        public static final int TEXT_BYTES_MAX = 200;

        private static final int CODE_MAX = 0xffff;
        private static final int CHARACTERS_THAT_FIT = TEXT_BYTES_MAX / 4;

        public Close {
            if (code < 0 || code > CODE_MAX) {
                throw new FrameException(CloseCode.FRAME_MALFORMED, "a close code has two bytes");
            }
            if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
                int end = text.offsetByCodePoints(0, CHARACTERS_THAT_FIT);
                text = text.substring(0, end);
            }
        }

        public static Close of(CloseCode code, String text) {
            return new Close(code.number(), text);
        }

        @Override
        public FrameKind kind() {
            return FrameKind.CLOSE;
        }

        @Override
        public long correlation() {
            return 0;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.close(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ByteBuffer.allocate(2 * Short.BYTES)
                    .putShort((short) code)
                    .putShort((short) utf8.length)
                    .array());
            out.writeBytes(utf8);
        }

        static Close read(PayloadReader in) {
            int code = in.u16();
            int length = in.u16();
            if (length > TEXT_BYTES_MAX) {
                throw new FrameException(CloseCode.FRAME_MALFORMED, "a close text of " + length + " bytes");
            }
            return new Close(code, in.text(length));
        }
    }

    /**
     * A terminal without certificates asks for them.
     *
     * @param request DER of an {@link org.yibao.certs.EnrolmentRequest}, 1 to {@value #REQUEST_BYTES_MAX} bytes
     */
    record Enrol(EnrolmentCode code, Bytes request) implements Frame {
        public static final int REQUEST_BYTES_MAX = 8192;

        /** The longest body. */
        public static final int BODY_BYTES_MAX =
                FrameCodec.HEADER_BYTES + EnrolmentCode.LENGTH + Integer.BYTES + REQUEST_BYTES_MAX;

        /** @throws FrameException when the request is empty or too long */
        public Enrol {
            requireLength(request, REQUEST_BYTES_MAX);
        }

        @Override
        public FrameKind kind() {
            return FrameKind.ENROL;
        }

        @Override
        public long correlation() {
            return 0;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.enrol(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            // To the platform, whose certificate was checked before.
            out.writeBytes(code.encoded(InsecureSecretAccess.get()));
            writeWithLength(request, out);
        }

        static Enrol read(PayloadReader in) {
            Bytes code = in.bytes(EnrolmentCode.LENGTH);
            try {
                return new Enrol(EnrolmentCode.decode(code.toArray()), in.bytes(in.length(REQUEST_BYTES_MAX)));
            } catch (MalformedException noCode) {
                throw new FrameException(CloseCode.FRAME_MALFORMED, String.valueOf(noCode.getMessage()));
            }
        }
    }

    /**
     * The platform's answer to ENROL.
     *
     * @param answer DER of an {@link org.yibao.certs.EnrolmentAnswer}, 1 to {@value #ANSWER_BYTES_MAX} bytes
     */
    record Enrolled(Bytes answer) implements Frame {
        public static final int ANSWER_BYTES_MAX = 262_144;

        /** @throws FrameException when the answer is empty or too long */
        public Enrolled {
            requireLength(answer, ANSWER_BYTES_MAX);
        }

        @Override
        public FrameKind kind() {
            return FrameKind.ENROLLED;
        }

        @Override
        public long correlation() {
            return 0;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.enrolled(this);
        }

        @Override
        public void writePayload(ByteArrayOutputStream out) {
            writeWithLength(answer, out);
        }

        static Enrolled read(PayloadReader in) {
            return new Enrolled(in.bytes(in.length(ANSWER_BYTES_MAX)));
        }
    }

    private static void requireLength(Bytes part, int most) {
        if (part.length() == 0 || part.length() > most) {
            throw new FrameException(
                    CloseCode.FRAME_MALFORMED, "an enrolment of " + part.length() + " bytes, 1 to " + most);
        }
    }

    private static void writeWithLength(Bytes part, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length()).array());
        out.writeBytes(part.toArray());
    }
}
