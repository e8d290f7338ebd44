package org.yibao.certs;

import org.jspecify.annotations.Nullable;

/** Root of the faults of this module. Messages never hold secrets or personal data. */
public abstract class CertsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CertsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    CertsException(String message) {
        super(message);
    }
}
