package org.yibao.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One end of the line: TLS 1.3 only, certificates on both sides, by the JDK's own TLS on P-256.
 *
 * <p>Peers are judged by {@link TrustAnchors#check} at the instant the given source says, not by the machine's
 * clock behind our back. Sessions are never resumed: every connection shows its certificate again. Safe for
 * use from several threads; each engine belongs to its connection's thread.
 */
public final class LineTls {
    private static final String PROTOCOL = "TLSv1.3";
    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"};

    private final CertificateUsage usage;
    private final PrivateKey privateKey;
    private final X509Certificate[] chain;
    private final TrustAnchors anchors;
    private final InstantSource clock;

    private LineTls(KeyStoreFile keyStore, CertificateUsage usage, TrustAnchors anchors, InstantSource clock) {
        CertificateChain own = keyStore.requireChain();
        if (own.leaf().usage().filter(usage::equals).isEmpty()
                || keyStore.keyPair().curve() != usage.curve()) {
            throw new CertificateRefusedException(CertificateFault.WRONG_USAGE, own.leaf() + " is not for " + usage);
        }
        this.usage = usage;
        this.anchors = anchors;
        this.clock = clock;
        try {
            this.privateKey = privateKey(keyStore.keyPair());
            this.chain = chain(own);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK reads P-256 keys and certificates", impossible);
        }
    }

    /** The terminal's end; the key store holds a {@code LINE_CLIENT} certificate. */
    public static LineTls client(KeyStoreFile keyStore, TrustAnchors lineAnchors, InstantSource clock) {
        return new LineTls(keyStore, CertificateUsage.LINE_CLIENT, lineAnchors, clock);
    }

    /** The platform's end; the key store holds a {@code LINE_SERVER} certificate. */
    public static LineTls server(KeyStoreFile keyStore, TrustAnchors lineAnchors, InstantSource clock) {
        return new LineTls(keyStore, CertificateUsage.LINE_SERVER, lineAnchors, clock);
    }

    /**
     * An engine for one connection to {@code host}; the server's certificate must answer for that host.
     *
     * @throws IllegalStateException on the platform's end
     */
    public LineEngine clientEngine(HostName host, int port) {
        if (usage != CertificateUsage.LINE_CLIENT) {
            throw new IllegalStateException("the platform's end of the line does not connect");
        }
        LineTrustManager trust = LineTrustManager.ofServer(anchors, clock, host);
        SSLEngine engine = context(trust).createSSLEngine(host.text(), port);
        engine.setUseClientMode(true);
        return configured(engine, trust);
    }

    /**
     * An engine for one accepted connection; the client must show a {@code LINE_CLIENT} certificate.
     *
     * @throws IllegalStateException on the terminal's end
     */
    public LineEngine serverEngine() {
        if (usage != CertificateUsage.LINE_SERVER) {
            throw new IllegalStateException("the terminal's end of the line accepts no connection");
        }
        LineTrustManager trust = LineTrustManager.ofClient(anchors, clock);
        SSLEngine engine = context(trust).createSSLEngine();
        engine.setUseClientMode(false);
        return configured(engine, trust);
    }

    /** The certificate fault behind a failed handshake on our side; empty when it failed for another reason. */
    public static Optional<CertificateRefusedException> refusal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static LineEngine configured(SSLEngine engine, LineTrustManager trust) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setCipherSuites(SUITES);
        if (!engine.getUseClientMode()) {
            parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return new LineEngine(engine, trust);
    }

    /** A context of its own for each connection keeps no session that a later one could resume. */
    private SSLContext context(LineTrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(
                    new KeyManager[] {new LineKeyManager(privateKey, chain)},
                    new TrustManager[] {trust},
                    Randomness.source());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK from 11 on has TLS 1.3", impossible);
        }
    }

    private static PrivateKey privateKey(KeyPair keyPair) throws GeneralSecurityException, IOException {
        byte[] pkcs8 = keyPair.privateKeyInfo().getEncoded();
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static X509Certificate[] chain(CertificateChain chain) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate[] certificates =
                new X509Certificate[chain.certificates().size()];
        for (int i = 0; i < certificates.length; i++) {
            byte[] encoded = chain.certificates().get(i).encoded();
            certificates[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        }
        return certificates;
    }
}
