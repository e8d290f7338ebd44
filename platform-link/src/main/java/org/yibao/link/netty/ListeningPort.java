package org.yibao.link.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A port of the platform. */
final class ListeningPort {
    private ListeningPort() {}

    /**
     * Listens; port 0 takes a free one.
     *
     * @param threads ended when the address is not to be had
     * @param accepted sees each connection before anything is read of it
     * @throws IOException when the address is not to be had
     */
    static Channel open(InetSocketAddress address, EventLoopGroup threads, Consumer<Channel> accepted)
            throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            threads.shutdownGracefully().awaitUninterruptibly();
            throw new IOException("cannot listen on " + address, bound.cause());
        }
        return bound.channel();
    }
}
