package org.yibao.platform.ledger;

/** The database refused; the transaction that asked left no trace. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    LedgerException(String message) {
        super(message);
    }
}
