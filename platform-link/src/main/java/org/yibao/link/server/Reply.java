package org.yibao.link.server;

import org.yibao.link.frame.SignedJson;

/**
 * The way back for one request. Any thread, any time: once is an answer, never a lost one, twice a repeated one.
 * When the connection is gone nothing happens.
 */
public interface Reply {
    void send(SignedJson answer);

    /** Ends the connection without a word, as a torn cable does. */
    void cut();
}
