package org.yibao.link.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.yibao.link.frame.Frame;
import org.yibao.link.server.Outlet;

final class ChannelOutlet implements Outlet {
    /** What was sent has this long to leave once the connection is to end: a peer that reads nothing holds no memory. */
    static final Duration LEAVE_WITHIN = Duration.ofSeconds(5);

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
        if (channel.isOpen() && !channel.eventLoop().isShuttingDown()) {
            Future<?> late = channel.eventLoop().schedule(this::cut, LEAVE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> late.cancel(false));
        }
    }

    @Override
    public void cut() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
