package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.certs.TestAuthorities.LOOPBACK;
import static org.yibao.certs.TestAuthorities.YEAR;
import static org.yibao.certs.TestLine.CLOCK;
import static org.yibao.certs.TestLine.PORT;

import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The line while a terminal has no certificate yet: it judges the platform, and is not judged. */
class EnrolmentTlsTest {
    private final CertificateAuthority international = TestLine.authority(LineSuite.INTERNATIONAL, "for testing");
    private final CertificateAuthority sm = TestLine.authority(LineSuite.SM, "for testing SM");

    private CertificateAuthority authority(LineSuite suite) {
        return suite == LineSuite.SM ? sm : international;
    }

    private LineTls platform(LineSuites suites) {
        return LineTls.enrollingServer(List.of(TestLine.platform(international), TestLine.platform(sm)), suites, CLOCK);
    }

    private static MemoryLine line(LineTls terminal, HostName host, LineTls platform) {
        return new MemoryLine(
                terminal.clientEngine(host, PORT).sslEngine(),
                platform.serverEngine().sslEngine());
    }

    @ParameterizedTest
    @CsvSource({"SM, TLS_SM4_GCM_SM3", "INTERNATIONAL, TLS_AES_128_GCM_SHA256"})
    void suiteIsThatOfTheAuthorityGiven(LineSuite suite, String expected) throws SSLException {
        LineTls terminal = LineTls.enrollingClient(List.of(authority(suite).anchors()), CLOCK);
        LineEngine client = terminal.clientEngine(LOOPBACK, PORT);
        MemoryLine line = new MemoryLine(
                client.sslEngine(),
                platform(LineSuites.SM_PREFERRED).serverEngine().sslEngine());
        line.handshake();
        assertEquals(expected, client.suite());
        assertEquals(CertificateUsage.LINE_SERVER, client.peer().usage());
        assertArrayEquals(new byte[] {1, 2, 3}, line.send(new byte[] {1, 2, 3}));
    }

    @Test
    void bothAuthoritiesGivenSpeakTheBestSuiteOfThePlatform() throws SSLException {
        LineTls terminal = LineTls.enrollingClient(List.of(international.anchors(), sm.anchors()), CLOCK);
        for (LineSuites suites : LineSuites.values()) {
            LineEngine client = terminal.clientEngine(LOOPBACK, PORT);
            new MemoryLine(client.sslEngine(), platform(suites).serverEngine().sslEngine()).handshake();
            String expected = suites == LineSuites.INTERNATIONAL ? "TLS_AES_128_GCM_SHA256" : "TLS_SM4_GCM_SM3";
            assertEquals(expected, client.suite());
        }
    }

    @ParameterizedTest
    @EnumSource(LineSuite.class)
    void platformOfAnotherAuthorityHostOrTimeIsRefused(LineSuite suite) {
        LineTls platform = platform(LineSuites.SM_PREFERRED);
        TrustAnchors others = TestLine.authority(suite, "stranger").anchors();
        TrustAnchors anchors = authority(suite).anchors();
        InstantSource late = InstantSource.fixed(YEAR.notAfter().plusSeconds(1));
        assertRefused(
                CertificateFault.WRONG_ISSUER,
                line(LineTls.enrollingClient(List.of(others), CLOCK), LOOPBACK, platform));
        assertRefused(
                CertificateFault.WRONG_NAME,
                line(LineTls.enrollingClient(List.of(anchors), CLOCK), HostName.parse("platform.example"), platform));
        assertRefused(
                CertificateFault.EXPIRED, line(LineTls.enrollingClient(List.of(anchors), late), LOOPBACK, platform));
    }

    private static void assertRefused(CertificateFault fault, MemoryLine line) {
        SSLException failure = assertThrows(SSLException.class, line::handshake);
        assertEquals(fault, LineTls.refusal(failure).orElseThrow().fault());
    }

    @Test
    void terminalWithoutACertificateIsNotLetOntoTheLineItself() {
        LineTls line =
                LineTls.server(List.of(TestLine.platform(sm)), LineSuites.SM_ONLY, () -> Revocations.NONE, CLOCK);
        LineTls terminal = LineTls.enrollingClient(List.of(sm.anchors()), CLOCK);
        assertThrows(SSLException.class, () -> line(terminal, LOOPBACK, line).handshake());
    }

    @Test
    void atLeastOneAuthorityIsGiven() {
        assertThrows(MalformedException.class, () -> LineTls.enrollingClient(List.of(), CLOCK));
    }
}
