package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;

/** Any bytes on the line: frames that encode to exactly these bytes, then at most one fault; however they are cut. */
final class FrameFuzzTest {
    @FuzzTest
    void anyBytesAreFramesOrOneFault(byte[] bytes) {
        List<String> whole = read(bytes, bytes.length);
        assertEquals(whole, read(bytes, 1));
        assertEquals(whole, read(bytes, 7));
    }

    private static List<String> read(byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FrameCodec.BODY_BYTES_MAX));
        for (int i = 0; i < bytes.length; i += piece) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes, i, Math.min(piece, bytes.length - i)));
        }
        List<Object> read = List.copyOf(channel.inboundMessages());
        channel.finishAndReleaseAll();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (Object message : read) {
            if (message instanceof Frame frame) {
                encoded.writeBytes(FrameCodec.encode(frame));
            } else {
                assertEquals(read.size() - 1, read.indexOf(message), "something after the fault");
            }
        }
        assertArrayEquals(Arrays.copyOf(bytes, encoded.size()), encoded.toByteArray());
        return read.stream().map(FrameFuzzTest::named).toList();
    }

    private static String named(Object message) {
        return message instanceof FrameDecoder.Broken broken
                ? broken.fault().code() + " " + broken.fault().getMessage()
                : message.toString();
    }
}
