package org.yibao.terminal.api;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;

/**
 * Judges each request by its headers and watches the clock: a connection that is silent for too long, or whose
 * request does not arrive whole in time, is closed. What follows a refused request is dropped with its connection.
 */
final class Doorkeeper extends ChannelDuplexHandler {
    private final Gate gate;
    private final ApiLimits limits;
    private boolean refused;
    private @Nullable Future<?> deadline;

    Doorkeeper(Gate gate, ApiLimits limits) {
        this.gate = gate;
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        within(context, limits.idle());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            refuse(context, message, ApiRefusal.of(new Fault(FaultCode.REQUEST_INVALID, "no HTTP")));
            return;
        }
        if (message instanceof HttpRequest request) {
            within(context, limits.request());
            Optional<ApiRefusal> refusal = gate.refuse(request.headers());
            if (refusal.isPresent()) {
                refuse(context, message, refusal.get());
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            unwatched();
        }
        context.fireChannelRead(message);
    }

    private void refuse(ChannelHandlerContext context, Object message, ApiRefusal refusal) {
        refused = true;
        ReferenceCountUtil.release(message);
        Responses.last(context, refusal.answer());
    }

    /** An answer is on its way: the wait for the next request begins. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            within(context, limits.idle());
        }
        context.write(message, promise).addListener(done -> {});
    }

    private void within(ChannelHandlerContext context, Duration time) {
        unwatched();
        deadline = context.executor().schedule(ending(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable ending(ChannelHandlerContext context) {
        return () -> Responses.close(context);
    }

    private void unwatched() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        unwatched();
        context.fireChannelInactive();
    }
}
