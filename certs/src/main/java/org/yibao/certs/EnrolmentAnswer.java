package org.yibao.certs;

import java.util.List;

/**
 * What the authority answers: a chain for each key pair, naming the terminal and its letter, and whom the
 * terminal shall trust. Bytes: a DER SEQUENCE of four SEQUENCEs of certificates, in this order. Whoever
 * installs it makes sure that it came from the authority: the anchors are believed.
 */
public record EnrolmentAnswer(
        CertificateChain lineChain,
        CertificateChain signingChain,
        TrustAnchors lineAnchors,
        TrustAnchors signingAnchors) {

    private static final int PARTS = 4;

    public byte[] encode() {
        return DerList.encode(List.of(
                encode(lineChain.certificates()),
                encode(signingChain.certificates()),
                encode(lineAnchors.authorities()),
                encode(signingAnchors.authorities())));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedException for anything else
     */
    public static EnrolmentAnswer decode(byte[] encoded) {
        List<byte[]> parts = DerList.decode(encoded, PARTS);
        return new EnrolmentAnswer(
                new CertificateChain(certificates(parts.get(0), CertificateChain.LENGTH_MAX)),
                new CertificateChain(certificates(parts.get(1), CertificateChain.LENGTH_MAX)),
                new TrustAnchors(certificates(parts.get(2), TrustAnchors.COUNT_MAX)),
                new TrustAnchors(certificates(parts.get(3), TrustAnchors.COUNT_MAX)));
    }

    private static byte[] encode(List<Certificate> certificates) {
        return DerList.encode(certificates.stream().map(Certificate::encoded).toList());
    }

    private static List<Certificate> certificates(byte[] part, int countMax) {
        return DerList.decodeUpTo(part, countMax).stream()
                .map(Certificate::decode)
                .toList();
    }
}
