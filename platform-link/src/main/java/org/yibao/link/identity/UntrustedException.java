package org.yibao.link.identity;

import org.yibao.link.LinkException;
import org.yibao.link.frame.CloseCode;

/** A chain or a signature that is not to be trusted; the connection is closed with {@link #code()}. */
public final class UntrustedException extends LinkException {
    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    public UntrustedException(CloseCode code, String message) {
        super(message);
        this.code = code;
    }

    UntrustedException(CloseCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public CloseCode code() {
        return code;
    }
}
