package org.yibao.link.server;

import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Request;

/** What a platform does with verified requests. Called on the executor given to the transport. */
public interface PlatformService {
    /**
     * A request whose signature is good, whose names agree and whose JSON was read whole. What is wrong with a
     * request before that is answered or closed by the transport.
     *
     * @param signed the bytes as they came: evidence, and what a repeat is compared with
     */
    void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply);

    /** A terminal said HELLO and was welcomed. */
    default void connected(ConnectedTerminal terminal) {}

    /** Its connection ended, however. */
    default void disconnected(ConnectedTerminal terminal) {}
}
