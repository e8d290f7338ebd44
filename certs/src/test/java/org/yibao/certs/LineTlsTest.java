package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.HOSTS;
import static org.yibao.certs.TestAuthorities.LOOPBACK;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTlsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final int PORT = 9443;

    private final CertificateAuthority authority = CertificateAuthority.createForLine("for testing", DECADE);
    private final CertificateAuthority stranger = CertificateAuthority.createForLine("stranger", DECADE);
    private final KeyStoreFile terminalKeys = terminal(authority, YEAR);
    private final KeyStoreFile platformKeys = platform(authority, HOSTS, YEAR);
    private final LineTls terminal = LineTls.client(terminalKeys, authority.anchors(), CLOCK);
    private final LineTls platform = LineTls.server(platformKeys, authority.anchors(), CLOCK);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void bothEndsProveThemselvesAndKnowEachOther(String host) throws SSLException {
        LineEngine client = terminal.clientEngine(HostName.parse(host), PORT);
        LineEngine server = platform.serverEngine();
        MemoryLine line = new MemoryLine(client.sslEngine(), server.sslEngine());
        line.handshake();

        assertEquals(TERMINAL, server.peer().terminal());
        assertEquals(terminalKeys.requireChain().leaf().id(), server.peer().id());
        assertEquals(CertificateUsage.LINE_SERVER, client.peer().usage());
        assertEquals("TLSv1.3", client.sslEngine().getSession().getProtocol());
        assertArrayEquals(new byte[] {1, 2, 3}, line.send(new byte[] {1, 2, 3}));
    }

    @Test
    void peerIsUnknownUntilTheHandshakeIsOver() {
        assertThrows(
                IllegalStateException.class,
                () -> terminal.clientEngine(LOOPBACK, PORT).peer());
        assertThrows(IllegalStateException.class, () -> platform.serverEngine().peer());
    }

    @Test
    void serverOfAnotherAuthorityIsRefused() {
        LineTls impostor = LineTls.server(platform(stranger, HOSTS, YEAR), authority.anchors(), CLOCK);
        assertRefused(CertificateFault.WRONG_ISSUER, terminal, LOOPBACK, impostor);
    }

    @Test
    void clientOfAnotherAuthorityIsRefused() {
        LineTls impostor = LineTls.client(terminal(stranger, YEAR), authority.anchors(), CLOCK);
        assertRefused(CertificateFault.WRONG_ISSUER, impostor, LOOPBACK, platform);
    }

    @Test
    void serverForAnotherHostIsRefused() {
        assertRefused(CertificateFault.WRONG_NAME, terminal, HostName.parse("127.0.0.2"), platform);
        assertRefused(CertificateFault.WRONG_NAME, terminal, HostName.parse("platform.example"), platform);
    }

    @Test
    void expiredAndNotYetValidCertificatesAreRefusedAtTheClocksInstant() {
        InstantSource late = InstantSource.fixed(YEAR.notAfter().plusSeconds(1));
        InstantSource early = InstantSource.fixed(YEAR.notBefore().minusSeconds(1));
        LineTls lateTerminal = LineTls.client(terminalKeys, authority.anchors(), late);
        LineTls earlyTerminal = LineTls.client(terminalKeys, authority.anchors(), early);
        LineTls latePlatform = LineTls.server(platformKeys, authority.anchors(), late);
        assertRefused(CertificateFault.EXPIRED, lateTerminal, LOOPBACK, platform);
        assertRefused(CertificateFault.NOT_YET_VALID, earlyTerminal, LOOPBACK, platform);
        assertRefused(CertificateFault.EXPIRED, terminal, LOOPBACK, latePlatform);
    }

    @Test
    void revokedPeersAreRefusedByBothEnds() {
        Map<Certificate, Instant> both = Map.of(
                terminalKeys.requireChain().leaf(), NOW,
                platformKeys.requireChain().leaf(), NOW);
        TrustAnchors knowing = authority.anchors().with(new Revocations(List.of(authority.revocationList(both, YEAR))));
        assertRefused(CertificateFault.REVOKED, LineTls.client(terminalKeys, knowing, CLOCK), LOOPBACK, platform);
        assertRefused(CertificateFault.REVOKED, terminal, LOOPBACK, LineTls.server(platformKeys, knowing, CLOCK));
    }

    @Test
    void terminalCannotPlayThePlatformNorHandItsKeyStoreToTheWrongEnd() {
        assertThrows(CertificateRefusedException.class, () -> LineTls.server(terminalKeys, authority.anchors(), CLOCK));
        assertThrows(CertificateRefusedException.class, () -> LineTls.client(platformKeys, authority.anchors(), CLOCK));
        assertThrows(IllegalStateException.class, terminal::serverEngine);
        assertThrows(IllegalStateException.class, () -> platform.clientEngine(LOOPBACK, PORT));
    }

    @Test
    void keyStoreThatWaitsForItsCertificateMakesNoLine() {
        KeyStoreFile waiting = KeyStoreFile.of(P256KeyPair.generate());
        assertThrows(MalformedException.class, () -> LineTls.client(waiting, authority.anchors(), CLOCK));
    }

    @Test
    void clientWithoutCertificateIsRefused() throws Exception {
        LineEngine server = platform.serverEngine();
        SSLException failure = assertThrows(
                SSLException.class, () -> new MemoryLine(stranger("TLSv1.3"), server.sslEngine()).handshake());
        assertEquals(Optional.empty(), LineTls.refusal(failure));
        assertThrows(IllegalStateException.class, server::peer);
    }

    @Test
    void olderProtocolIsRefused() throws Exception {
        SSLEngine old = stranger("TLSv1.2");
        SSLEngine server = platform.serverEngine().sslEngine();
        assertThrows(SSLException.class, () -> new MemoryLine(old, server).handshake());
        assertEquals(List.of("TLSv1.3"), List.of(server.getEnabledProtocols()));
    }

    @Test
    void secondConnectionShowsItsCertificateAgain() throws SSLException {
        LineEngine first = platform.serverEngine();
        LineEngine client = terminal.clientEngine(LOOPBACK, PORT);
        MemoryLine line = new MemoryLine(client.sslEngine(), first.sslEngine());
        line.handshake();
        line.send(new byte[] {1});

        LineTls latePlatform = LineTls.server(
                platformKeys,
                authority.anchors(),
                InstantSource.fixed(YEAR.notAfter().plusSeconds(1)));
        assertRefused(CertificateFault.EXPIRED, terminal, LOOPBACK, latePlatform);
        LineEngine second = platform.serverEngine();
        new MemoryLine(terminal.clientEngine(LOOPBACK, PORT).sslEngine(), second.sslEngine()).handshake();
        byte[] firstSession = first.sslEngine().getSession().getId();
        assertFalse(Arrays.equals(firstSession, second.sslEngine().getSession().getId()));
        assertEquals(TERMINAL, second.peer().terminal());
    }

    @Test
    void suitesAreThoseOfTlsThirteenOnly() {
        for (String suite : terminal.clientEngine(LOOPBACK, PORT).sslEngine().getEnabledCipherSuites()) {
            assertTrue(suite.matches("TLS_AES_(128|256)_GCM_SHA(256|384)"), suite);
        }
        assertTrue(platform.serverEngine().sslEngine().getNeedClientAuth());
    }

    private static void assertRefused(CertificateFault fault, LineTls client, HostName host, LineTls server) {
        LineEngine accepted = server.serverEngine();
        MemoryLine line = new MemoryLine(client.clientEngine(host, PORT).sslEngine(), accepted.sslEngine());
        SSLException failure = assertThrows(SSLException.class, line::handshake);
        assertEquals(
                Optional.of(fault),
                LineTls.refusal(failure).map(CertificateRefusedException::fault),
                () -> "failed otherwise: " + failure);
        assertThrows(IllegalStateException.class, accepted::peer);
    }

    private static KeyStoreFile terminal(CertificateAuthority authority, Validity validity) {
        P256KeyPair keys = P256KeyPair.generate();
        CertificateRequest request = CertificateRequest.of(keys, "a wish");
        return KeyStoreFile.of(keys, authority.issue(request, TERMINAL, CertificateUsage.LINE_CLIENT, validity));
    }

    private static KeyStoreFile platform(CertificateAuthority authority, Set<HostName> hosts, Validity validity) {
        P256KeyPair keys = P256KeyPair.generate();
        CertificateRequest request = CertificateRequest.of(keys, "a wish");
        return KeyStoreFile.of(keys, authority.issueServer(request, "platform", hosts, validity));
    }

    /** A client of somebody else's making: no certificate, believes everybody. */
    private static SSLEngine stranger(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(null, new TrustManager[] {new Believer()}, null);
        SSLEngine engine = context.createSSLEngine("127.0.0.1", PORT);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
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
