package org.yibao.certs;

import org.jspecify.annotations.Nullable;

/** A publisher's signature that does not let its file be used; {@link #fault} says why. */
public final class SignatureRefusedException extends CertsException {
    private static final long serialVersionUID = 1L;

    private final SignatureFault fault;

    SignatureRefusedException(SignatureFault fault, @Nullable Throwable cause) {
        super("the publisher's signature is refused: " + fault, cause);
        this.fault = fault;
    }

    SignatureRefusedException(SignatureFault fault) {
        this(fault, null);
    }

    public SignatureFault fault() {
        return fault;
    }
}
