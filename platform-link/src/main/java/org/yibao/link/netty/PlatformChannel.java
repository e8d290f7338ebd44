package org.yibao.link.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.LineTls;
import org.yibao.link.frame.Frame;
import org.yibao.link.session.ClientTransport;

/** One connection to the platform: tells its listener what happens, until it is closed or given up. */
final class PlatformChannel extends ChannelInboundHandlerAdapter {
    private final ClientTransport.Listener listener;
    private final Runnable secured;
    private boolean over;
    private String reason = "the connection was closed";

    /** @param secured called before the listener is told of the connection */
    PlatformChannel(ClientTransport.Listener listener, Runnable secured) {
        this.listener = listener;
        this.secured = secured;
    }

    /** The listener hears nothing any more. */
    void giveUp() {
        over = true;
    }

    /** The connection could not be made, or is gone. */
    void ended(String why) {
        if (!over) {
            over = true;
            listener.closed(why);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (over || !(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (handshake.isSuccess()) {
            secured.run();
            listener.connected();
        } else {
            refused(handshake.cause());
        }
    }

    /** The other end was the platform when the connection was made, and counts as it no more. */
    void distrusted(CertificateRefusedException refusal) {
        if (!over) {
            over = true;
            listener.impostor(refusal.toString());
        }
    }

    private void refused(Throwable cause) {
        over = true;
        LineTls.refusal(cause)
                .ifPresentOrElse(
                        refusal -> listener.impostor(String.valueOf(refusal.getMessage())),
                        () -> listener.closed("no TLS: " + cause.getMessage()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            return;
        }
        if (message instanceof Frame frame) {
            listener.received(frame);
        } else if (message instanceof FrameDecoder.Broken broken) {
            listener.broken(broken.fault());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended(reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        reason = "the connection broke: " + fault.getMessage();
        new ChannelOutlet(context.channel()).cut();
    }
}
