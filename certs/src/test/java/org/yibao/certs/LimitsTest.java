package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;

/** Each limit at its value and one past it. */
class LimitsTest {
    private final Sm2KeyPair keys = Sm2KeyPair.generate();

    @Test
    void certificateHasALongestForm() throws IOException {
        byte[] longest = certificateOf(Certificate.ENCODED_MAX_BYTES);
        assertEquals(longest.length, Certificate.decode(longest).encoded().length);
        byte[] longer = certificateOf(Certificate.ENCODED_MAX_BYTES + 1);
        assertThrows(MalformedException.class, () -> Certificate.decode(longer));
    }

    /** A signature's length varies by its leading bits: made again until the whole is as long as wanted. */
    private byte[] certificateOf(int length) throws IOException {
        int filling = length - 400;
        while (true) {
            byte[] made = new CertificateForge(keys, "self", keys, "self")
                    .with(new ASN1ObjectIdentifier("1.2.3.4"), false, new DEROctetString(new byte[filling]))
                    .encoded();
            if (made.length == length) {
                return made;
            }
            filling += length - made.length;
        }
    }

    @Test
    void pemHasALongestText() {
        byte[] pem = CertificateAuthority.createForSigning("for testing", TestAuthorities.DECADE)
                .anchors()
                .encodePem();
        byte[] longest = Arrays.copyOf(pem, Pem.TEXT_MAX_BYTES);
        assertDoesNotThrow(() -> TrustAnchors.decodePem(longest));
        byte[] longer = Arrays.copyOf(pem, Pem.TEXT_MAX_BYTES + 1);
        assertThrows(MalformedException.class, () -> TrustAnchors.decodePem(longer));
    }

    @Test
    void derListHasALongestForm() throws IOException {
        int header = new DERSequence(new DEROctetString(new byte[DerList.ENCODED_MAX_BYTES - 100])).getEncoded().length
                - (DerList.ENCODED_MAX_BYTES - 100);
        byte[] longest = new DERSequence(new DEROctetString(new byte[DerList.ENCODED_MAX_BYTES - header])).getEncoded();
        assertEquals(1, DerList.decode(longest, 1).size());
        byte[] longer =
                new DERSequence(new DEROctetString(new byte[DerList.ENCODED_MAX_BYTES - header + 1])).getEncoded();
        assertThrows(MalformedException.class, () -> DerList.decode(longer, 1));
    }

    @Test
    void derListHasItsCountOfParts() {
        byte[] part = new byte[] {5, 0};
        byte[] three = DerList.encode(Collections.nCopies(3, part));
        assertEquals(3, DerList.decodeUpTo(three, 3).size());
        assertThrows(MalformedException.class, () -> DerList.decodeUpTo(three, 2));
        assertThrows(MalformedException.class, () -> DerList.decode(three, 4));
    }

    @Test
    void chainComesBackFromAFrame() {
        CertificateChain chain =
                TestAuthorities.platform(TestAuthorities.create()).signingChain();
        assertEquals(chain, CertificateChain.decode(chain.encode()));
        assertThrows(MalformedException.class, () -> CertificateChain.decode(DerList.encode(List.of())));
    }

    @Test
    void requestHasALongestForm() {
        byte[] longer = new byte[CertificateRequest.ENCODED_MAX_BYTES + 1];
        assertEquals(
                "a certificate request has at most 4096 bytes",
                assertThrows(MalformedException.class, () -> CertificateRequest.decode(longer))
                        .getMessage());
    }

    @Test
    void derSignatureHasALongestForm() {
        BigInteger large = BigInteger.ONE.shiftLeft(255);
        byte[] longest = SignatureEncoding.DER.encode(large, large);
        assertEquals(72, longest.length);
        assertDoesNotThrow(() -> SignatureEncoding.DER.decode(longest, BigInteger.ONE.shiftLeft(256)));
        byte[] longer = SignatureEncoding.DER.encode(large, large.shiftLeft(8));
        assertThrows(
                MalformedSignatureException.class,
                () -> SignatureEncoding.DER.decode(longer, BigInteger.ONE.shiftLeft(300)));
    }

    @Test
    void keyStoreAsksForABoundedNumberOfRounds() {
        BigInteger most = BigInteger.valueOf(PassphraseEncryption.ITERATIONS_MAX);
        assertDoesNotThrow(() -> PassphraseEncryption.requireAffordable(most));
        assertDoesNotThrow(() -> PassphraseEncryption.requireAffordable(BigInteger.ONE));
        assertThrows(MalformedException.class, () -> PassphraseEncryption.requireAffordable(most.add(BigInteger.ONE)));
        assertThrows(MalformedException.class, () -> PassphraseEncryption.requireAffordable(BigInteger.ZERO));
    }
}
