package org.yibao.certs;

/** A certificate that is well-formed, and not to be trusted for this use at this instant. */
public final class CertificateRefusedException extends CertsException {
    private static final long serialVersionUID = 1L;

    private final CertificateFault fault;

    CertificateRefusedException(CertificateFault fault, String message) {
        super(fault + ": " + message);
        this.fault = fault;
    }

    public CertificateFault fault() {
        return fault;
    }
}
