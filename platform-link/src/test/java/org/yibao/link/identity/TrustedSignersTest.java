package org.yibao.link.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yibao.certs.Authorities;
import org.yibao.certs.CertificateFault;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.Validity;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.CloseCode;

class TrustedSignersTest {
    private static final Validity YEAR =
            Validity.starting(TestIdentities.NOW.minus(Duration.ofDays(1)), Duration.ofDays(365));

    private final Authorities authorities = Authorities.create("Test", YEAR);
    private final TerminalEnrolment enrolment = TerminalEnrolment.begin(TestIdentities.PHARMACY.institutionCode());
    private final TerminalIdentity terminal = enrolment.complete(
            authorities.enrol(enrolment.request(), TestIdentities.PHARMACY, YEAR), TestIdentities.NOW);
    private final MessageSigner signer = MessageSigner.of(terminal);

    @Test
    void revokedSignerIsTrustedBeforeItsRevocationAndNotFromItOn() {
        RevocationList list = authorities
                .signing()
                .revocationList(Map.of(terminal.signingChain().leaf(), TestIdentities.NOW), YEAR);
        TrustAnchors knowing = terminal.signingAnchors().with(new Revocations(List.of(list)));
        TrustedSigners terminals = TrustedSigners.terminals(knowing);
        assertDoesNotThrow(() -> terminals.verifier(signer.chain(), TestIdentities.NOW.minusSeconds(1)));
        UntrustedException refused =
                assertThrows(UntrustedException.class, () -> terminals.verifier(signer.chain(), TestIdentities.NOW));
        assertEquals(CloseCode.SIGNER_UNTRUSTED, refused.code());
        CertificateRefusedException cause = assertInstanceOf(CertificateRefusedException.class, refused.getCause());
        assertEquals(CertificateFault.REVOKED, cause.fault());
    }
}
