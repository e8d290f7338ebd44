package org.yibao.store;

import org.yibao.settlement.JournalVerification;

/** Ends a walk through the journal at the first record that is wrong; never leaves this package. */
final class BrokenJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long number;
    private final String fault;

    BrokenJournalException(long number, String fault) {
        super(number + ": " + fault);
        this.number = number;
        this.fault = fault;
    }

    JournalVerification.Broken verdict() {
        return new JournalVerification.Broken(number, fault);
    }
}
