package org.yibao.store;

import org.yibao.settlement.port.StoreException;

/** The files of a store are not what a store can be opened from; nothing was changed. */
public final class UnusableStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What a technician must do follows from it. */
    public enum Reason {
        /** There is no file. */
        MISSING,
        /** The keys inside are wrapped under another key-encryption key. */
        OTHER_KEY,
        /** It is whole, and the folder has no room or no leave for the copies that an upgrade makes. */
        NOT_UPGRADED,
        /** A newer program wrote since it brought the file to its version. */
        NEWER,
        /** A newer program brought the file to its version and wrote nothing: the copy it kept is as good. */
        NEWER_UNTOUCHED
    }

    UnusableStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UnusableStoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
