package org.yibao.store;

import org.yibao.settlement.port.StoreException;

/** The disk has no room for the step; nothing of it was written, and the next may be taken. */
final class DiskFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    DiskFullException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
