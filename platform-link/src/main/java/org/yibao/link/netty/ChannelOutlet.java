package org.yibao.link.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
        inTurn(() -> channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
    }

    @Override
    public void close() {
        inTurn(this::closeWhenAllLeft);
    }

    private void closeWhenAllLeft() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen() && !channel.eventLoop().isShuttingDown()) {
            Future<?> late = channel.eventLoop().schedule(this::cut, LEAVE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> late.cancel(false));
        }
    }

    /** Also from the channel's own thread: what it wrote at once would overtake what others sent before. */
    private void inTurn(Runnable step) {
        try {
            channel.eventLoop().execute(step);
        } catch (RejectedExecutionException over) {
            // The transport has ended, and every connection with it.
            cut();
        }
    }

    @Override
    public void cut() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
