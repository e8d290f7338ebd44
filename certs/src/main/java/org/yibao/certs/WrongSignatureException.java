package org.yibao.certs;

/** A well-formed signature or keyed digest that does not belong to this message, key and user id. */
public final class WrongSignatureException extends CertsException {
    private static final long serialVersionUID = 1L;

    WrongSignatureException(String message) {
        super(message);
    }
}
