package org.yibao.link.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.FrameKind;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

/** Any bytes as each payload: refused, or read so that they are written again to the byte. */
final class PayloadFuzzTest {
    @FuzzTest
    void anyBytesAreAPayloadOrRefused(byte[] bytes) {
        for (FrameKind kind : FrameKind.values()) {
            readsExactly(body(kind, bytes));
        }
        signed(Bytes.of(bytes));
    }

    private static byte[] body(FrameKind kind, byte[] payload) {
        boolean asks = switch (kind) {
            case REQUEST, ANSWER, PING, PONG -> true;
            case HELLO, WELCOME, CLOSE, ENROL, ENROLLED -> false;
        };
        return ByteBuffer.allocate(FrameCodec.HEADER_BYTES + payload.length)
                .put((byte) FrameCodec.VERSION)
                .put((byte) kind.number())
                .putShort((short) 0)
                .putLong(asks ? 1 : 0)
                .put(payload)
                .array();
    }

    private static void readsExactly(byte[] body) {
        byte[] again;
        try {
            again = FrameCodec.encode(FrameCodec.decode(body));
        } catch (FrameException refused) {
            return;
        }
        assertArrayEquals(body, Arrays.copyOfRange(again, FrameCodec.LENGTH_BYTES, again.length));
    }

    private static void signed(Bytes bytes) {
        SignedJson read;
        try {
            read = SignedJson.decode(bytes);
        } catch (FrameException refused) {
            return;
        }
        assertEquals(bytes, read.encode());
    }
}
