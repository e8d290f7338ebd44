package org.yibao.benefit.certificate.check;

import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Ends the reading of bytes that are no certificate. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String path;

    Malformed(Fault fault, String path) {
        super(fault + " " + path, null, false, false);
        this.fault = fault;
        this.path = path;
    }

    Verdict.Unreadable verdict() {
        return new Verdict.Unreadable(fault, path);
    }
}
