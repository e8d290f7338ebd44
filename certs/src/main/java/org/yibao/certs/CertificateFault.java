package org.yibao.certs;

/** Why a certificate is refused. Each constant is a stable code for logs and operator texts. */
public enum CertificateFault {
    /** The instant lies after the end of a certificate of the chain. */
    EXPIRED,
    /** The instant lies before the start of a certificate of the chain. */
    NOT_YET_VALID,
    /** Its authority took a certificate of the chain back, from an instant before or at this one. */
    REVOKED,
    /** A caller that needs a revocation list of today has one whose successor is due. */
    REVOCATION_LIST_STALE,
    /** The certificate was issued for something else: other key usage, other curve, an authority's own. */
    WRONG_USAGE,
    /** The chain is sound but leads to no trusted authority. */
    WRONG_ISSUER,
    /** The certificate names somebody else, or nobody. */
    WRONG_NAME,
    /** A link of the chain does not hold: its issuer is missing, is no authority, or did not sign it. */
    BROKEN_CHAIN
}
