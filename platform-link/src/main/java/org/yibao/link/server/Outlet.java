package org.yibao.link.server;

import org.yibao.link.frame.Frame;

/** Where a connection's frames go. Any thread may use it. */
public interface Outlet {
    void send(Frame frame);

    /** Ends the connection after what was sent has left, or soon when it does not leave. */
    void close();

    /** Ends it at once. */
    void cut();
}
