package org.yibao.link.message;

import org.yibao.link.LinkException;

/** JSON from the other side that is no message: not JSON, a node missing, a wrong type, an unknown transaction. */
public final class MessageException extends LinkException {
    private static final long serialVersionUID = 1L;

    public MessageException(String message) {
        super(message);
    }
}
