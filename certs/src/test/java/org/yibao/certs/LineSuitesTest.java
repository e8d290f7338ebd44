package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.LOOPBACK;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestLine.CLOCK;
import static org.yibao.certs.TestLine.PORT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which suite two ends come to, and that no part of one mixes with the other's. */
class LineSuitesTest {
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final int SECP256R1 = 23;
    private static final int CURVE_SM2 = 41;

    private final CertificateAuthority international = TestLine.authority(LineSuite.INTERNATIONAL, "for testing");
    private final CertificateAuthority sm = TestLine.authority(LineSuite.SM, "for testing SM");
    private final LineKeys terminal = TestLine.terminal(international);
    private final LineKeys terminalSm = TestLine.terminal(sm);
    private final LineKeys platform = TestLine.platform(international);
    private final LineKeys platformSm = TestLine.platform(sm);

    @ParameterizedTest
    @CsvSource({
        "SM_ONLY, SM_ONLY, TLS_SM4_GCM_SM3",
        "SM_ONLY, SM_PREFERRED, TLS_SM4_GCM_SM3",
        "SM_ONLY, INTERNATIONAL, ",
        "SM_PREFERRED, SM_ONLY, TLS_SM4_GCM_SM3",
        "SM_PREFERRED, SM_PREFERRED, TLS_SM4_GCM_SM3",
        "SM_PREFERRED, INTERNATIONAL, TLS_AES_128_GCM_SHA256",
        "INTERNATIONAL, SM_ONLY, ",
        "INTERNATIONAL, SM_PREFERRED, TLS_AES_128_GCM_SHA256",
        "INTERNATIONAL, INTERNATIONAL, TLS_AES_128_GCM_SHA256",
    })
    void endsComeToTheBestSuiteTheyShare(LineSuites terminals, LineSuites platforms, String expected)
            throws SSLException {
        assertSuite(
                Optional.ofNullable(expected),
                LineTls.client(List.of(terminal, terminalSm), terminals, () -> Revocations.NONE, CLOCK),
                LineTls.server(List.of(platform, platformSm), platforms, () -> Revocations.NONE, CLOCK));
    }

