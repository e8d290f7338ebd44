package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.HOSTS;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
    private final Sm2KeyPair keys = Sm2KeyPair.generate();
    private final CertificateAuthority authority = CertificateAuthority.createForSigning("for testing", DECADE);
    private final CertificateChain chain =
            authority.issue(CertificateRequest.of(keys, "a wish"), TERMINAL, CertificateUsage.SIGNING_TERMINAL, YEAR);

    @Test
    void certificateIsNamedByTheDigestOfItsBytes() {
        Certificate leaf = chain.leaf();
        assertEquals(Sm3.digest(leaf.encoded()), leaf.id());
        assertEquals(leaf, Certificate.decode(leaf.encoded()));
        assertEquals(YEAR, leaf.validity());
    }

    @Test
    void authorityWritesTheSubjectWhateverWasAskedFor() {
        assertEquals("C=CN,CN=H37010200001-A", chain.leaf().toString());
    }

    @Test
    void pemGivesTheSameCertificatesBackWhateverStandsBetween() {
        assertEquals(chain, CertificateChain.decodePem(chain.encodePem()));
        byte[] annotated = ("a remark\n"
                        + new String(chain.encodePem(), StandardCharsets.US_ASCII).replace("\n", "\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
        assertEquals(chain, CertificateChain.decodePem(annotated));
        assertEquals(
                authority.anchors(), TrustAnchors.decodePem(authority.anchors().encodePem()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nMAA=",
                "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
            })
    void brokenPemIsMalformed(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        assertThrows(MalformedException.class, () -> CertificateChain.decodePem(bytes));
        assertThrows(MalformedException.class, () -> TrustAnchors.decodePem(bytes));
    }

    @Test
    void cutLengthenedAndRandomBytesAreMalformed() {
        byte[] encoded = chain.leaf().encoded();
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThrows(MalformedException.class, () -> Certificate.decode(cut));
        }
        assertThrows(MalformedException.class, () -> Certificate.decode(Arrays.copyOf(encoded, encoded.length + 1)));
        assertThrows(MalformedException.class, () -> Certificate.decode(new byte[Certificate.ENCODED_MAX_BYTES + 1]));
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThrows(MalformedException.class, () -> Certificate.decode(noise));
            assertThrows(MalformedException.class, () -> CertificateRequest.decode(noise));
            assertThrows(MalformedException.class, () -> EnrolmentRequest.decode(noise));
            assertThrows(MalformedException.class, () -> EnrolmentAnswer.decode(noise));
        }
    }

    @Test
    void criticalExtensionThatIsNotUnderstoodIsMalformed() throws IOException {
        CertificateForge forge = forge().with(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE);
        assertThrows(MalformedException.class, forge::certificate);
    }

    @Test
    void otherExtensionIsIgnored() throws IOException {
        Certificate certificate = forge().with(new ASN1ObjectIdentifier("1.2.3.4"), false, DERNull.INSTANCE)
                .certificate();
        assertFalse(certificate.mayIssue());
    }

    @Test
    void certificateWithoutExtensionsIsMalformed() {
        CertificateForge bare = new CertificateForge(keys, "self", keys, "self");
        assertThrows(MalformedException.class, bare::certificate);
    }

    @Test
    void strangersNameIsShownOnOneBoundedLine() throws IOException {
        String shown = forge().subject(new X500Name("CN=a\nb" + (",OU=" + "c".repeat(60)).repeat(4)))
                .certificate()
                .toString();
        assertFalse(shown.contains("\n"));
        assertEquals(200, shown.length());
    }

    @Test
    void keyOnADescribedCurveIsMalformed() throws IOException {
        var domain = Curve.P256.domain();
        X9ECParameters described = new X9ECParameters(
                domain.getCurve(), new X9ECPoint(domain.getG(), false), domain.getN(), domain.getH());
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(described));
        byte[] point = P256KeyPair.generate().publicKey().getQ().getEncoded(false);
        CertificateForge forge = forge().key(new SubjectPublicKeyInfo(algorithm, point));
        assertThrows(MalformedException.class, forge::certificate);
    }

    @Test
    void keyOnAnotherCurveIsMalformed() throws IOException {
        AlgorithmIdentifier secp256k1 =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier("1.3.132.0.10"));
        CertificateForge forge = forge().key(new SubjectPublicKeyInfo(secp256k1, new byte[65]));
        assertThrows(MalformedException.class, forge::certificate);
    }

    @Test
    void signatureUnderAnotherAlgorithmsNameDoesNotHold() throws IOException {
        Certificate selfSigned = forge().certificate();
        assertTrue(selfSigned.isSignedBy(selfSigned));
        Certificate claiming = forge().claimingSignatureOf(Curve.P256).certificate();
        assertFalse(claiming.isSignedBy(claiming));
    }

    @Test
    void requestComesBackFromItsBytes() {
        CertificateRequest request = CertificateRequest.of(keys, "H37010200001");
        CertificateRequest decoded = CertificateRequest.decode(request.encoded());
        assertArrayEquals(request.encoded(), decoded.encoded());
        assertEquals("H37010200001", decoded.commonName().orElseThrow());
    }

    @Test
    void everyFlippedByteOfARequestIsRefused() {
        for (KeyPair pair : List.of(keys, P256KeyPair.generate())) {
            Tamper.everyByte(
                    CertificateRequest.of(pair, "H37010200001").encoded(),
                    changed -> assertThrows(CertsException.class, () -> CertificateRequest.decode(changed)));
        }
    }

    @Test
    void requestForAKeyTheSenderDoesNotHoldIsRefused() throws IOException {
        var content = new CertificationRequestInfo(
                CommonName.distinguished("H37010200001"), Curve.describe(keys.publicKey()), new DERSet());
        byte[] signature = Curve.SM2.sign(Sm2KeyPair.generate().privateKey(), content.getEncoded());
        byte[] stolen = new CertificationRequest(content, Curve.SM2.signatureAlgorithm(), new DERBitString(signature))
                .getEncoded();
        assertThrows(WrongSignatureException.class, () -> CertificateRequest.decode(stolen));
    }

    @Test
    void authorityIssuesForItsOwnUsesOnly() {
        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        CertificateRequest sm2 = CertificateRequest.of(keys, "a wish");
        CertificateRequest p256 = CertificateRequest.of(P256KeyPair.generate(), "a wish");
        for (CertificateUsage usage : CertificateUsage.values()) {
            assertThrows(IllegalArgumentException.class, () -> line.issue(sm2, TERMINAL, usage, YEAR));
            assertThrows(IllegalArgumentException.class, () -> authority.issue(p256, TERMINAL, usage, YEAR));
        }
        assertThrows(
                IllegalArgumentException.class, () -> line.issue(p256, TERMINAL, CertificateUsage.LINE_SERVER, YEAR));
        assertThrows(
                IllegalArgumentException.class,
                () -> authority.issue(sm2, TERMINAL, CertificateUsage.SIGNING_PLATFORM, YEAR));
        assertThrows(IllegalArgumentException.class, () -> line.issueServer(p256, "platform", Set.of(), YEAR));
    }

    @Test
    void authorityComesBackFromItsKeyStore() {
        char[] passphrase = "for testing".toCharArray();
        byte[] file = authority.keyStore().encode(passphrase);
        CertificateAuthority again = CertificateAuthority.of(KeyStoreFile.decode(file, passphrase));
        CertificateChain issued =
                again.issue(CertificateRequest.of(keys, "a wish"), TERMINAL, CertificateUsage.SIGNING_TERMINAL, YEAR);
        authority.anchors().check(issued, CertificateUsage.SIGNING_TERMINAL, NOW);
        KeyStoreFile holder = KeyStoreFile.of(keys, chain);
        assertThrows(MalformedException.class, () -> CertificateAuthority.of(holder));
    }

    @Test
    void serverAnswersForItsHostsAndNoOther() {
        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        CertificateChain server =
                line.issueServer(CertificateRequest.of(P256KeyPair.generate(), "platform"), "platform", HOSTS, YEAR);
        TrustedCertificate trusted = line.anchors().check(server, CertificateUsage.LINE_SERVER, NOW);
        for (String host : List.of("127.0.0.1", "localhost", "LOCALHOST")) {
            trusted.requireHost(HostName.parse(host));
        }
        for (String host : List.of("127.0.0.2", "::1", "localhost.example", "platform", "a.localhost")) {
            HostName other = HostName.parse(host);
            assertEquals(
                    CertificateFault.WRONG_NAME,
                    assertThrows(CertificateRefusedException.class, () -> trusted.requireHost(other))
                            .fault());
        }
        assertThrows(IllegalStateException.class, trusted::terminal);
        assertThrows(IllegalStateException.class, trusted::sm2PublicKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.example", "a b", "-a", "a.", ".a", "a..b", "127.0.0.1/8", "fe80::1%eth0", "医保"})
    void otherTextIsNoHost(String text) {
        assertThrows(MalformedException.class, () -> HostName.parse(text));
    }

    @Test
    void hostNameHasALimit() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);
        assertEquals(
                HostName.LENGTH_MAX_CHARACTERS, HostName.parse(longest).text().length());
        assertThrows(MalformedException.class, () -> HostName.parse(longest + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "H37010200001",
                "H37010200001A",
                "H37010200001-",
                "H37010200001-a",
                "H3701020000-A",
                "H37010200001-A\n"
            })
    void otherTextIsNoTerminal(String text) {
        assertThrows(MalformedException.class, () -> TerminalName.parse(text));
    }

    @Test
    void terminalNameReadsBackAsWritten() {
        assertEquals(TERMINAL, TerminalName.parse(TERMINAL.toString()));
        assertThrows(MalformedException.class, () -> new TerminalName("H37010200001", '-'));
    }

    private CertificateForge forge() throws IOException {
        return new CertificateForge(keys, "self", keys, "self")
                .with(Extension.basicConstraints, true, new BasicConstraints(false));
    }
}
