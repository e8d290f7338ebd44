package org.yibao.certs;

import java.util.List;

/**
 * What the authority answers: a chain for each key pair, naming the terminal and its letter, and whom the
 * terminal shall trust. Bytes: a DER SEQUENCE of six SEQUENCEs of certificates, in this order. Whoever
 * installs it makes sure that it came from the authority: the anchors are believed.
 */
public record EnrolmentAnswer(
        CertificateChain lineChain,
        CertificateChain lineSmChain,
        CertificateChain signingChain,
        TrustAnchors lineAnchors,
        TrustAnchors lineSmAnchors,
        TrustAnchors signingAnchors) {

    private static final int PARTS = 6;

    public byte[] encode() {
        return DerList.encode(List.of(
                lineChain.encode(),
                lineSmChain.encode(),
                signingChain.encode(),
                encode(lineAnchors),
                encode(lineSmAnchors),
                encode(signingAnchors)));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedException for anything else
     */
    public static EnrolmentAnswer decode(byte[] encoded) {
        List<byte[]> parts = DerList.decode(encoded, PARTS);
        return new EnrolmentAnswer(
                CertificateChain.decode(parts.get(0)),
                CertificateChain.decode(parts.get(1)),
                CertificateChain.decode(parts.get(2)),
                anchors(parts.get(3)),
                anchors(parts.get(4)),
                anchors(parts.get(5)));
    }

    private static byte[] encode(TrustAnchors anchors) {
        return DerList.encode(
                anchors.authorities().stream().map(Certificate::encoded).toList());
    }

    private static TrustAnchors anchors(byte[] part) {
        return new TrustAnchors(DerList.decodeUpTo(part, TrustAnchors.COUNT_MAX).stream()
                .map(Certificate::decode)
                .toList());
    }
}
