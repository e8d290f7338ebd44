package org.yibao.certs;

/** A signature that no key could have made in any encoding: wrong length, not canonical, out of range. */
public final class MalformedSignatureException extends MalformedException {
    private static final long serialVersionUID = 1L;

    MalformedSignatureException(String message) {
        super(message);
    }
}
