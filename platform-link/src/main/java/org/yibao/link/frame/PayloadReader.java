package org.yibao.link.frame;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yibao.settlement.Bytes;

/** Reads a payload in order; every step past its end or over a limit is a {@link FrameException}. */
final class PayloadReader {
    private final ByteBuffer in;

    PayloadReader(ByteBuffer in) {
        this.in = in;
    }

    int u8() {
        require(Byte.BYTES);
        return Byte.toUnsignedInt(in.get());
    }

    int u16() {
        require(Short.BYTES);
        return Short.toUnsignedInt(in.getShort());
    }

    int i32() {
        require(Integer.BYTES);
        return in.getInt();
    }

    long i64() {
        require(Long.BYTES);
        return in.getLong();
    }

    /** Four bytes that announce how much follows. */
    int length(int most) {
        int length = i32();
        if (length < 0 || length > most) {
            throw malformed("a length of " + Integer.toUnsignedString(length) + ", at most " + most);
        }
        return length;
    }

    Bytes bytes(int length) {
        require(length);
        byte[] read = new byte[length];
        in.get(read);
        return Bytes.of(read);
    }

    String text(int length) {
        require(length);
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(slice);
            return text.toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("a text that is not UTF-8");
        }
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    void requireEnd() {
        if (in.hasRemaining()) {
            throw malformed(in.remaining() + " bytes too many");
        }
    }

    private void require(int bytes) {
        if (in.remaining() < bytes) {
            throw malformed((bytes - in.remaining()) + " bytes missing");
        }
    }

    private static FrameException malformed(String message) {
        return new FrameException(CloseCode.FRAME_MALFORMED, message);
    }
}
