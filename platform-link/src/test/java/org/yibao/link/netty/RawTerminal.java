package org.yibao.link.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yibao.certs.LineSuites;
import org.yibao.certs.LineTls;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;

/** A terminal's TLS with nothing behind it: sends any bytes, keeps what comes. */
final class RawTerminal implements AutoCloseable {
    private static final int WAIT_SECONDS = 30;

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Channel channel;

    RawTerminal(TerminalIdentity identity, int port) {
        this(identity.line(LineSuites.SM_PREFERRED, TestPlatform.CLOCK), port);
    }

    RawTerminal(LineTls tls, int port) {
        channel = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline()
                                .addLast(new SslHandler(tls.clientEngine(TestIdentities.LOOPBACK, port)
                                        .sslEngine()))
                                .addLast(new FrameDecoder(FrameCodec.BODY_BYTES_MAX))
                                .addLast(new Keeping());
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    void send(byte[] bytes) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).syncUninterruptibly();
    }

    void send(Frame frame) {
        send(FrameCodec.encode(frame));
    }

    /** From now on one byte at a time, until the connection ends. */
    void trickle(Duration every) {
        repeat(new byte[1], every);
    }

    void trickleFrames(Frame frame, Duration every) {
        repeat(FrameCodec.encode(frame), every);
    }

    private void repeat(byte[] bytes, Duration every) {
        Runnable run = () -> channel.writeAndFlush(Unpooled.wrappedBuffer(bytes))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        Future<?> repeating = channel.eventLoop().scheduleAtFixedRate(run, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> repeating.cancel(false));
    }

    void readNothing() {
        channel.config().setAutoRead(false);
    }

    Frame next() throws InterruptedException {
        Frame frame = frames.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame came");
        }
        return frame;
    }

    boolean isClosedByPlatform() {
        return channel.closeFuture().awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Keeping extends SimpleChannelInboundHandler<Frame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Frame frame) {
            frames.add(frame);
        }
    }
}
