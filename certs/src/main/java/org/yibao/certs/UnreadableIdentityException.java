package org.yibao.certs;

import org.jspecify.annotations.Nullable;

/** A file of an identity is missing or cannot be read. */
public final class UnreadableIdentityException extends CertsException {
    private static final long serialVersionUID = 1L;

    UnreadableIdentityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
