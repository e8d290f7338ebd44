package org.yibao.settlement.port;

/** The till's idempotency key made a record before. */
public final class DuplicateKeyException extends StoreException {
    private static final long serialVersionUID = 1L;

    public DuplicateKeyException(String message) {
        super(message);
    }
}