    @Test
    void endWithoutSmKeysSpeaksTheInternationalSuiteOrNone() throws SSLException {
        LineTls earlier = LineTls.client(List.of(terminal), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        LineTls preferring =
                LineTls.server(List.of(platform, platformSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        LineTls insisting =
                LineTls.server(List.of(platform, platformSm), LineSuites.SM_ONLY, () -> Revocations.NONE, CLOCK);
        assertSuite(Optional.of("TLS_AES_128_GCM_SHA256"), earlier, preferring);
        assertSuite(Optional.empty(), earlier, insisting);
        LineTls earlierPlatform =
                LineTls.server(List.of(platform), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        LineTls current =
                LineTls.client(List.of(terminal, terminalSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        assertSuite(Optional.of("TLS_AES_128_GCM_SHA256"), current, earlierPlatform);
    }

    private static void assertSuite(Optional<String> expected, LineTls terminal, LineTls platform) throws SSLException {
        LineEngine client = terminal.clientEngine(LOOPBACK, PORT);
        LineEngine server = platform.serverEngine();
        MemoryLine line = new MemoryLine(client.sslEngine(), server.sslEngine());
        if (expected.isEmpty()) {
            SSLException failure = assertThrows(SSLException.class, line::handshake);
            assertEquals(Optional.empty(), LineTls.refusal(failure));
            assertThrows(IllegalStateException.class, server::peer);
            assertThrows(IllegalStateException.class, client::peer);
            return;
        }
        line.handshake();
        boolean inSm = expected.get().equals("TLS_SM4_GCM_SM3");
        assertEquals(expected.get(), client.suite());
        assertEquals(expected.get(), server.suite());
        assertEquals(inSm ? CURVE_SM2 : SECP256R1, line.group());
        Curve curve = inSm ? Curve.SM2 : Curve.P256;
        assertEquals(curve, Curve.of(client.peer().certificate().publicKey()));
        assertEquals(curve, Curve.of(server.peer().certificate().publicKey()));
        assertArrayEquals(MESSAGE, line.send(MESSAGE));
    }

    @Test
    void certificateOfOneSuiteIsRefusedInTheOther() throws Exception {
        LineTls terminals =
                LineTls.client(List.of(terminal, terminalSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        LineTls platforms =
                LineTls.server(List.of(platform, platformSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK);
        LineSuite aes = LineSuite.INTERNATIONAL;
        LineCredential smTerminal = TestLine.credential(LineSuite.SM, terminalSm);
        LineCredential smPlatform = TestLine.credential(LineSuite.SM, platformSm);
        LineCredential p256Terminal = TestLine.credential(aes, terminal);
        LineCredential p256Platform = TestLine.credential(aes, platform);
        assertMixed(TestLine.mixing(true, aes, LineSuite.SM, smTerminal), engine(platforms));
        assertMixed(TestLine.mixing(true, LineSuite.SM, aes, p256Terminal), engine(platforms));
        assertMixed(engine(terminals), TestLine.mixing(false, aes, LineSuite.SM, smPlatform));
        assertMixed(engine(terminals), TestLine.mixing(false, LineSuite.SM, aes, p256Platform));
    }

    private static SSLEngine engine(LineTls end) {
        try {
            return end.serverEngine().sslEngine();
        } catch (IllegalStateException terminals) {
            return end.clientEngine(LOOPBACK, PORT).sslEngine();
        }
    }

    private static void assertMixed(SSLEngine client, SSLEngine server) {
        SSLException failure = assertThrows(SSLException.class, () -> new MemoryLine(client, server).handshake());
        assertEquals(
                Optional.of(CertificateFault.WRONG_ISSUER),
                LineTls.refusal(failure).map(CertificateRefusedException::fault),
                failure::toString);
    }

    @Test
    void jdksOwnTlsSpeaksTheInternationalSuiteWithEitherEnd() throws Exception {
        LineEngine server = LineTls.server(
                        List.of(platform, platformSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK)
                .serverEngine();
        SSLEngine jdkClient = TestLine.jdk("TLSv1.3", true, TestLine.credential(LineSuite.INTERNATIONAL, terminal));
        MemoryLine line = new MemoryLine(jdkClient, server.sslEngine());
        line.handshake();
        assertEquals(TERMINAL, server.peer().terminal());
        assertArrayEquals(MESSAGE, line.send(MESSAGE));
        // In TLS 1.3 the JDK asks for a change of keys this way, which is no new handshake.
        jdkClient.beginHandshake();
        line.send(new byte[0]);
        assertArrayEquals(MESSAGE, line.send(MESSAGE));

        LineEngine client = LineTls.client(
                        List.of(terminal, terminalSm), LineSuites.SM_PREFERRED, () -> Revocations.NONE, CLOCK)
                .clientEngine(LOOPBACK, PORT);
        SSLEngine jdkServer = TestLine.jdk("TLSv1.3", false, TestLine.credential(LineSuite.INTERNATIONAL, platform));
        MemoryLine other = new MemoryLine(client.sslEngine(), jdkServer);
        other.handshake();
        assertTrue(LineSuite.INTERNATIONAL.ciphers().contains(client.suite()), client::suite);
        assertArrayEquals(MESSAGE, other.send(MESSAGE));
    }

    @Test
    void jdksOwnTlsIsRefusedWhereOnlySmIsSpoken() throws Exception {
        SSLEngine server = LineTls.server(
                        List.of(platform, platformSm), LineSuites.SM_ONLY, () -> Revocations.NONE, CLOCK)
                .serverEngine()
                .sslEngine();
        SSLEngine jdk = TestLine.jdk("TLSv1.3", true, TestLine.credential(LineSuite.INTERNATIONAL, terminal));
        SSLException failure = assertThrows(SSLException.class, () -> new MemoryLine(jdk, server).handshake());
        assertEquals(Optional.empty(), LineTls.refusal(failure));
    }

    @Test
    void clientThatWouldResumeIsGivenNoSession() throws Exception {
        LineTls server = LineTls.server(List.of(platform), LineSuites.INTERNATIONAL, () -> Revocations.NONE, CLOCK);
        SSLContext remembering = TestLine.jdkContext(
                SSLContext.getInstance("TLSv1.3"), TestLine.credential(LineSuite.INTERNATIONAL, terminal));
        byte[] first = sessionWith(server, remembering);
        byte[] second = sessionWith(server, remembering);
        assertFalse(Arrays.equals(first, second));
    }

    private static byte[] sessionWith(LineTls server, SSLContext remembering) throws SSLException {
        SSLEngine client = TestLine.jdk("TLSv1.3", true, remembering);
        LineEngine accepted = server.serverEngine();
        MemoryLine line = new MemoryLine(client, accepted.sslEngine());
        line.handshake();
        line.send(MESSAGE);
        assertEquals(TERMINAL, accepted.peer().terminal());
        return client.getSession().getId();
    }
}
