package org.yibao.certs;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the peer of one connection by our own rules. The JDK adds no check of its own to a trust manager of
 * this type, so that the host's name is judged here too.
 */
final class LineTrustManager extends X509ExtendedTrustManager {
    private final TrustAnchors anchors;
    private final InstantSource clock;
    private final CertificateUsage peerUsage;
    private final Optional<HostName> host;

    /** Written and read by the connection's thread and the tasks it runs, one after the other. */
    private volatile Optional<TrustedCertificate> judged = Optional.empty();

    private LineTrustManager(
            TrustAnchors anchors, InstantSource clock, CertificateUsage peerUsage, Optional<HostName> host) {
        this.anchors = anchors;
        this.clock = clock;
        this.peerUsage = peerUsage;
        this.host = host;
    }

    static LineTrustManager ofServer(TrustAnchors anchors, InstantSource clock, HostName host) {
        return new LineTrustManager(anchors, clock, CertificateUsage.LINE_SERVER, Optional.of(host));
    }

    static LineTrustManager ofClient(TrustAnchors anchors, InstantSource clock) {
        return new LineTrustManager(anchors, clock, CertificateUsage.LINE_CLIENT, Optional.empty());
    }

    Optional<TrustedCertificate> judged() {
        return judged;
    }

    private void judge(CertificateUsage usage, X509Certificate[] shown) throws CertificateException {
        if (usage != peerUsage) {
            throw new CertificateException("this end of the line judges no such peer");
        }
        try {
            List<Certificate> certificates = new ArrayList<>();
            for (X509Certificate certificate : shown) {
                certificates.add(Certificate.decode(certificate.getEncoded()));
            }
            TrustedCertificate peer = anchors.check(new CertificateChain(certificates), peerUsage, clock.instant());
            host.ifPresent(peer::requireHost);
            judged = Optional.of(peer);
        } catch (CertsException refused) {
            throw new CertificateException(refused.getMessage(), refused);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain);
    }

    /** None named: the peer has one certificate and knows which. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
