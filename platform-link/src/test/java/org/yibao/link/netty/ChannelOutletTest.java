package org.yibao.link.netty;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
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
        assertFalse(channel.isOpen());
    }
}
