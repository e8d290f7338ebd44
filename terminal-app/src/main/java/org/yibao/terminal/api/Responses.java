package org.yibao.terminal.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Answers as HTTP. */
final class Responses {
    private Responses() {}

    /** Answers, and ends the connection once the answer is out. */
    static void last(ChannelHandlerContext context, Answer answer) {
        send(context, answer, false).addListener(ChannelFutureListener.CLOSE);
    }

    /** Answers; the connection stays. */
    static void write(ChannelHandlerContext context, Answer answer) {
        send(context, answer, true).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Ends the connection without an answer. */
    static void close(ChannelHandlerContext context) {
        context.close().addListener(done -> {});
    }

    private static ChannelFuture send(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.json()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.json().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        if (answer.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return context.writeAndFlush(response);
    }
}
