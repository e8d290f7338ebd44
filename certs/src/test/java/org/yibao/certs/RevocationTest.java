package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RevocationTest {
    private static final CertificateUsage SIGNING = CertificateUsage.SIGNING_TERMINAL;
    private static final Validity DAY = Validity.starting(NOW, Duration.ofDays(1));

    private final CertificateAuthority authority = CertificateAuthority.createForSigning("for testing", DECADE);
    private final CertificateAuthority stranger = CertificateAuthority.createForSigning("for testing", DECADE);
    private final CertificateChain chain = issue();
    private final List<TrustAnchors> known = List.of(authority.anchors());

    @Test
    void revocationCountsFromItsInstantOn() {
        TrustAnchors anchors = trusting(list(Map.of(chain.leaf(), NOW)));
        assertDoesNotThrow(() -> anchors.check(chain, SIGNING, NOW.minusMillis(1)));
        assertFault(CertificateFault.REVOKED, () -> anchors.check(chain, SIGNING, NOW));
        assertFault(CertificateFault.REVOKED, () -> anchors.check(chain, SIGNING, YEAR.notAfter()));
    }

    @Test
    void onlyTheNamedCertificateIsRevoked() {
        TrustAnchors anchors = trusting(list(Map.of(issue().leaf(), NOW)));
        assertDoesNotThrow(() -> anchors.check(chain, SIGNING, NOW));
    }

    @Test
    void listWhoseSuccessorIsLateGoesOnCounting() {
        RevocationList list = list(Map.of(chain.leaf(), NOW));
        Instant late = DAY.notAfter().plusSeconds(1);
        assertDoesNotThrow(() -> list.requireFreshAt(DAY.notAfter()));
        assertFault(CertificateFault.REVOCATION_LIST_STALE, () -> list.requireFreshAt(late));
        assertFault(CertificateFault.REVOKED, () -> trusting(list).check(chain, SIGNING, late));
    }

    @Test
    void listOfAnotherAuthorityOfTheSameNameIsRefusedAndCountsForNothing() {
        RevocationList foreign = stranger.revocationList(Map.of(), DAY);
        assertFault(CertificateFault.WRONG_ISSUER, () -> Revocations.NONE.with(foreign, known));
        CertificateChain theirs = issue(stranger);
        RevocationList naming = stranger.revocationList(Map.of(theirs.leaf(), NOW), DAY);
        assertDoesNotThrow(() -> trusting(naming).check(chain, SIGNING, NOW));
    }

    @Test
    void authorityTakesBackItsOwnCertificatesOnly() {
        Map<Certificate, Instant> foreign = Map.of(issue(stranger).leaf(), NOW);
        assertThrows(IllegalArgumentException.class, () -> authority.revocationList(foreign, DAY));
    }

    @Test
    void newerListReplacesTheEarlierOneAndIsNeverReplacedByIt() {
        RevocationList first = list(Map.of());
        RevocationList second = authority.revocationList(
                Map.of(chain.leaf(), NOW), Validity.starting(NOW.plusSeconds(1), Duration.ofDays(1)));
        Revocations both = Revocations.NONE.with(first, known).with(second, known);
        assertEquals(List.of(second), both.lists());
        assertSame(both, both.with(first, known));
    }

    @Test
    void ofTwoListsOfOneSecondTheLongerCounts() {
        RevocationList shorter = list(Map.of());
        RevocationList longer = list(Map.of(chain.leaf(), NOW));
        Revocations before = Revocations.NONE.with(shorter, known);
        assertEquals(List.of(longer), before.with(longer, known).lists());
        assertEquals(
                List.of(longer), before.with(longer, known).with(shorter, known).lists());
    }

    @Test
    void listsOfTwoAuthoritiesStandSideBySide() {
        RevocationList other = stranger.revocationList(Map.of(), DAY);
        RevocationList own = list(Map.of(chain.leaf(), NOW));
        List<TrustAnchors> both = List.of(authority.anchors(), stranger.anchors());
        Revocations lists = Revocations.NONE.with(own, both).with(other, both);
        assertEquals(List.of(own, other), lists.lists());
        assertFault(
                CertificateFault.REVOKED, () -> authority.anchors().with(lists).check(chain, SIGNING, NOW));
    }

    @Test
    void bytesAndTextGiveTheSameListsBack() {
        RevocationList list = list(Map.of(chain.leaf(), NOW, issue().leaf(), NOW));
        RevocationList read = RevocationList.decode(list.encoded());
        assertEquals(list, read);
        assertEquals(2, read.size());
        assertEquals(DAY, new Validity(read.thisUpdate(), read.nextUpdate()));
        Revocations lists = Revocations.NONE.with(list, known);
        assertEquals(lists, Revocations.decodePem(lists.encodePem()));
    }

    @Test
    void everyFlippedByteOfAListIsRefused() {
        Tamper.everyByte(
                list(Map.of(chain.leaf(), NOW)).encoded(),
                changed -> assertThrows(
                        CertsException.class, () -> Revocations.NONE.with(RevocationList.decode(changed), known)));
    }

    @Test
    void everyCutListIsMalformed() {
        byte[] list = list(Map.of(chain.leaf(), NOW)).encoded();
        for (int length = 0; length < list.length; length++) {
            byte[] cut = Arrays.copyOf(list, length);
            assertThrows(MalformedException.class, () -> RevocationList.decode(cut));
        }
        assertThrows(MalformedException.class, () -> RevocationList.decode(Arrays.copyOf(list, list.length + 1)));
    }

    @Test
    void listOfMoreBytesThanTheLimitIsMalformed() {
        byte[] tooLong = new byte[RevocationList.ENCODED_MAX_BYTES + 1];
        assertThrows(MalformedException.class, () -> RevocationList.decode(tooLong));
    }

    @Test
    void listThatIsPartialOrUndatedIsMalformed() throws IOException {
        assertDoesNotThrow(() -> forged(false, true, false));
        assertThrows(MalformedException.class, () -> forged(true, true, false));
        assertThrows(MalformedException.class, () -> forged(false, false, false));
        assertThrows(MalformedException.class, () -> forged(false, true, true));
    }

    /** A list with its number, critical as that of a difference to another list would be, or with such an entry. */
    private RevocationList forged(boolean critical, boolean dated, boolean criticalEntry) throws IOException {
        V2TBSCertListGenerator content = new V2TBSCertListGenerator();
        content.setSignature(Curve.SM2.signatureAlgorithm());
        content.setIssuer(CommonName.distinguished("for testing"));
        content.setThisUpdate(new Time(Date.from(NOW)));
        if (dated) {
            content.setNextUpdate(new Time(Date.from(DAY.notAfter())));
        }
        if (criticalEntry) {
            ExtensionsGenerator entry = new ExtensionsGenerator();
            entry.addExtension(Extension.certificateIssuer, true, CommonName.distinguished("another"));
            content.addCRLEntry(new ASN1Integer(BigInteger.ONE), new Time(Date.from(NOW)), entry.generate());
        }
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                critical ? Extension.deltaCRLIndicator : Extension.cRLNumber, critical, new CRLNumber(BigInteger.ONE));
        content.setExtensions(extensions.generate());
        TBSCertList toBeSigned = content.generateTBSCertList();
        KeyPair keys = authority.keyStore().keyPair();
        byte[] signature = keys.curve().sign(keys.privateKey(), toBeSigned.getEncoded("DER"));
        return RevocationList.decode(new DERSequence(
                        new ASN1Encodable[] {toBeSigned, Curve.SM2.signatureAlgorithm(), new DERBitString(signature)})
                .getEncoded("DER"));
    }

    private TrustAnchors trusting(RevocationList list) {
        return authority.anchors().with(new Revocations(List.of(list)));
    }

    private RevocationList list(Map<Certificate, Instant> revoked) {
        return authority.revocationList(revoked, DAY);
    }

    private CertificateChain issue() {
        return issue(authority);
    }

    private static CertificateChain issue(CertificateAuthority issuer) {
        return issuer.issue(CertificateRequest.of(Sm2KeyPair.generate(), "a wish"), TERMINAL, SIGNING, YEAR);
    }

    private static void assertFault(CertificateFault fault, Executable check) {
        assertEquals(
                fault, assertThrows(CertificateRefusedException.class, check).fault());
    }
}
