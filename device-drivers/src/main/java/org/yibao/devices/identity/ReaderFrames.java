package org.yibao.devices.identity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.yibao.settlement.Bytes;

/**
 * Frames of the GA 450 family.
 *
 * <pre>
 * AA AA AA 96 69 | length (2, big-endian: bytes after it) | command, parameter or status (3), data | checksum
 * </pre>
 *
 * The checksum is the exclusive or of every byte from the length to the last data byte.
 *
 * <p>An instance collects one answer: bytes in as they come, an answer out when it is whole. Garbage before a frame
 * and a preamble without a possible length are passed over.
 */
final class ReaderFrames {
    /** The longest answer, text and photo, has 1 288 bytes after its length. */
    static final int LENGTH_MAX = 0x0508;
    /** Status and checksum. */
    static final int LENGTH_MIN = 4;

    private static final byte[] PREAMBLE = {(byte) 0xaa, (byte) 0xaa, (byte) 0xaa, (byte) 0x96, 0x69};
    private static final int LENGTH_BYTES = 2;
    private static final int HEAD = PREAMBLE.length + LENGTH_BYTES;
    private static final int STATUS_BYTES = 3;

    private byte[] pending = new byte[0];
    private int garbage;

    static Bytes request(int command, int parameter) {
        byte[] content = {0, 3, (byte) command, (byte) parameter};
        return Bytes.of(ByteBuffer.allocate(PREAMBLE.length + content.length + 1)
                .put(PREAMBLE)
                .put(content)
                .put(exclusiveOr(content, 0, content.length))
                .array());
    }

    /** @throws CardRefusedException when a whole frame has a wrong checksum */
    Optional<ReaderAnswer> received(Bytes bytes) {
        append(bytes.toArray());
        dropGarbage();
        if (pending.length < HEAD || pending.length < HEAD + length()) {
            return Optional.empty();
        }
        return Optional.of(answer());
    }

    /** What an answer that did not become whole has come to, for the technician. */
    String state() {
        return pending.length >= HEAD
                ? "cut off after " + pending.length + " of " + (HEAD + length()) + " bytes"
                : "nothing but " + (garbage + pending.length) + " bytes that are no frame";
    }

    /** Whether the beginning of a frame is there. */
    boolean begun() {
        return pending.length >= HEAD;
    }

    private ReaderAnswer answer() {
        int end = HEAD + length() - 1;
        if (exclusiveOr(pending, PREAMBLE.length, end) != pending[end]) {
            throw CardRefusedException.unreadable("an answer of " + (end + 1) + " bytes with a wrong checksum");
        }
        int status = ((pending[HEAD] & 0xff) << 16) | ((pending[HEAD + 1] & 0xff) << 8) | (pending[HEAD + 2] & 0xff);
        Bytes data = Bytes.of(Arrays.copyOfRange(pending, HEAD + STATUS_BYTES, end));
        return new ReaderAnswer(new StatusWord(status), data);
    }

    private int length() {
        return ByteBuffer.wrap(pending).getShort(PREAMBLE.length) & 0xffff;
    }

    private void append(byte[] bytes) {
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + bytes.length);
        System.arraycopy(bytes, 0, pending, before, bytes.length);
    }

    private void dropGarbage() {
        int from = 0;
        while (!mayBegin(from)) {
            from++;
        }
        garbage += from;
        pending = Arrays.copyOfRange(pending, from, pending.length);
    }

    /** Whether a frame, or as much of one as is there, begins here; nothing at all may become one. */
    private boolean mayBegin(int from) {
        int seen = Math.min(PREAMBLE.length, pending.length - from);
        if (!Arrays.equals(pending, from, from + seen, PREAMBLE, 0, seen)) {
            return false;
        }
        if (pending.length - from < HEAD) {
            return true;
        }
        int length = ByteBuffer.wrap(pending).getShort(from + PREAMBLE.length) & 0xffff;
        return length >= LENGTH_MIN && length <= LENGTH_MAX;
    }

    private static byte exclusiveOr(byte[] bytes, int from, int to) {
        byte sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= bytes[i];
        }
        return sum;
    }
}
