package org.yibao.link.identity;

import java.time.Instant;
import java.util.List;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.MalformedException;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.frame.CloseCode;
import org.yibao.settlement.Bytes;

/** Whose signatures this side accepts. */
public final class TrustedSigners {
    private final TrustAnchors anchors;
    private final CertificateUsage usage;

    private TrustedSigners(TrustAnchors anchors, CertificateUsage usage) {
        this.anchors = anchors;
        this.usage = usage;
    }

    public static TrustedSigners platforms(TrustAnchors signingAnchors) {
        return new TrustedSigners(signingAnchors, CertificateUsage.SIGNING_PLATFORM);
    }

    public static TrustedSigners terminals(TrustAnchors signingAnchors) {
        return new TrustedSigners(signingAnchors, CertificateUsage.SIGNING_TERMINAL);
    }

    /**
     * Judges the chain that the other side showed.
     *
     * @param chain DER, the signing certificate first
     * @throws UntrustedException when it is not good for signing at {@code instant}
     */
    public MessageVerifier verifier(List<Bytes> chain, Instant instant) {
        try {
            TrustedCertificate signer = anchors.check(
                    new CertificateChain(chain.stream()
                            .map(der -> Certificate.decode(der.toArray()))
                            .toList()),
                    usage,
                    instant);
            return new MessageVerifier(signer);
        } catch (CertificateRefusedException | MalformedException refused) {
            throw new UntrustedException(CloseCode.SIGNER_UNTRUSTED, String.valueOf(refused.getMessage()), refused);
        }
    }
}
