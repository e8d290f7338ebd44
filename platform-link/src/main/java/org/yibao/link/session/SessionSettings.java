package org.yibao.link.session;

import java.time.Duration;
import org.yibao.link.frame.FrameCodec;

/**
 * @param window requests this side would have in flight at once; the platform may grant fewer
 * @param waitingMax requests that may wait for the window or for the sign-in
 * @param frameBytesMax longest frame body read, in bytes
 * @param connectWithin TCP and TLS together, to each address
 * @param answerWithin each of WELCOME, sign-in and sign-out
 * @param pingAfter time without an answer after which a PING goes
 * @param pongWithin time without an answer after the PING after which the line counts as dead
 * @param backoffLeast first wait before connecting again; doubles with each round of addresses that failed
 * @param backoffMost longest wait; a session that lasted as long makes the next wait the first again
 */
public record SessionSettings(
        int window,
        int waitingMax,
        int frameBytesMax,
        Duration connectWithin,
        Duration answerWithin,
        Duration pingAfter,
        Duration pongWithin,
        Duration backoffLeast,
        Duration backoffMost) {
    public static final SessionSettings USUAL = new SessionSettings(
            32,
            256,
            FrameCodec.BODY_BYTES_MAX,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(60));
}
