package org.yibao.certs;

import org.jspecify.annotations.Nullable;

/** Bytes from outside do not have the shape they must have; no key was tried on them. */
public class MalformedException extends CertsException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
