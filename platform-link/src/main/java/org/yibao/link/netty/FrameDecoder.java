package org.yibao.link.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;

/** Bytes to {@link Frame}s; after the first fault it passes {@link Broken} and reads no more. */
final class FrameDecoder extends ByteToMessageDecoder {
    private final int bodyBytesMax;
    private boolean broken;

    FrameDecoder(int bodyBytesMax) {
        this.bodyBytesMax = bodyBytesMax;
    }

    /** What stands in place of a frame when the bytes are none. */
    record Broken(FrameException fault) {}

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            Frame frame = next(in);
            if (frame != null) {
                out.add(frame);
            }
        } catch (FrameException fault) {
            broken = true;
            in.skipBytes(in.readableBytes());
            out.add(new Broken(fault));
        }
    }

    private @Nullable Frame next(ByteBuf in) {
        if (in.readableBytes() < FrameCodec.LENGTH_BYTES) {
            return null;
        }
        int bodyBytes = FrameCodec.requireBodyLength(in.getInt(in.readerIndex()), bodyBytesMax);
        if (in.readableBytes() < FrameCodec.LENGTH_BYTES + bodyBytes) {
            return null;
        }
        in.skipBytes(FrameCodec.LENGTH_BYTES);
        byte[] body = new byte[bodyBytes];
        in.readBytes(body);
        return FrameCodec.decode(body);
    }
}
