package org.yibao.terminal.api;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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

    /** Calls that came on one connection before the one ahead of them was answered. */
    private static final int WAITING_MAX = 16;

    private final Router router;
    private final Executor calls;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy;

    CallHandler(Router router, Executor calls) {
        this.router = router;
        this.calls = calls;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!busy) {
            begin(context, request);
        } else if (waiting.size() < WAITING_MAX) {
            waiting.add(request.retain());
        } else {
            Responses.close(context);
        }
    }

    /** One call of a connection at a time: nothing more is read before its answer is out. */
    private void begin(ChannelHandlerContext context, FullHttpRequest request) {
        busy = true;
        context.channel().config().setAutoRead(false);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        try {
            Call call = callOf(request);
            calls.execute(() -> {
                Answer answer = router.answer(call);
                context.executor().execute(() -> finish(context, answer, keepAlive));
            });
        } catch (IllegalArgumentException malformed) {
            Fault fault = new Fault(FaultCode.REQUEST_INVALID, "path");
            finish(context, ApiRefusal.of(fault).answer(), keepAlive);
        } catch (RejectedExecutionException full) {
            finish(context, ApiRefusal.of(FaultCode.TOO_BUSY).answer(), keepAlive);
        }
    }

    private void finish(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
        busy = false;
        if (!keepAlive) {
            Responses.last(context, answer);
            return;
        }
        Responses.write(context, answer);
        FullHttpRequest next = waiting.poll();
        if (next == null) {
            context.channel().config().setAutoRead(true);
            return;
        }
        try {
            begin(context, next);
        } finally {
            next.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        context.fireChannelInactive();
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

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        // A till that went away, or was given up, in the middle is no event; anything else is.
        if (!(fault instanceof IOException || fault instanceof PrematureChannelClosureException)) {
            LOG.log(Level.WARNING, "a connection failed", fault);
        }
        Responses.close(context);
    }
}
