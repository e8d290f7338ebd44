package org.yibao.certs;

import java.util.List;

/**
 * A holder's certificate, then those of its issuers, each signed by the next; the trusted authority itself
 * may be left out. As read: {@link TrustAnchors#check} judges it.
 *
 * @param certificates 1 to {@value #LENGTH_MAX} certificates, the holder's first
 */
public record CertificateChain(List<Certificate> certificates) {
    /** Most certificates in a chain. */
    public static final int LENGTH_MAX = 4;

    public CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > LENGTH_MAX) {
            throw new MalformedException("a chain has 1 to " + LENGTH_MAX + " certificates");
        }
    }

    /**
     * Reads a DER SEQUENCE of certificates, the holder's first, as a frame carries it.
     *
     * @throws MalformedException for anything else
     */
    public static CertificateChain decode(byte[] encoded) {
        return new CertificateChain(DerList.decodeUpTo(encoded, LENGTH_MAX).stream()
                .map(Certificate::decode)
                .toList());
    }

    public byte[] encode() {
        return DerList.encode(certificates.stream().map(Certificate::encoded).toList());
    }

    /** Reads certificates in PEM, the holder's first. */
    public static CertificateChain decodePem(byte[] pem) {
        return new CertificateChain(Pem.decode(pem));
    }

    public byte[] encodePem() {
        return Pem.encode(certificates);
    }

    /** The holder's certificate. */
    public Certificate leaf() {
        return certificates.get(0);
    }
}
