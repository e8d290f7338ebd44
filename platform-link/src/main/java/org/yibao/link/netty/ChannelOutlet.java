package org.yibao.link.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.yibao.link.frame.Frame;
import org.yibao.link.server.Outlet;

final class ChannelOutlet implements Outlet {
    private final Channel channel;

    ChannelOutlet(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(Frame frame) {
        channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void cut() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
