package org.yibao.link.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.yibao.certs.LineTls;
import org.yibao.link.enrolment.EnrolmentConnection;
import org.yibao.link.enrolment.EnrolmentLimits;
import org.yibao.link.enrolment.EnrolmentService;
import org.yibao.link.frame.Frame;

/**
 * Where a platform takes terminals that have no certificate yet: a port of its own, whose strangers can keep the line's
 * thread from nothing. All methods may be called from any thread but its own.
 */
public final class NettyEnrolmentListener implements AutoCloseable {
    private static final int THREADS = 1;

    private final LineTls tls;
    private final EnrolmentLimits limits;
    private final EnrolmentService service;
    private final Executor serviceThread;
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("platform-enrolment", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    private NettyEnrolmentListener(
            InetSocketAddress address,
            LineTls tls,
            EnrolmentLimits limits,
            EnrolmentService service,
            Executor serviceThread)
            throws IOException {
        this.tls = tls;
        this.limits = limits;
        this.service = service;
        this.serviceThread = serviceThread;
        listening = ListeningPort.open(address, threads, this::accept);
    }

    /**
     * Listens; port 0 takes a free one.
     *
     * @param tls asks for no certificate
     * @param serviceThread where the service decides; bounded, for strangers fill it
     * @throws IOException when the address is not to be had
     */
    public static NettyEnrolmentListener listen(
            InetSocketAddress address,
            LineTls tls,
            EnrolmentLimits limits,
            EnrolmentService service,
            Executor serviceThread)
            throws IOException {
        return new NettyEnrolmentListener(address, tls, limits, service, serviceThread);
    }

    private void accept(Channel channel) {
        if (connections.size() >= limits.connectionsMax()) {
            new ChannelOutlet(channel).cut();
            return;
        }
        connections.add(channel);
        SslHandler handshake = new SslHandler(tls.serverEngine().sslEngine());
        handshake.setHandshakeTimeoutMillis(limits.tlsWithin().toMillis());
        channel.pipeline()
                .addLast(handshake)
                .addLast(new FrameDecoder(Frame.Enrol.BODY_BYTES_MAX))
                .addLast(new FrameEncoder())
                .addLast(new EnrolmentChannel(
                        outlet -> new EnrolmentConnection(service, serviceThread, outlet), limits.requestWithin()));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** How many strangers are connected. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
