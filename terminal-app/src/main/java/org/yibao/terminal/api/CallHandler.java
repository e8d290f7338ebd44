package org.yibao.terminal.api;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;

/** Hands a whole request to a thread that may wait, and its answer back to the connection. */
final class CallHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = System.getLogger(CallHandler.class.getName());
    private static final int QUERY_NAMES_MAX = 16;
    private static final String KEY_HEADER = "Idempotency-Key";

    private final Router router;
    private final Executor calls;

    CallHandler(Router router, Executor calls) {
        this.router = router;
        this.calls = calls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        try {
            Call call = callOf(request);
            calls.execute(() -> finish(context, router.answer(call), keepAlive));
        } catch (IllegalArgumentException malformed) {
            finish(
                    context,
                    ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "path")).answer(),
                    keepAlive);
        } catch (RejectedExecutionException full) {
            finish(context, ApiRefusal.of(FaultCode.TOO_BUSY).answer(), keepAlive);
        }
    }

    private static Call callOf(FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, QUERY_NAMES_MAX);
        List<String> path = Arrays.stream(uri.path().split("/", -1)).skip(1).toList();
        Map<String, String> query = uri.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().get(each.getValue().size() - 1)));
        return new Call(
                request.method().name(),
                path,
                query,
                Optional.ofNullable(request.headers().get(KEY_HEADER)),
                ByteBufUtil.getBytes(request.content()));
    }

    private static void finish(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
        if (keepAlive) {
            Responses.write(context, answer, true).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            context.read();
        } else {
            Responses.last(context, answer);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        // A till that went away in the middle is no event; anything else is.
        if (!(fault instanceof IOException)) {
            LOG.log(Level.WARNING, "a connection failed", fault);
        }
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
