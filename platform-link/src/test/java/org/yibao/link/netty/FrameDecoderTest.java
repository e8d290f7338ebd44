package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

class FrameDecoderTest {
    private static final Frame REQUEST = new Frame.Request(
            3,
            new SignedJson(
                    Bytes.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    Bytes.of(new byte[32]),
                    Bytes.of(new byte[64])));

    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FrameCodec.BODY_BYTES_MAX));

    @Test
    void bytesThatComeOneByOneMakeTheSameFrames() {
        byte[] request = FrameCodec.encode(REQUEST);
        byte[] ping = FrameCodec.encode(new Frame.Ping(9));
        for (byte[] frame : new byte[][] {request, ping}) {
            for (byte one : frame) {
                channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
            }
        }
        assertEquals(REQUEST, channel.readInbound());
        assertEquals(new Frame.Ping(9), channel.readInbound());
        assertNull(channel.readInbound());
    }

    @Test
    void framesThatComeTogetherAreTakenApart() {
        byte[] ping = FrameCodec.encode(new Frame.Ping(1));
        channel.writeInbound(Unpooled.wrappedBuffer(ping, ping, ping));
        assertEquals(3, channel.inboundMessages().size());
    }

    @Test
    void anAnnouncedLengthPastTheLimitBreaksBeforeItsBytesCome() {
        channel.writeInbound(length(FrameCodec.BODY_BYTES_MAX + 1));
        assertEquals(CloseCode.FRAME_TOO_LONG, broken());
    }

    @Test
    void anAnnouncedLengthAtTheLimitIsAwaited() {
        channel.writeInbound(length(FrameCodec.BODY_BYTES_MAX));
        assertNull(channel.readInbound());
    }

    @Test
    void nothingIsReadAfterABrokenFrame() {
        channel.writeInbound(length(3));
        assertEquals(CloseCode.FRAME_MALFORMED, broken());
        channel.writeInbound(Unpooled.wrappedBuffer(FrameCodec.encode(new Frame.Ping(1))));
        assertNull(channel.readInbound());
    }

    private CloseCode broken() {
        FrameDecoder.Broken broken = assertInstanceOf(FrameDecoder.Broken.class, channel.readInbound());
        assertNull(channel.readInbound());
        return broken.fault().code();
    }

    private static io.netty.buffer.ByteBuf length(int length) {
        return Unpooled.wrappedBuffer(
                ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
