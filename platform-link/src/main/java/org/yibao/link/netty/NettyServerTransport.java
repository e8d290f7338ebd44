package org.yibao.link.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.yibao.certs.LineEngine;
import org.yibao.certs.LineTls;
import org.yibao.link.server.ServerConnection;

/**
 * The platform's end of the line: accepts terminals over TLS and drives a {@link ServerConnection} for each. All
 * methods may be called from any thread but its own.
 */
public final class NettyServerTransport implements AutoCloseable {
    private static final int THREADS = 1;

    private final LineTls tls;
    private final ServerConnection.Platform platform;
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("platform-line", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;
    private volatile boolean accepting = true;

    private NettyServerTransport(InetSocketAddress address, LineTls tls, ServerConnection.Platform platform)
            throws IOException {
        this.tls = tls;
        this.platform = platform;
        listening = ListeningPort.open(address, threads, this::accept);
    }

    /**
     * Listens; port 0 takes a free one.
     *
     * @throws IOException when the address is not to be had
     */
    public static NettyServerTransport listen(
            InetSocketAddress address, LineTls tls, ServerConnection.Platform platform) throws IOException {
        return new NettyServerTransport(address, tls, platform);
    }

    private void accept(Channel channel) {
        if (!accepting) {
            new ChannelOutlet(channel).cut();
            return;
        }
        connections.add(channel);
        LineEngine engine = tls.serverEngine();
        SslHandler handshake = new SslHandler(engine.sslEngine());
        handshake.setHandshakeTimeoutMillis(platform.limits().helloWithin().toMillis());
        // Behind the decoder: bytes that never make a frame are silence.
        channel.pipeline()
                .addLast(handshake)
                .addLast(new FrameDecoder(platform.limits().frameBytesMax()))
                .addLast(new IdleStateHandler(platform.limits().silenceMax().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new FrameEncoder())
                .addLast(new TerminalChannel(platform, engine));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Whether new connections are taken; while not, each is closed as it comes. */
    public void accepting(boolean take) {
        accepting = take;
    }

    /** Ends all connections without a word, as a torn cable does. */
    public void cutAll() {
        connections.close().awaitUninterruptibly();
    }

    /**
     * Goes down in order: takes no connection and no request any more, and ends each connection when its last answer
     * was sent.
     *
     * @param within how long answers are waited for
     * @return whether all of them were sent
     */
    public boolean drain(Duration within) {
        accepting = false;
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(TerminalChannel.Order.DRAIN));
        return connections.newCloseFuture().awaitUninterruptibly(within.toMillis());
    }

    /** What is trusted changed: connections of terminals whose certificates count no more are ended. */
    public void judgeAgain() {
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(TerminalChannel.Order.JUDGE));
    }

    /** How many terminals are connected. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        accepting = false;
        listening.close().awaitUninterruptibly();
        cutAll();
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
