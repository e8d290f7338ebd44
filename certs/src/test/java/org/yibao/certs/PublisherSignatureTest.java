package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PublisherSignatureTest {
    private static final String NAME = "试验发布者";
    private static final byte[] CONTENT = "bundle: {id: x}\n".getBytes(StandardCharsets.UTF_8);

    private final CertificateAuthority authority = CertificateAuthority.createForSigning("for testing", DECADE);
    private final TrustAnchors publishers = authority.anchors();
    private final KeyStoreFile keys = authority.issuePublisher(NAME, YEAR);
    private final PublisherSignature signature = PublisherSignature.sign(CONTENT, keys);

    private static SignatureFault refused(Runnable check) {
        return assertThrows(SignatureRefusedException.class, check::run).fault();
    }

    private String text() {
        return new String(signature.encode(), StandardCharsets.UTF_8);
    }

    private static PublisherSignature read(String text) {
        return PublisherSignature.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private String signatureLine(byte[] der) {
        return text().replaceFirst(
                        "\nsignature: .*\n",
                        "\nsignature: " + Base64.getEncoder().encodeToString(der) + "\n");
    }

    private String withChain(CertificateChain chain) {
        return text().substring(0, text().indexOf("-----BEGIN"))
                + new String(chain.encodePem(), StandardCharsets.US_ASCII);
    }

    @Test
    void aSignatureIsReadableTextAndHoldsForItsFile() {
        String[] lines = text().lines().toArray(String[]::new);
        assertEquals("yibao-publisher-signature: 1", lines[0]);
        assertEquals("digest: " + Sm3.digest(CONTENT), lines[1]);
        assertEquals("publisher: " + NAME, lines[2]);
        PublisherSignature read = read(text());
        assertArrayEquals(signature.encode(), read.encode());
        assertEquals(NAME, read.publisher());
        read.check(CONTENT, publishers, NOW);
    }

    @Test
    void everyChangeOfFileOrSignatureIsRefused() {
        Tamper.everyByte(
                CONTENT,
                changed -> assertEquals(
                        SignatureFault.OTHER_FILE, refused(() -> signature.check(changed, publishers, NOW))));
        Tamper.everyByte(
                signature.encode(),
                changed -> refused(() -> PublisherSignature.decode(changed).check(CONTENT, publishers, NOW)));
    }

    @Test
    void certificatesCountAtTheInstantGiven() {
        signature.check(CONTENT, publishers, YEAR.notBefore());
        signature.check(CONTENT, publishers, YEAR.notAfter());
        assertEquals(
                SignatureFault.EXPIRED,
                refused(() ->
                        signature.check(CONTENT, publishers, YEAR.notAfter().plusSeconds(1))));
        assertEquals(
                SignatureFault.NOT_YET_VALID,
                refused(() ->
                        signature.check(CONTENT, publishers, YEAR.notBefore().minusSeconds(1))));
    }

    @Test
    void revokedPublisherSignsNoFileFromItsRevocationOn() {
        RevocationList list =
                authority.revocationList(Map.of(keys.requireChain().leaf(), NOW), YEAR);
        TrustAnchors knowing = publishers.with(new Revocations(List.of(list)));
        signature.check(CONTENT, knowing, NOW.minusSeconds(1));
        assertEquals(SignatureFault.REVOKED, refused(() -> signature.check(CONTENT, knowing, NOW)));
    }

    @Test
    void onlyTrustedAuthoritiesVouchForPublishers() {
        TrustAnchors others =
                CertificateAuthority.createForSigning("another", DECADE).anchors();
        assertEquals(SignatureFault.UNKNOWN_PUBLISHER, refused(() -> signature.check(CONTENT, others, NOW)));
        TrustAnchors namesake =
                CertificateAuthority.createForSigning("for testing", DECADE).anchors();
        refused(() -> signature.check(CONTENT, namesake, NOW));
    }

    @Test
    void aTerminalsCertificateSignsNoFile() {
        Sm2KeyPair terminal = Sm2KeyPair.generate();
        CertificateChain chain = authority.issue(
                CertificateRequest.of(terminal, "a wish"),
                TestAuthorities.TERMINAL,
                CertificateUsage.SIGNING_TERMINAL,
                YEAR);
        CertificateRefusedException refused = assertThrows(
                CertificateRefusedException.class,
                () -> PublisherSignature.sign(CONTENT, KeyStoreFile.of(terminal, chain)));
        assertEquals(CertificateFault.WRONG_USAGE, refused.fault());
        assertEquals(
                SignatureFault.WRONG_USAGE, refused(() -> read(withChain(chain)).check(CONTENT, publishers, NOW)));
    }

    @Test
    void theNameIsThatOfTheCertificate() {
        String renamed = text().replace("publisher: " + NAME, "publisher: somebody");
        assertEquals(SignatureFault.WRONG_NAME, refused(() -> read(renamed).check(CONTENT, publishers, NOW)));
    }

    @Test
    void anotherPublishersKeyDoesNotSignForThisOne() {
        CertificateChain namesake = authority.issuePublisher(NAME, YEAR).requireChain();
        assertEquals(
                SignatureFault.WRONG_KEY,
                refused(() -> read(withChain(namesake)).check(CONTENT, publishers, NOW)));
    }

    @Test
    void aSignatureMadeForAnotherPurposeIsNotTakenForOne() {
        byte[] head = text().substring(0, text().indexOf("\nsignature: ") + 1).getBytes(StandardCharsets.UTF_8);
        Sm2KeyPair pair = IdentityMaterial.sm2KeyPair(keys);
        for (byte[] message : new byte[][] {head, CONTENT, Sm3.digest(CONTENT).bytes()}) {
            byte[] settlement =
                    Sm2Signer.of(pair, Sm2UserId.DEFAULT, SignatureEncoding.DER).sign(message);
            assertEquals(
                    SignatureFault.WRONG_KEY,
                    refused(() -> read(signatureLine(settlement)).check(CONTENT, publishers, NOW)));
        }
        byte[] raw =
                Sm2Signer.of(pair, Sm2UserId.DEFAULT, SignatureEncoding.RAW).sign(head);
        assertEquals(
                SignatureFault.WRONG_CONVENTION,
                refused(() -> read(signatureLine(raw)).check(CONTENT, publishers, NOW)));
        assertEquals(
                SignatureFault.MALFORMED,
                refused(() -> read(signatureLine(new byte[] {1})).check(CONTENT, publishers, NOW)));
    }

    @Test
    void textThatIsNoSignatureIsMalformed() {
        for (String text : new String[] {
            "",
            "yibao-publisher-signature: 1\n",
            text().replace("signature: 1", "signature: 2"),
            text().replace("\n", "\r\n"),
            text() + "more\n",
            text().replace("publisher: ", "publisher:  "),
            text().replace(NAME, "a\tb"),
            text().replace("sm3:", "sm3:0"),
            text().replaceFirst("-----BEGIN[^*]*$", ""),
            text() + " ".repeat(PublisherSignature.TEXT_MAX_BYTES)
        }) {
            assertEquals(SignatureFault.MALFORMED, refused(() -> read(text)));
        }
    }

    @Test
    void namesHaveALimit() {
        String longest = "名".repeat(PublisherSignature.NAME_MAX_CHARACTERS);
        PublisherSignature.sign(CONTENT, authority.issuePublisher(longest, YEAR))
                .check(CONTENT, publishers, NOW);
        for (String wrong : new String[] {longest + "名", "", " a", "a ", "a\nb"}) {
            assertThrows(MalformedException.class, () -> authority.issuePublisher(wrong, YEAR));
        }
    }

    @Test
    void aLineAuthorityIssuesNoPublisher() {
        CertificateAuthority line = CertificateAuthority.createForLine("line", DECADE);
        assertThrows(IllegalArgumentException.class, () -> line.issuePublisher(NAME, YEAR));
        assertThrows(MalformedException.class, () -> PublisherSignature.sign(CONTENT, KeyStoreFile.of(keys.keyPair())));
    }
}
