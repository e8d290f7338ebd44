package org.yibao.link.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.link.enrolment.EnrolmentConnection;
import org.yibao.link.frame.Frame;
import org.yibao.link.server.Outlet;

/** One accepted channel of a stranger: drives its {@link EnrolmentConnection} once TLS stands. */
final class EnrolmentChannel extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(EnrolmentChannel.class.getName());

    private final Function<Outlet, EnrolmentConnection> opening;
    private final Duration requestWithin;
    private @Nullable EnrolmentConnection connection;
    private @Nullable ScheduledFuture<?> requestTimeout;

    EnrolmentChannel(Function<Outlet, EnrolmentConnection> opening, Duration requestWithin) {
        this.opening = opening;
        this.requestWithin = requestWithin;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (!handshake.isSuccess()) {
            LOG.log(System.Logger.Level.WARNING, "handshake refused: {0}", String.valueOf(handshake.cause()));
            new ChannelOutlet(context.channel()).cut();
            return;
        }
        EnrolmentConnection made = opening.apply(new ChannelOutlet(context.channel()));
        connection = made;
        requestTimeout =
                context.executor().schedule(made::requireAsked, requestWithin.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        EnrolmentConnection open = connection;
        if (open == null) {
            new ChannelOutlet(context.channel()).cut();
        } else if (message instanceof Frame frame) {
            open.received(frame);
        } else if (message instanceof FrameDecoder.Broken broken) {
            open.fail(broken.fault().code(), broken.fault());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (requestTimeout != null) {
            requestTimeout.cancel(false);
        }
        if (connection != null) {
            connection.ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        LOG.log(System.Logger.Level.DEBUG, "connection lost: {0}", fault.toString());
        new ChannelOutlet(context.channel()).cut();
    }
}
