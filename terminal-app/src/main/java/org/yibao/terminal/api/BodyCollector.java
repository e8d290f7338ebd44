package org.yibao.terminal.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import org.yibao.settlement.FaultCode;

/** Joins a request's parts, up to the limit; beyond it the till hears why. */
final class BodyCollector extends HttpObjectAggregator {
    BodyCollector() {
        super(ApiLimits.BODY_MAX_BYTES);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        Responses.last(context, ApiRefusal.of(FaultCode.REQUEST_TOO_LARGE).answer());
    }
}
