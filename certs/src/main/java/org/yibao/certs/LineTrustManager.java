package org.yibao.certs;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the peer of one connection by our own rules, against the authorities of the suite that was chosen. The
 * TLS library adds no check of its own to a trust manager of this type, so that the host's name is judged here
 * too.
 */
final class LineTrustManager extends X509ExtendedTrustManager {
    private final List<LineOffer> own;
    private final Supplier<Revocations> revocations;
    private final InstantSource clock;
    private final CertificateUsage peerUsage;
    private final Optional<HostName> host;

    /** Written and read by the connection's thread and the tasks it runs, one after the other. */
    private volatile Optional<Peer> peer = Optional.empty();

    /** Whom the other end showed itself to be, and who vouches for it. */
    private record Peer(CertificateChain chain, TrustAnchors anchors, TrustedCertificate judged) {}

    private LineTrustManager(
            List<LineOffer> own,
            Supplier<Revocations> revocations,
            InstantSource clock,
            CertificateUsage peerUsage,
            Optional<HostName> host) {
        this.own = own;
        this.revocations = revocations;
        this.clock = clock;
        this.peerUsage = peerUsage;
        this.host = host;
    }

    static LineTrustManager ofServer(
            List<LineOffer> own, Supplier<Revocations> revocations, InstantSource clock, HostName host) {
        return new LineTrustManager(own, revocations, clock, CertificateUsage.LINE_SERVER, Optional.of(host));
    }

    static LineTrustManager ofClient(List<LineOffer> own, Supplier<Revocations> revocations, InstantSource clock) {
        return new LineTrustManager(own, revocations, clock, CertificateUsage.LINE_CLIENT, Optional.empty());
    }

    Optional<TrustedCertificate> judged() {
        return peer.map(Peer::judged);
    }

    /** Judges the peer once more, by what is known now. */
    void judgeAgain() {
        peer.ifPresent(known -> judge(known.chain, known.anchors));
    }

    private TrustedCertificate judge(CertificateChain chain, TrustAnchors anchors) {
        TrustedCertificate judged = anchors.with(revocations.get()).check(chain, peerUsage, clock.instant());
        host.ifPresent(judged::requireHost);
        return judged;
    }

    private void judge(CertificateUsage usage, X509Certificate[] shown, @Nullable SSLEngine engine)
            throws CertificateException {
        if (usage != peerUsage || engine == null) {
            throw new CertificateException("this end of the line judges no such peer");
        }
        try {
            List<Certificate> certificates = new ArrayList<>();
            for (X509Certificate certificate : shown) {
                certificates.add(Certificate.decode(certificate.getEncoded()));
            }
            CertificateChain chain = new CertificateChain(certificates);
            TrustAnchors anchors = anchors(engine.getHandshakeSession().getCipherSuite());
            peer = Optional.of(new Peer(chain, anchors, judge(chain, anchors)));
        } catch (CertsException refused) {
            throw new CertificateException(refused.getMessage(), refused);
        }
    }

    private TrustAnchors anchors(String cipher) {
        return own.stream()
                .filter(each -> each.suite().ciphers().contains(cipher))
                .findFirst()
                .orElseThrow(() -> new MalformedException("the suite was not offered"))
                .anchors();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain, null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(CertificateUsage.LINE_CLIENT, chain, null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(CertificateUsage.LINE_SERVER, chain, null);
    }

    /** None named: the peer has one certificate and knows which. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
