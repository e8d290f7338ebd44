package org.yibao.certs;

/** Sealed bytes that were changed, cut, moved to another place, or sealed under another key. */
public final class BrokenSealException extends CertsException {
    private static final long serialVersionUID = 1L;

    BrokenSealException(String message) {
        super(message);
    }
}
