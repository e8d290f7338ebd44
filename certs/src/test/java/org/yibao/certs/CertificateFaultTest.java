package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault has a fixture of its own, which differs from a good chain in one thing. */
class CertificateFaultTest {
    private static final CertificateUsage SIGNING = CertificateUsage.SIGNING_TERMINAL;

    private final CertificateAuthority authority = CertificateAuthority.createForSigning("for testing", DECADE);
    private final CertificateChain chain = issue(SIGNING, YEAR);

    @Test
    void chainWithoutAFaultIsGood() {
        judge(authority.anchors(), chain);
    }

    @ParameterizedTest
    @EnumSource(CertificateFault.class)
    void eachFaultIsToldFromTheOthers(CertificateFault fault) {
        assertEquals(
                fault,
                assertThrows(CertificateRefusedException.class, () -> fixture(fault))
                        .fault());
    }

    private void fixture(CertificateFault fault) {
        TrustAnchors anchors = authority.anchors();
        switch (fault) {
            case EXPIRED -> judge(anchors, issue(SIGNING, new Validity(YEAR.notBefore(), NOW.minusSeconds(1))));
            case NOT_YET_VALID -> judge(anchors, issue(SIGNING, new Validity(NOW.plusSeconds(1), YEAR.notAfter())));
            case REVOKED -> judge(anchors.with(new Revocations(List.of(list(Map.of(chain.leaf(), NOW))))), chain);
            case REVOCATION_LIST_STALE ->
                list(Map.of()).requireFreshAt(YEAR.notAfter().plusSeconds(1));
            case WRONG_USAGE ->
                judge(
                        anchors,
                        authority.issuePlatform(
                                CertificateRequest.of(Sm2KeyPair.generate(), "a wish"), "platform", YEAR));
            case WRONG_ISSUER ->
                judge(CertificateAuthority.createForSigning("another", DECADE).anchors(), chain);
            case WRONG_NAME -> judge(anchors, chain).requireTerminal(TerminalName.parse("H37010200001-B"));
            case BROKEN_CHAIN ->
                judge(
                        CertificateAuthority.createForSigning("a third", DECADE).anchors(),
                        new CertificateChain(List.of(
                                chain.leaf(),
                                CertificateAuthority.createForSigning("another", DECADE)
                                        .anchors()
                                        .authorities()
                                        .get(0))));
        }
    }

    private static TrustedCertificate judge(TrustAnchors anchors, CertificateChain chain) {
        return anchors.check(chain, SIGNING, NOW);
    }

    private CertificateChain issue(CertificateUsage usage, Validity validity) {
        return authority.issue(CertificateRequest.of(Sm2KeyPair.generate(), "a wish"), TERMINAL, usage, validity);
    }

    private RevocationList list(Map<Certificate, Instant> revoked) {
        return authority.revocationList(revoked, Validity.starting(NOW, Duration.ofDays(1)));
    }
}
