package org.yibao.link.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;

final class FrameEncoder extends MessageToByteEncoder<Frame> {
    @Override
    protected void encode(ChannelHandlerContext context, Frame frame, ByteBuf out) {
        out.writeBytes(FrameCodec.encode(frame));
    }
}
