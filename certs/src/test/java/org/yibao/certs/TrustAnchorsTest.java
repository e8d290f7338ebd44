package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustAnchorsTest {
    private static final CertificateUsage SIGNING = CertificateUsage.SIGNING_TERMINAL;

    private final Sm2KeyPair keys = Sm2KeyPair.generate();
    private final CertificateAuthority authority = CertificateAuthority.createForSigning("for testing", DECADE);
    private final CertificateChain chain = issue(authority, keys, YEAR);

    @Test
    void goodChainGivesTheHoldersKeyAndName() {
        TrustedCertificate trusted = authority.anchors().check(chain, SIGNING, NOW);
        assertEquals(TERMINAL, trusted.terminal());
        assertEquals(keys.sm2PublicKey(), trusted.sm2PublicKey());
        assertEquals(Sm3.digest(chain.leaf().encoded()), trusted.id());
    }

    @Test
    void authorityNeedNotBeSent() {
        CertificateChain leafAlone = new CertificateChain(List.of(chain.leaf()));
        assertEquals(
                TERMINAL, authority.anchors().check(leafAlone, SIGNING, NOW).terminal());
    }

    @Test
    void validityIncludesBothItsEnds() {
        TrustAnchors anchors = authority.anchors();
        anchors.check(chain, SIGNING, YEAR.notBefore());
        anchors.check(chain, SIGNING, YEAR.notAfter());
        assertFault(
                CertificateFault.NOT_YET_VALID,
                () -> anchors.check(chain, SIGNING, YEAR.notBefore().minusMillis(1)));
        assertFault(
                CertificateFault.EXPIRED,
                () -> anchors.check(chain, SIGNING, YEAR.notAfter().plusMillis(1)));
    }

    @Test
    void expiredAuthorityVouchesForNobody() {
        Instant end = NOW.plus(Duration.ofDays(10));
        CertificateAuthority brief =
                CertificateAuthority.createForSigning("for testing, brief", new Validity(NOW, end));
        CertificateChain longer = issue(brief, keys, YEAR);
        brief.anchors().check(longer, SIGNING, end);
        assertFault(CertificateFault.EXPIRED, () -> brief.anchors().check(longer, SIGNING, end.plusSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource(CertificateUsage.class)
    void certificateServesOneUsageOnly(CertificateUsage other) {
        if (other != SIGNING) {
            assertFault(CertificateFault.WRONG_USAGE, () -> authority.anchors().check(chain, other, NOW));
        }
    }

    @Test
    void authoritysOwnCertificateSignsNoMessage() {
        CertificateChain own = new CertificateChain(authority.anchors().authorities());
        assertFault(CertificateFault.WRONG_USAGE, () -> authority.anchors().check(own, SIGNING, NOW));
    }

    @Test
    void twoUsagesInOneCertificateAreNone() throws IOException {
        KeyPurposeId[] two = {
            SIGNING.extendedKeyUsage().getUsages()[0],
            CertificateUsage.SIGNING_PLATFORM.extendedKeyUsage().getUsages()[0]
        };
        Certificate both = leafForge(authority)
                .with(Extension.keyUsage, true, SIGNING.keyUsage())
                .with(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(two))
                .certificate();
        assertRefused(CertificateFault.WRONG_USAGE, both);
    }

    @Test
    void missingOrOtherKeyUsageIsWrong() throws IOException {
        Certificate bare = leafForge(authority)
                .with(Extension.keyUsage, true, SIGNING.keyUsage())
                .certificate();
        assertRefused(CertificateFault.WRONG_USAGE, bare);
        Certificate agreement = leafForge(authority)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))
                .with(Extension.extendedKeyUsage, true, SIGNING.extendedKeyUsage())
                .certificate();
        assertRefused(CertificateFault.WRONG_USAGE, agreement);
    }

    @Test
    void signingUsageOnTheLinesCurveIsWrong() throws IOException {
        P256KeyPair p256 = P256KeyPair.generate();
        Certificate leaf = good(new CertificateForge(
                        authorityKeys(authority), "for testing", p256, TERMINAL.toString()))
                .certificate();
        assertRefused(CertificateFault.WRONG_USAGE, leaf);
    }

    @Test
    void otherAuthorityIsAWrongIssuer() {
        CertificateAuthority other = CertificateAuthority.createForSigning("another", DECADE);
        assertFault(CertificateFault.WRONG_ISSUER, () -> other.anchors().check(chain, SIGNING, NOW));
    }

    @Test
    void impostorUnderTheAuthoritysNameIsAWrongIssuer() {
        CertificateAuthority impostor = CertificateAuthority.createForSigning("for testing", DECADE);
        CertificateChain forged = issue(impostor, keys, YEAR);
        assertFault(CertificateFault.WRONG_ISSUER, () -> authority.anchors().check(forged, SIGNING, NOW));
        CertificateChain alone = new CertificateChain(List.of(forged.leaf()));
        assertFault(CertificateFault.WRONG_ISSUER, () -> authority.anchors().check(alone, SIGNING, NOW));
    }

    @Test
    void impostorWhoNamesNoKeyBreaksTheChain() throws IOException {
        Certificate forged = good(new CertificateForge(Sm2KeyPair.generate(), "for testing", keys, TERMINAL.toString()))
                .certificate();
        assertRefused(CertificateFault.BROKEN_CHAIN, forged);
    }

    @Test
    void chainWhoseCertificatesDoNotBelongTogetherIsBroken() {
        CertificateAuthority other = CertificateAuthority.createForSigning("another", DECADE);
        CertificateChain mixed = new CertificateChain(
                List.of(chain.leaf(), other.anchors().authorities().get(0)));
        CertificateAuthority third = CertificateAuthority.createForSigning("third", DECADE);
        assertFault(CertificateFault.BROKEN_CHAIN, () -> third.anchors().check(mixed, SIGNING, NOW));
    }

    @Test
    void terminalCannotIssueForAnother() throws IOException {
        Certificate forged = good(new CertificateForge(
                        keys, TERMINAL.toString(), Sm2KeyPair.generate(), "H37010200001-B"))
                .certificate();
        CertificateChain through = new CertificateChain(List.of(forged, chain.leaf()));
        assertFault(CertificateFault.BROKEN_CHAIN, () -> authority.anchors().check(through, SIGNING, NOW));
    }

    @Test
    void authorityBelowAnAuthorityThatAllowsNoneIsBroken() throws IOException {
        Sm2KeyPair middleKeys = Sm2KeyPair.generate();
        Certificate middle = authorityForge(authorityKeys(authority), "for testing", middleKeys, "middle")
                .certificate();
        Certificate leaf = good(new CertificateForge(middleKeys, "middle", keys, TERMINAL.toString()))
                .certificate();
        CertificateChain three = new CertificateChain(List.of(leaf, middle));
        assertFault(CertificateFault.BROKEN_CHAIN, () -> authority.anchors().check(three, SIGNING, NOW));
    }

    @Test
    void authorityBelowAnAuthorityThatAllowsItIsGood() throws IOException {
        Sm2KeyPair rootKeys = Sm2KeyPair.generate();
        Certificate root = authorityForge(rootKeys, "root", rootKeys, "root").certificate();
        Sm2KeyPair middleKeys = Sm2KeyPair.generate();
        Certificate middle =
                authorityForge(rootKeys, "root", middleKeys, "middle").certificate();
        Certificate leaf = good(new CertificateForge(middleKeys, "middle", keys, TERMINAL.toString()))
                .certificate();
        TrustAnchors anchors = new TrustAnchors(List.of(root));
        anchors.check(new CertificateChain(List.of(leaf, middle, root)), SIGNING, NOW);
        anchors.check(new CertificateChain(List.of(leaf, middle)), SIGNING, NOW);
        assertFault(
                CertificateFault.WRONG_ISSUER, () -> anchors.check(new CertificateChain(List.of(leaf)), SIGNING, NOW));
        assertFault(
                CertificateFault.WRONG_ISSUER,
                () -> authority.anchors().check(new CertificateChain(List.of(leaf, middle, root)), SIGNING, NOW));
    }

    @Test
    void twoAuthoritiesAreTrustedDuringAChangeOver() {
        CertificateAuthority next = CertificateAuthority.createForSigning("for testing, next", DECADE);
        List<Certificate> both = new ArrayList<>(authority.anchors().authorities());
        both.addAll(next.anchors().authorities());
        TrustAnchors anchors = new TrustAnchors(both);
        anchors.check(chain, SIGNING, NOW);
        anchors.check(issue(next, keys, YEAR), SIGNING, NOW);
    }

    @Test
    void changeOverUnderTheSameNameIsTold() {
        CertificateAuthority next = CertificateAuthority.createForSigning("for testing", DECADE);
        List<Certificate> both = new ArrayList<>(authority.anchors().authorities());
        both.addAll(next.anchors().authorities());
        TrustAnchors anchors = new TrustAnchors(both);
        anchors.check(chain, SIGNING, NOW);
        anchors.check(issue(next, keys, YEAR), SIGNING, NOW);
    }

    @Test
    void announcedAuthorityCountsBesideTheOneThatAnnouncedItUntilThatEnds() {
        Instant end = NOW.plus(Duration.ofDays(10));
        CertificateAuthority ending = CertificateAuthority.createForSigning("ending", new Validity(NOW, end));
        Validity later = Validity.starting(NOW.plus(Duration.ofDays(1)), Duration.ofDays(3650));
        CertificateAuthority next = CertificateAuthority.createForSigning("next", later);
        TrustAnchors both = ending.anchors().announced(ending.announce(next, YEAR), NOW);
        CertificateChain before = issue(ending, keys, YEAR);
        CertificateChain after = issue(next, keys, YEAR);

        both.check(before, SIGNING, NOW);
        assertFault(CertificateFault.NOT_YET_VALID, () -> both.check(after, SIGNING, NOW));
        both.check(before, SIGNING, end);
        both.check(after, SIGNING, end);
        assertFault(CertificateFault.EXPIRED, () -> both.check(before, SIGNING, end.plusSeconds(1)));
        both.check(after, SIGNING, end.plusSeconds(1));
        assertEquals(both, both.announced(ending.announce(next, YEAR), NOW));
    }

    @Test
    void announcementIsTakenFromATrustedAuthorityInItsTimeOnly() {
        CertificateAuthority next = CertificateAuthority.createForSigning("next", DECADE);
        CertificateAuthority other = CertificateAuthority.createForSigning("for testing", DECADE);
        TrustAnchors anchors = authority.anchors();
        assertFault(CertificateFault.WRONG_ISSUER, () -> anchors.announced(other.announce(next, YEAR), NOW));
        CertificateChain announcement = authority.announce(next, YEAR);
        assertFault(
                CertificateFault.EXPIRED,
                () -> anchors.announced(announcement, YEAR.notAfter().plusSeconds(1)));
        assertFault(
                CertificateFault.NOT_YET_VALID,
                () -> anchors.announced(announcement, YEAR.notBefore().minusSeconds(1)));
        Certificate bridge = announcement.certificates().get(1);
        RevocationList takenBack = authority.revocationList(Map.of(bridge, NOW), YEAR);
        assertFault(
                CertificateFault.REVOKED,
                () -> anchors.with(new Revocations(List.of(takenBack))).announced(announcement, NOW));
    }

    @Test
    void announcementNamesTheAuthorityThatComesWithItOnly() {
        CertificateAuthority next = CertificateAuthority.createForSigning("next", DECADE);
        CertificateAuthority impostor = CertificateAuthority.createForSigning("next", DECADE);
        Certificate bridge = authority.announce(next, YEAR).certificates().get(1);
        CertificateChain swapped =
                new CertificateChain(List.of(impostor.anchors().authorities().get(0), bridge));
        TrustAnchors anchors = authority.anchors();
        assertFault(CertificateFault.BROKEN_CHAIN, () -> anchors.announced(swapped, NOW));
        CertificateChain holders =
                new CertificateChain(List.of(next.anchors().authorities().get(0), chain.leaf()));
        assertFault(CertificateFault.BROKEN_CHAIN, () -> anchors.announced(holders, NOW));
        assertThrows(MalformedException.class, () -> anchors.announced(new CertificateChain(List.of(bridge)), NOW));
        CertificateAuthority line = CertificateAuthority.createForLine("line", DECADE);
        assertFault(CertificateFault.WRONG_USAGE, () -> anchors.announced(authority.announce(line, YEAR), NOW));
    }

    @Test
    void announcementInAChainVouchesForNobody() {
        CertificateAuthority next = CertificateAuthority.createForSigning("next", DECADE);
        Certificate bridge = authority.announce(next, YEAR).certificates().get(1);
        CertificateChain through =
                new CertificateChain(List.of(issue(next, keys, YEAR).leaf(), bridge));
        assertFault(CertificateFault.BROKEN_CHAIN, () -> authority.anchors().check(through, SIGNING, NOW));
    }

    @Test
    void certificateThatNamesNoTerminalIsOfAWrongName() throws IOException {
        for (String name : List.of("somebody", "H37010200001", "H37010200001-AB", "h37010200001-a")) {
            assertRefused(
                    CertificateFault.WRONG_NAME,
                    good(new CertificateForge(authorityKeys(authority), "for testing", keys, name))
                            .certificate());
        }
        Certificate twoNames = good(leafForge(authority).subject(new X500Name("CN=H37010200001-A,CN=H37010200001-B")))
                .certificate();
        assertRefused(CertificateFault.WRONG_NAME, twoNames);
        Certificate nameless = good(leafForge(authority).subject(new X500Name("O=H37010200001-A")))
                .certificate();
        assertRefused(CertificateFault.WRONG_NAME, nameless);
    }

    @Test
    void otherTerminalIsAWrongName() {
        TrustedCertificate trusted = authority.anchors().check(chain, SIGNING, NOW);
        trusted.requireTerminal(TERMINAL);
        assertFault(CertificateFault.WRONG_NAME, () -> trusted.requireTerminal(TerminalName.parse("H37010200001-B")));
        assertFault(CertificateFault.WRONG_NAME, () -> trusted.requireTerminal(TerminalName.parse("H37010200002-A")));
        assertFault(CertificateFault.WRONG_NAME, () -> trusted.requireHost(HostName.parse("localhost")));
    }

    @Test
    void everyFlippedByteOfACertificateIsRefused() {
        Tamper.everyByte(
                chain.leaf().encoded(),
                changed -> assertThrows(
                        CertsException.class,
                        () -> authority
                                .anchors()
                                .check(new CertificateChain(List.of(Certificate.decode(changed))), SIGNING, NOW)));
    }

    @Test
    void chainsAndAnchorsHaveLimits() {
        Certificate leaf = chain.leaf();
        int links = CertificateChain.LENGTH_MAX;
        assertEquals(
                links,
                new CertificateChain(Collections.nCopies(links, leaf))
                        .certificates()
                        .size());
        assertThrows(MalformedException.class, () -> new CertificateChain(Collections.nCopies(links + 1, leaf)));
        assertThrows(MalformedException.class, () -> new CertificateChain(List.of()));

        Certificate anchor = authority.anchors().authorities().get(0);
        int anchors = TrustAnchors.COUNT_MAX;
        assertEquals(
                anchors,
                new TrustAnchors(Collections.nCopies(anchors, anchor))
                        .authorities()
                        .size());
        assertThrows(MalformedException.class, () -> new TrustAnchors(Collections.nCopies(anchors + 1, anchor)));
        assertThrows(MalformedException.class, () -> new TrustAnchors(List.of()));
    }

    @Test
    void holdersCertificateIsNoAnchor() {
        assertThrows(MalformedException.class, () -> new TrustAnchors(List.of(chain.leaf())));
    }

    private void assertRefused(CertificateFault fault, Certificate leaf) {
        assertFault(fault, () -> authority.anchors().check(new CertificateChain(List.of(leaf)), SIGNING, NOW));
    }

    private static void assertFault(CertificateFault fault, Executable check) {
        assertEquals(
                fault, assertThrows(CertificateRefusedException.class, check).fault());
    }

    private static CertificateChain issue(CertificateAuthority authority, Sm2KeyPair keys, Validity validity) {
        return authority.issue(CertificateRequest.of(keys, "a wish"), TERMINAL, SIGNING, validity);
    }

    private CertificateForge leafForge(CertificateAuthority issuer) {
        return new CertificateForge(authorityKeys(issuer), "for testing", keys, TERMINAL.toString());
    }

    private static CertificateForge good(CertificateForge forge) throws IOException {
        return forge.with(Extension.keyUsage, true, SIGNING.keyUsage())
                .with(Extension.extendedKeyUsage, true, SIGNING.extendedKeyUsage());
    }

    private static CertificateForge authorityForge(KeyPair issuer, String issuerName, KeyPair subject, String name)
            throws IOException {
        return new CertificateForge(issuer, issuerName, subject, name)
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }

    private static KeyPair authorityKeys(CertificateAuthority authority) {
        return authority.keyStore().keyPair();
    }
}
