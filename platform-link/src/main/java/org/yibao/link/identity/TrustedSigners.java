package org.yibao.link.identity;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final Supplier<TrustAnchors> anchors;
    private final CertificateUsage usage;
    private final Function<TrustedCertificate, MessageVerifier> verifying;

    private TrustedSigners(Supplier<TrustAnchors> anchors, CertificateUsage usage) {
        this(anchors, usage, MessageVerifier::new);
    }

    private TrustedSigners(
            Supplier<TrustAnchors> anchors,
            CertificateUsage usage,
            Function<TrustedCertificate, MessageVerifier> verifying) {
        this.anchors = anchors;
        this.usage = usage;
        this.verifying = verifying;
    }

    public static TrustedSigners platforms(TrustAnchors signingAnchors) {
        return platforms(() -> signingAnchors);
    }

    /** @param signingAnchors asked for at each judgement */
    public static TrustedSigners platforms(Supplier<TrustAnchors> signingAnchors) {
        return new TrustedSigners(signingAnchors, CertificateUsage.SIGNING_PLATFORM);
    }

    public static TrustedSigners terminals(TrustAnchors signingAnchors) {
        return terminals(() -> signingAnchors);
    }

    /** @param signingAnchors asked for at each judgement */
    public static TrustedSigners terminals(Supplier<TrustAnchors> signingAnchors) {
        return new TrustedSigners(signingAnchors, CertificateUsage.SIGNING_TERMINAL);
    }

    /** The same certificates, whose messages a stub signs. */
    public TrustedSigners stubbed(KeyedStub stub) {
        return new TrustedSigners(anchors, usage, signer -> MessageVerifier.stubbed(signer, stub));
    }

    /**
     * Judges the chain that the other side showed.
     *
     * @param chain DER, the signing certificate first
     * @throws UntrustedException when it is not good for signing at {@code instant}
     */
    public MessageVerifier verifier(List<Bytes> chain, Instant instant) {
        try {
            return verifier(
                    new CertificateChain(chain.stream()
                            .map(der -> Certificate.decode(der.toArray()))
                            .toList()),
                    instant);
        } catch (CertificateRefusedException | MalformedException refused) {
            throw new UntrustedException(CloseCode.SIGNER_UNTRUSTED, String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * Of a certificate that signed before its holder's present one: it must have been good when it began. What its
     * signatures still count for is not judged here.
     *
     * @throws UntrustedException when it was not
     */
    public MessageVerifier earlier(Certificate certificate) {
        try {
            return verifier(
                    new CertificateChain(List.of(certificate)),
                    certificate.validity().notBefore());
        } catch (CertificateRefusedException refused) {
            throw new UntrustedException(CloseCode.SIGNATURE_BROKEN, String.valueOf(refused.getMessage()), refused);
        }
    }

    private MessageVerifier verifier(CertificateChain chain, Instant instant) {
        TrustedCertificate signer = anchors.get().check(chain, usage, instant);
        return verifying.apply(signer);
    }
}
