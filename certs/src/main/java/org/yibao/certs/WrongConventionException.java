package org.yibao.certs;

/** A well-formed signature in another encoding than the agreed one. It is refused, whoever made it. */
public final class WrongConventionException extends CertsException {
    private static final long serialVersionUID = 1L;

    WrongConventionException(SignatureEncoding found, SignatureEncoding agreed) {
        super("the signature is written as " + found + ", not as " + agreed);
    }
}
