package org.yibao.terminal.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The API's server. It listens on 127.0.0.1 only. */
public final class LocalApi implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SPARE_THREAD_LIFE = Duration.ofSeconds(30);
    private static final Duration QUIET_END = Duration.ofSeconds(2);

    private final EventLoopGroup loop;
    private final Channel server;
    private final ChannelGroup connections;
    private final ThreadPoolExecutor calls;
    private final Duration drain;

    private LocalApi(
            EventLoopGroup loop, Channel server, ChannelGroup connections, ThreadPoolExecutor calls, Duration drain) {
        this.loop = loop;
        this.server = server;
        this.connections = connections;
        this.calls = calls;
        this.drain = drain;
    }

    /**
     * Opens the port and answers.
     *
     * @param port 0 for any free one
     * @param token what a caller must bear
     * @param drain how long {@link #close} lets calls that are being carried out go on
     * @throws BindException when the port is taken
     */
    public static LocalApi open(LocalApiPorts ports, int port, String token, ApiLimits limits, Duration drain)
            throws BindException {
        EventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("api", true), NioIoHandler.newFactory());
        ThreadPoolExecutor calls = new ThreadPoolExecutor(
                limits.callsMax(),
                limits.callsMax(),
                SPARE_THREAD_LIFE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(limits.waitingMax()),
                new DefaultThreadFactory("api-call", true));
        calls.allowCoreThreadTimeOut(true);
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Router router = new Router(ports);
        try {
            ServerBootstrap bootstrap = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new HttpChannels(router, token, limits, calls, connections));
            Channel server =
                    bootstrap.bind(LOOPBACK, port).syncUninterruptibly().channel();
            return new LocalApi(loop, server, connections, calls, drain);
        } catch (RuntimeException refused) {
            end(loop);
            throw refused;
        } catch (Exception refused) {
            // Netty throws the checked BindException out of syncUninterruptibly without declaring it.
            end(loop);
            BindException taken = new BindException("port " + port);
            taken.initCause(refused);
            throw taken;
        }
    }

    private static void end(EventLoopGroup loop) {
        loop.shutdownGracefully(0, QUIET_END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(QUIET_END.toMillis());
    }

    /** Such as {@code http://127.0.0.1:38571}. */
    public String address() {
        return "http://" + LOOPBACK + ":" + port();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Takes no further call, lets those that run come to their answers, then closes every connection. */
    @Override
    public void close() {
        server.close().syncUninterruptibly();
        calls.shutdown();
        try {
            calls.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        calls.shutdownNow();
        connections.close().awaitUninterruptibly(QUIET_END.toMillis());
        end(loop);
    }
}
