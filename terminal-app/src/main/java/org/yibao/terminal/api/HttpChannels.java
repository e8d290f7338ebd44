package org.yibao.terminal.api;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** Equips each connection; one more than allowed is closed at once. */
final class HttpChannels extends ChannelInitializer<SocketChannel> {
    private final Router router;
    private final String token;
    private final ApiLimits limits;
    private final Executor calls;
    private final ChannelGroup connections;

    HttpChannels(Router router, String token, ApiLimits limits, Executor calls, ChannelGroup connections) {
        this.router = router;
        this.token = token;
        this.limits = limits;
        this.calls = calls;
        this.connections = connections;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (connections.size() >= limits.connectionsMax()) {
            channel.close().addListener(done -> {});
            return;
        }
        connections.add(channel);
        equip(channel.pipeline(), new Gate(token, portOf(channel)), limits, router, calls);
    }

    /** From bytes to calls. */
    static void equip(ChannelPipeline pipeline, Gate gate, ApiLimits limits, Router router, Executor calls) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(ApiLimits.REQUEST_LINE_MAX_BYTES)
                .setMaxHeaderSize(ApiLimits.HEADERS_MAX_BYTES);
        pipeline.addLast(new HttpServerCodec(config))
                .addLast(new Doorkeeper(gate, limits))
                .addLast(new BodyCollector())
                .addLast(new CallHandler(router, calls));
    }

    private static int portOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}
