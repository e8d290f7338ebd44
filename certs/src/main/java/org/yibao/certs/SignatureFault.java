package org.yibao.certs;

/** Why a publisher's signature is refused. Each constant is a stable code for operator texts. */
public enum SignatureFault {
    /** The signature file is not written as {@link PublisherSignature} says. */
    MALFORMED,
    /** The signature is for a file with other bytes. */
    OTHER_FILE,
    /** The publisher's certificate leads to no trusted authority. */
    UNKNOWN_PUBLISHER,
    /** A link of the certificate chain does not hold. */
    BROKEN_CHAIN,
    /** The instant lies after the end of a certificate. */
    EXPIRED,
    /** The instant lies before the start of a certificate. */
    NOT_YET_VALID,
    /** The authority took the publisher's certificate back. */
    REVOKED,
    /** The certificate was not issued to sign policy bundles. */
    WRONG_USAGE,
    /** The certificate is somebody else's than the publisher the signature names. */
    WRONG_NAME,
    /** The signature is well-formed, but not in DER. */
    WRONG_CONVENTION,
    /** The signature was not made with the certificate's key over this file. */
    WRONG_KEY;

    static SignatureFault of(CertificateFault fault) {
        return switch (fault) {
            case EXPIRED -> EXPIRED;
            case NOT_YET_VALID -> NOT_YET_VALID;
            case REVOKED -> REVOKED;
            case REVOCATION_LIST_STALE -> throw new IllegalStateException("publishers need no list of today");
            case WRONG_USAGE -> WRONG_USAGE;
            case WRONG_ISSUER -> UNKNOWN_PUBLISHER;
            case WRONG_NAME -> WRONG_NAME;
            case BROKEN_CHAIN -> BROKEN_CHAIN;
        };
    }
}
