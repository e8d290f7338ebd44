package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yibao.link.frame.Frame;

class ChannelOutletTest {
    /** A peer that reads nothing: what is written never leaves. */
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {}
    }

    @Test
    void whatWasSentHasItsTimeToLeaveAndNotLonger() {
        EmbeddedChannel channel = new EmbeddedChannel(new Stuck());
        channel.freezeTime();
        ChannelOutlet outlet = new ChannelOutlet(channel);
        outlet.send(new Frame.Ping(1));
        outlet.close();
        channel.runPendingTasks();
        channel.advanceTimeBy(ChannelOutlet.LEAVE_WITHIN.toMillis() - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertTrue(channel.isOpen());
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertFalse(channel.isOpen());
    }

    @Test
    void whatLeavesAtOnceEndsTheConnectionAtOnce() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder());
        ChannelOutlet outlet = new ChannelOutlet(channel);
        outlet.send(new Frame.Ping(1));
        outlet.close();
        channel.runPendingTasks();
        assertFalse(channel.isOpen());
    }

    @Test
    void whatWasSentFirstLeavesFirstWhoeverSends() throws Exception {
        LocalAddress address = new LocalAddress(ChannelOutletTest.class);
        BlockingQueue<Object> written = new LinkedBlockingQueue<>();
        try (Loop loop = new Loop()) {
            new ServerBootstrap()
                    .group(loop.threads)
                    .channel(LocalServerChannel.class)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(address)
                    .sync();
            Channel channel = new Bootstrap()
                    .group(loop.threads)
                    .channel(LocalChannel.class)
                    .handler(new ChannelOutboundHandlerAdapter() {
                        @Override
                        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                            written.add(message);
                            promise.setSuccess();
                        }
                    })
                    .connect(address)
                    .sync()
                    .channel();
            ChannelOutlet outlet = new ChannelOutlet(channel);
            channel.eventLoop()
                    .submit(() -> {
                        CompletableFuture.runAsync(() -> outlet.send(new Frame.Ping(1)))
                                .join();
                        outlet.send(new Frame.Ping(2));
                    })
                    .sync();
            assertEquals(new Frame.Ping(1), written.poll(10, TimeUnit.SECONDS));
            assertEquals(new Frame.Ping(2), written.poll(10, TimeUnit.SECONDS));
        }
    }

    private static final class Loop implements AutoCloseable {
        private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

        @Override
        public void close() {
            threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
