package org.yibao.certs;

import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.HOSTS;
import static org.yibao.certs.TestAuthorities.LOOPBACK;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;

/** Keys of the line for testing, and peers of somebody else's making. */
final class TestLine {
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final int PORT = 9443;

    private TestLine() {}

    static CertificateAuthority authority(LineSuite suite, String name) {
        return suite == LineSuite.SM
                ? CertificateAuthority.createForLineSm(name, DECADE)
                : CertificateAuthority.createForLine(name, DECADE);
    }

    /** On the authority's curve, trusting the same authority. */
    static LineKeys terminal(CertificateAuthority authority) {
        KeyPair keys = keys(authority);
        CertificateRequest request = CertificateRequest.of(keys, "a wish");
        return new LineKeys(
                KeyStoreFile.of(keys, authority.issue(request, TERMINAL, CertificateUsage.LINE_CLIENT, YEAR)),
                authority.anchors());
    }

    /** On the authority's curve, trusting the same authority. */
    static LineKeys platform(CertificateAuthority authority, HostName... hosts) {
        KeyPair keys = keys(authority);
        CertificateRequest request = CertificateRequest.of(keys, "a wish");
        Set<HostName> named = hosts.length == 0 ? HOSTS : Set.of(hosts);
        return new LineKeys(
                KeyStoreFile.of(keys, authority.issueServer(request, "platform", named, YEAR)), authority.anchors());
    }

    private static KeyPair keys(CertificateAuthority authority) {
        return authority.keyStore().keyPair().curve() == Curve.SM2 ? Sm2KeyPair.generate() : P256KeyPair.generate();
    }

    /** An engine of the JDK's own TLS that believes everybody. */
    static SSLEngine jdk(String protocol, boolean client, LineCredential... own) throws Exception {
        SSLContext context = SSLContext.getInstance(protocol);
        return jdk(protocol, client, jdkContext(context, own));
    }

    static SSLEngine jdk(String protocol, boolean client, SSLContext context) {
        SSLEngine engine = context.createSSLEngine(LOOPBACK.text(), PORT);
        engine.setUseClientMode(client);
        engine.setNeedClientAuth(!client);
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }

    static SSLContext jdkContext(SSLContext context, LineCredential... own) throws Exception {
        KeyManager[] keys = own.length == 0 ? null : new KeyManager[] {new OneKey(own[0])};
        context.init(keys, new TrustManager[] {new Believer()}, null);
        return context;
    }

    /** An engine of Bouncy Castle's TLS that believes everybody and offers what it likes. */
    static SSLEngine mixing(boolean client, LineSuite ciphers, LineSuite keys, LineCredential... own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3", LineTls.TLS);
        context.init(new KeyManager[] {new LineKeyManager(List.of(own))}, new TrustManager[] {new Believer()}, null);
        SSLEngine engine = context.createSSLEngine(LOOPBACK.text(), PORT);
        engine.setUseClientMode(client);
        BCSSLParameters parameters =
                new BCSSLParameters(ciphers.ciphers().toArray(new String[0]), new String[] {"TLSv1.3"});
        parameters.setNamedGroups(new String[] {keys.group()});
        parameters.setSignatureSchemes(new String[] {keys.signatureScheme()});
        parameters.setNeedClientAuth(!client);
        ((BCSSLEngine) engine).setParameters(parameters);
        return engine;
    }

    static LineCredential credential(LineSuite suite, LineKeys keys) {
        return new LineCredential(suite, keys, LineTls.CRYPTOGRAPHY);
    }

    private static final class OneKey extends X509ExtendedKeyManager {
        private final LineCredential own;

        OneKey(LineCredential own) {
            this.own = own;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, java.security.Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String chooseEngineServerAlias(String keyType, java.security.Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String[] getClientAliases(String keyType, java.security.Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, java.security.Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String[] getServerAliases(String keyType, java.security.Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String chooseServerAlias(String keyType, java.security.Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.getCertificateChain();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.getPrivateKey();
        }
    }

    private static final class Believer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
