package org.yibao.settlement.port;

/** The outbox is at its limit: nothing more is sold until the line drains it. */
public final class QueueFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    public QueueFullException(String message) {
        super(message);
    }
}
