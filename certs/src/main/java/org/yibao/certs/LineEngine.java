package org.yibao.certs;

import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The TLS engine of one connection, and who is at its other end. Belongs to the connection's thread. */
public final class LineEngine {
    private final SSLEngine sslEngine;
    private final LineTrustManager trust;

    LineEngine(SSLEngine sslEngine, LineTrustManager trust) {
        this.sslEngine = sslEngine;
        this.trust = trust;
    }

    /** To be driven by the transport; its parameters are set and stay as they are. */
    public SSLEngine sslEngine() {
        return sslEngine;
    }

    /** The cipher suite of the connection, such as {@code TLS_SM4_GCM_SM3}, once the handshake is over. */
    public String suite() {
        return sslEngine.getSession().getCipherSuite();
    }

    /**
     * Returns when the peer is still to be trusted, by the revocation lists and the instant of now.
     *
     * @throws CertificateRefusedException when it is not
     */
    public void requireTrusted() {
        trust.judgeAgain();
    }

    /**
     * The peer's certificate, judged and proven, once the handshake is over.
     *
     * @throws IllegalStateException before that, and where the peer is not asked for one
     */
    public TrustedCertificate peer() {
        try {
            // A certificate is shown before its key is proven: the session carries it only after both.
            byte[] proven = sslEngine.getSession().getPeerCertificates()[0].getEncoded();
            return trust.judged()
                    .filter(judged -> Arrays.equals(proven, judged.certificate().encoded()))
                    .orElseThrow(() -> new IllegalStateException("the peer's certificate was not judged"));
        } catch (SSLPeerUnverifiedException | java.security.cert.CertificateEncodingException unproven) {
            throw new IllegalStateException("the handshake is not over", unproven);
        }
    }
}
