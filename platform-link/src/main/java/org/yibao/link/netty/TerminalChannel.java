package org.yibao.link.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.LineEngine;
import org.yibao.certs.LineTls;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.identity.UntrustedException;
import org.yibao.link.server.ServerConnection;

/** One accepted channel: drives its {@link ServerConnection} once the TLS handshake told who it is. */
final class TerminalChannel extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(TerminalChannel.class.getName());

    /** What all connections are told. */
    enum Order {
        /** To go down in order. */
        DRAIN,
        /** To judge the other end once more. */
        JUDGE
    }

    private final ServerConnection.Platform platform;
    private final LineEngine engine;
    private @Nullable ServerConnection connection;
    private @Nullable ScheduledFuture<?> helloTimeout;

    TerminalChannel(ServerConnection.Platform platform, LineEngine engine) {
        this.platform = platform;
        this.engine = engine;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshaken(context, handshake);
        } else if (event instanceof IdleStateEvent && connection != null) {
            connection.fail(CloseCode.SILENCE, new FrameException(CloseCode.SILENCE, "nothing was heard"));
        } else if (event == Order.DRAIN) {
            drain(context);
        } else if (event == Order.JUDGE && connection != null) {
            judge(connection);
        }
    }

    private void judge(ServerConnection open) {
        try {
            engine.requireTrusted();
            open.judgeAgain();
        } catch (CertificateRefusedException refused) {
            open.fail(
                    CloseCode.SIGNER_UNTRUSTED,
                    new UntrustedException(CloseCode.SIGNER_UNTRUSTED, String.valueOf(refused.getMessage())));
        }
    }

    private void drain(ChannelHandlerContext context) {
        if (connection == null) {
            new ChannelOutlet(context.channel()).cut();
        } else {
            connection.drain();
        }
    }

    private void handshaken(ChannelHandlerContext context, SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            String why = LineTls.refusal(handshake.cause())
                    .map(String::valueOf)
                    .orElseGet(() -> String.valueOf(handshake.cause()));
            LOG.log(System.Logger.Level.WARNING, "handshake refused: {0}", why);
            new ChannelOutlet(context.channel()).cut();
            return;
        }
        LOG.log(System.Logger.Level.INFO, "{0} connected by {1}", engine.peer().terminal(), engine.suite());
        ServerConnection made = new ServerConnection(platform, engine.peer(), new ChannelOutlet(context.channel()));
        connection = made;
        helloTimeout = context.executor()
                .schedule(
                        () -> requireWelcomed(made),
                        platform.limits().helloWithin().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void requireWelcomed(ServerConnection made) {
        if (!made.welcomed()) {
            made.fail(CloseCode.SILENCE, new FrameException(CloseCode.SILENCE, "no HELLO in time"));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ServerConnection open = connection;
        if (open == null) {
            new ChannelOutlet(context.channel()).cut();
        } else if (message instanceof Frame frame) {
            open.received(frame);
        } else if (message instanceof FrameDecoder.Broken broken) {
            open.fail(broken.fault().code(), broken.fault());
        }
    }

    /** A peer that does not read its answers is not read either. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (helloTimeout != null) {
            helloTimeout.cancel(false);
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
