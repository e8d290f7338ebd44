package org.yibao.certs;

/** A key store does not open: the passphrase is another one, or the file was changed. The two look the same. */
public final class WrongPassphraseException extends CertsException {
    private static final long serialVersionUID = 1L;

    WrongPassphraseException() {
        super("the key store does not open under this passphrase, or it was changed");
    }
}
