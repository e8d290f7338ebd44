package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.LOOPBACK;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;
import static org.yibao.certs.TestLine.CLOCK;
import static org.yibao.certs.TestLine.PORT;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in either suite. */
@ParameterizedClass
@EnumSource(LineSuite.class)
class LineTlsTest {
    private final LineSuite suite;
    private final LineSuites suites;
    private final CertificateAuthority authority;
    private final CertificateAuthority stranger;
    private final LineKeys terminalKeys;
    private final LineKeys platformKeys;
    private final LineTls terminal;
    private final LineTls platform;

    LineTlsTest(LineSuite suite) {
        this.suite = suite;
        suites = suite == LineSuite.SM ? LineSuites.SM_ONLY : LineSuites.INTERNATIONAL;
        authority = TestLine.authority(suite, "for testing");
        stranger = TestLine.authority(suite, "stranger");
        terminalKeys = TestLine.terminal(authority);
        platformKeys = TestLine.platform(authority);
        terminal = client(terminalKeys, CLOCK);
        platform = server(platformKeys, CLOCK);
    }

    private LineTls client(LineKeys keys, InstantSource clock) {
        return LineTls.client(List.of(keys), suites, keys.anchors()::revocations, clock);
    }

    private LineTls server(LineKeys keys, InstantSource clock) {
        return LineTls.server(List.of(keys), suites, keys.anchors()::revocations, clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void bothEndsProveThemselvesAndKnowEachOther(String host) throws SSLException {
        LineEngine client = terminal.clientEngine(HostName.parse(host), PORT);
        LineEngine server = platform.serverEngine();
        MemoryLine line = new MemoryLine(client.sslEngine(), server.sslEngine());
        line.handshake();

        assertEquals(TERMINAL, server.peer().terminal());
        assertEquals(terminalKeys.leaf().id(), server.peer().id());
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
    void serverOfAnotherAuthorityIsRefused() throws SSLException {
        LineKeys forged = new LineKeys(TestLine.platform(stranger).keyStore(), authority.anchors());
        assertRefused(CertificateFault.WRONG_ISSUER, terminal, LOOPBACK, server(forged, CLOCK));
    }

    @Test
    void clientOfAnotherAuthorityIsRefused() throws SSLException {
        LineKeys forged = new LineKeys(TestLine.terminal(stranger).keyStore(), authority.anchors());
        assertRefused(CertificateFault.WRONG_ISSUER, client(forged, CLOCK), LOOPBACK, platform);
    }

    @Test
    void serverForAnotherHostIsRefused() throws SSLException {
        assertRefused(CertificateFault.WRONG_NAME, terminal, HostName.parse("127.0.0.2"), platform);
        assertRefused(CertificateFault.WRONG_NAME, terminal, HostName.parse("platform.example"), platform);
    }

    @Test
    void expiredAndNotYetValidCertificatesAreRefusedAtTheClocksInstant() throws SSLException {
        InstantSource late = InstantSource.fixed(YEAR.notAfter().plusSeconds(1));
        InstantSource early = InstantSource.fixed(YEAR.notBefore().minusSeconds(1));
        assertRefused(CertificateFault.EXPIRED, client(terminalKeys, late), LOOPBACK, platform);
        assertRefused(CertificateFault.NOT_YET_VALID, client(terminalKeys, early), LOOPBACK, platform);
        assertRefused(CertificateFault.EXPIRED, terminal, LOOPBACK, server(platformKeys, late));
    }

    @Test
    void revokedPeersAreRefusedByBothEnds() throws SSLException {
        Map<Certificate, Instant> both = Map.of(terminalKeys.leaf(), NOW, platformKeys.leaf(), NOW);
        TrustAnchors knowing = authority.anchors().with(new Revocations(List.of(authority.revocationList(both, YEAR))));
        LineKeys terminals = new LineKeys(terminalKeys.keyStore(), knowing);
        LineKeys platforms = new LineKeys(platformKeys.keyStore(), knowing);
        assertRefused(CertificateFault.REVOKED, client(terminals, CLOCK), LOOPBACK, platform);
        assertRefused(CertificateFault.REVOKED, terminal, LOOPBACK, server(platforms, CLOCK));
    }

    @Test
    void peerThatWasRevokedSinceItConnectedIsTrustedNoMore() throws SSLException {
        AtomicReference<Revocations> lists = new AtomicReference<>(Revocations.NONE);
        LineTls learning = LineTls.server(List.of(platformKeys), suites, lists::get, CLOCK);
        LineEngine end = learning.serverEngine();
        new MemoryLine(terminal.clientEngine(LOOPBACK, PORT).sslEngine(), end.sslEngine()).handshake();
        end.requireTrusted();
        lists.set(new Revocations(List.of(authority.revocationList(Map.of(terminalKeys.leaf(), NOW), YEAR))));
        CertificateRefusedException refused = assertThrows(CertificateRefusedException.class, end::requireTrusted);
        assertEquals(CertificateFault.REVOKED, refused.fault());
        assertRefused(CertificateFault.REVOKED, terminal, LOOPBACK, learning);
    }

    @Test
    void terminalCannotPlayThePlatformNorHandItsKeyStoreToTheWrongEnd() {
        assertThrows(CertificateRefusedException.class, () -> server(terminalKeys, CLOCK));
        assertThrows(CertificateRefusedException.class, () -> client(platformKeys, CLOCK));
        assertThrows(IllegalStateException.class, terminal::serverEngine);
        assertThrows(IllegalStateException.class, () -> platform.clientEngine(LOOPBACK, PORT));
    }

    @Test
    void terminalsCertificateIsNoPlatforms() throws Exception {
        SSLEngine impostor = TestLine.mixing(false, suite, suite, TestLine.credential(suite, terminalKeys));
        assertRefused(
                CertificateFault.WRONG_USAGE,
                terminal.clientEngine(LOOPBACK, PORT).sslEngine(),
                impostor);
    }

    @Test
    void keyStoreThatWaitsForItsCertificateMakesNoLine() {
        LineKeys waiting = new LineKeys(KeyStoreFile.of(terminalKeys.keyStore().keyPair()), authority.anchors());
        assertThrows(MalformedException.class, () -> client(waiting, CLOCK));
    }

    @Test
    void clientWithoutCertificateIsRefused() throws Exception {
        LineEngine server = platform.serverEngine();
        SSLEngine nobody = TestLine.mixing(true, suite, suite);
        SSLException failure = failure(nobody, server.sslEngine());
        assertTrue(failure.toString().contains("certificate_required"), failure::toString);
        assertEquals(Optional.empty(), LineTls.refusal(failure));
        assertThrows(IllegalStateException.class, server::peer);
    }

    @Test
    void olderProtocolIsRefused() throws Exception {
        SSLEngine old = TestLine.jdk("TLSv1.2", true);
        SSLEngine server = platform.serverEngine().sslEngine();
        SSLException failure = failure(old, server);
        assertTrue(failure.toString().contains("protocol_version"), failure::toString);

        SSLEngine client = terminal.clientEngine(LOOPBACK, PORT).sslEngine();
        SSLEngine oldServer = TestLine.jdk("TLSv1.2", false, TestLine.credential(suite, platformKeys));
        failure(client, oldServer);
        assertEquals(
                0,
                client.wrap(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.allocate(1 << 16))
                        .bytesConsumed());
    }

    @Test
    void secondConnectionShowsItsCertificateAgain() throws SSLException {
        LineEngine client = terminal.clientEngine(LOOPBACK, PORT);
        MemoryLine line =
                new MemoryLine(client.sslEngine(), platform.serverEngine().sslEngine());
        line.handshake();
        line.send(new byte[] {1});

        InstantSource late = InstantSource.fixed(YEAR.notAfter().plusSeconds(1));
        assertRefused(CertificateFault.EXPIRED, terminal, LOOPBACK, server(platformKeys, late));
        assertRefused(CertificateFault.EXPIRED, client(terminalKeys, late), LOOPBACK, platform);
    }

    @Test
    void handshakeIsNotRepeatedWithinAConnection() throws SSLException {
        SSLEngine client = terminal.clientEngine(LOOPBACK, PORT).sslEngine();
        SSLEngine server = platform.serverEngine().sslEngine();
        new MemoryLine(client, server).handshake();
        assertThrows(UnsupportedOperationException.class, client::beginHandshake);
        assertThrows(UnsupportedOperationException.class, server::beginHandshake);
    }

    private static void assertRefused(CertificateFault fault, LineTls client, HostName host, LineTls server)
            throws SSLException {
        LineEngine accepted = server.serverEngine();
        assertRefused(fault, client.clientEngine(host, PORT).sslEngine(), accepted.sslEngine());
        assertThrows(IllegalStateException.class, accepted::peer);
    }

    private static void assertRefused(CertificateFault fault, SSLEngine client, SSLEngine server) throws SSLException {
        assertEquals(
                Optional.of(fault), LineTls.refusal(failure(client, server)).map(CertificateRefusedException::fault));
    }

    private static SSLException failure(SSLEngine client, SSLEngine server) throws SSLException {
        MemoryLine line = new MemoryLine(client, server);
        SSLException failure = assertThrows(SSLException.class, line::handshake);
        line.assertFailedEndIsSilent();
        return failure;
    }
}
