package org.yibao.link.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yibao.certs.TerminalName;

/** Each terminal's one connection: the one welcomed last. Any thread may use it. */
public final class WelcomedConnections {
    private final Map<TerminalName, ServerConnection> byTerminal = new ConcurrentHashMap<>();

    void welcome(TerminalName terminal, ServerConnection newest) {
        ServerConnection before = byTerminal.put(terminal, newest);
        if (before != null) {
            before.replaced();
        }
    }

    void forget(TerminalName terminal, ServerConnection ended) {
        byTerminal.remove(terminal, ended);
    }
}
