package org.yibao.link.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.LineEngine;
import org.yibao.certs.LineTls;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.session.ClientTransport;
import org.yibao.link.session.LineAddress;

/** A terminal's connection over TCP and TLS, on one thread of its own. */
public final class NettyClientTransport implements ClientTransport {
    private static final int THREADS = 1;

    private final Supplier<LineTls> tls;
    private final int connectMillis;
    private final Consumer<String> secured;
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("terminal-line", true), NioIoHandler.newFactory());
    private final EventLoop thread = threads.next();
    private @Nullable Channel channel;
    private @Nullable PlatformChannel events;
    private @Nullable LineEngine judged;

    /** As the longer form, with one identity for all connections. */
    public NettyClientTransport(LineTls tls, Duration connectWithin, Consumer<String> secured) {
        this(() -> tls, connectWithin, secured);
    }

    /**
     * @param tls asked for at each connection
     * @param connectWithin TCP and TLS, each
     * @param secured told the cipher suite of each connection whose other end has proven itself
     */
    public NettyClientTransport(Supplier<LineTls> tls, Duration connectWithin, Consumer<String> secured) {
        this.tls = tls;
        this.secured = secured;
        this.connectMillis = Math.toIntExact(connectWithin.toMillis());
    }

    @Override
    public void execute(Runnable task) {
        if (!thread.isShuttingDown()) {
            thread.execute(task);
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        if (!thread.isShuttingDown()) {
            thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS).addListener(done -> {});
        }
    }

    @Override
    public void connect(LineAddress address, Listener listener) {
        disconnect();
        LineEngine engine = tls.get().clientEngine(address.host(), address.port());
        judged = engine;
        PlatformChannel made = new PlatformChannel(listener, () -> secured.accept(engine.suite()));
        events = made;
        ChannelFuture connecting = new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        SslHandler handshake = new SslHandler(engine.sslEngine());
                        handshake.setHandshakeTimeoutMillis(connectMillis);
                        opened.pipeline()
                                .addLast(handshake)
                                .addLast(new FrameDecoder(FrameCodec.BODY_BYTES_MAX))
                                .addLast(new FrameEncoder())
                                .addLast(made);
                    }
                })
                .connect(InetSocketAddress.createUnresolved(address.host().text(), address.port()));
        channel = connecting.channel();
        connecting.addListener(end -> {
            if (!end.isSuccess()) {
                made.ended("no connection: " + end.cause().getMessage());
            }
        });
    }

    @Override
    public void send(Frame frame) {
        if (channel != null) {
            new ChannelOutlet(channel).send(frame);
        }
    }

    @Override
    public void disconnect() {
        if (events != null) {
            events.giveUp();
            events = null;
        }
        if (channel != null) {
            new ChannelOutlet(channel).close();
            channel = null;
        }
    }

    @Override
    public void judgeAgain() {
        LineEngine engine = judged;
        PlatformChannel open = events;
        Channel cut = channel;
        if (engine == null || open == null || cut == null) {
            return;
        }
        try {
            engine.requireTrusted();
        } catch (CertificateRefusedException refused) {
            // Forgotten first: what the listener does now may open the next connection.
            events = null;
            channel = null;
            new ChannelOutlet(cut).cut();
            open.distrusted(refused);
        }
    }

    @Override
    public void close() {
        execute(this::disconnect);
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
