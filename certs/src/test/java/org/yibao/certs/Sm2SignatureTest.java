package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sm2SignatureTest {
    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);
    private static final Sm2UserId USER = Sm2UserId.DEFAULT;
    private static final BigInteger ORDER =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);

    // GB/T 32918.5-2017, A.2: private key, random number, signature.
    private static final BigInteger PRIVATE_KEY =
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);
    private static final String PUBLIC_KEY = "04"
            + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
            + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private static final String RANDOM = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    private static final String SIGNATURE = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

    private final Sm2KeyPair keyPair = Sm2KeyPair.generate();

    @Test
    void signatureIsThatOfTheStandardsExample() {
        Sm2Signer signer =
                Sm2Signer.withRandom(Sm2KeyPair.of(PRIVATE_KEY), USER, SignatureEncoding.RAW, fixed(hex(RANDOM)));
        assertArrayEquals(hex(SIGNATURE), signer.sign(MESSAGE));
    }

    @Test
    void publicKeyIsThatOfTheStandardsExample() {
        assertEquals(
                Sm2PublicKey.decode(hex(PUBLIC_KEY)), Sm2KeyPair.of(PRIVATE_KEY).sm2PublicKey());
    }

    @Test
    void signatureOfTheStandardsExampleVerifies() {
        Sm2Verifier verifier = Sm2Verifier.of(Sm2PublicKey.decode(hex(PUBLIC_KEY)), USER, SignatureEncoding.RAW);
        assertDoesNotThrow(() -> verifier.verify(MESSAGE, hex(SIGNATURE)));
    }

    @ParameterizedTest
    @EnumSource(SignatureEncoding.class)
    void ownSignatureVerifies(SignatureEncoding encoding) {
        Sm2Signer signer = Sm2Signer.of(keyPair, USER, encoding);
        Sm2Verifier verifier = verifier(encoding);
        for (int length : new int[] {0, 1, 55, 56, 63, 64, 65, 100_000}) {
            byte[] message = new byte[length];
            assertDoesNotThrow(() -> verifier.verify(message, signer.sign(message)));
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureEncoding.class)
    void everyFlippedByteOfASignatureIsRefused(SignatureEncoding encoding) {
        Sm2Verifier verifier = verifier(encoding);
        Tamper.everyByte(
                sign(encoding), changed -> assertThrows(CertsException.class, () -> verifier.verify(MESSAGE, changed)));
    }

    @Test
    void everyFlippedByteOfAMessageIsRefused() {
        byte[] signature = sign(SignatureEncoding.RAW);
        Sm2Verifier verifier = verifier(SignatureEncoding.RAW);
        Tamper.everyByte(
                MESSAGE,
                changed -> assertThrows(WrongSignatureException.class, () -> verifier.verify(changed, signature)));
        assertDoesNotThrow(() -> verifier.verify(MESSAGE, signature), "a refusal leaves the verifier as it was");
    }

    @Test
    void otherKeyOrUserIdIsAWrongSignatureNotAMalformedOne() {
        byte[] signature = sign(SignatureEncoding.DER);
        Sm2Verifier otherKey = Sm2Verifier.of(Sm2KeyPair.generate().sm2PublicKey(), USER, SignatureEncoding.DER);
        assertThrows(WrongSignatureException.class, () -> otherKey.verify(MESSAGE, signature));
        Sm2Verifier otherUser =
                Sm2Verifier.of(keyPair.sm2PublicKey(), Sm2UserId.of(new byte[] {'x'}), SignatureEncoding.DER);
        assertThrows(WrongSignatureException.class, () -> otherUser.verify(MESSAGE, signature));
    }

    @Test
    void otherEncodingIsAWrongConventionNeitherMalformedNorAWrongKey() {
        byte[] der = sign(SignatureEncoding.DER);
        byte[] raw = sign(SignatureEncoding.RAW);
        assertThrows(
                WrongConventionException.class,
                () -> verifier(SignatureEncoding.RAW).verify(MESSAGE, der));
        assertThrows(
                WrongConventionException.class,
                () -> verifier(SignatureEncoding.DER).verify(MESSAGE, raw));
    }

    @ParameterizedTest
    @EnumSource(SignatureEncoding.class)
    void missingAndTrailingBytesAreMalformed(SignatureEncoding encoding) {
        byte[] signature = sign(encoding);
        Sm2Verifier verifier = verifier(encoding);
        for (int length = 0; length < signature.length; length++) {
            byte[] cut = Arrays.copyOf(signature, length);
            // Any 64 bytes are a raw signature, but for numbers out of range.
            Class<? extends CertsException> expected = encoding == SignatureEncoding.DER && length == 64
                    ? WrongConventionException.class
                    : MalformedSignatureException.class;
            assertThrows(expected, () -> verifier.verify(MESSAGE, cut));
        }
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        assertThrows(MalformedSignatureException.class, () -> verifier.verify(MESSAGE, longer));
    }

    @ParameterizedTest
    @EnumSource(SignatureEncoding.class)
    void numbersAtTheLimitsAreMalformedAndInsideThemOnlyWrong(SignatureEncoding encoding) {
        BigInteger one = BigInteger.ONE;
        BigInteger last = ORDER.subtract(one);
        Sm2Verifier verifier = verifier(encoding);
        for (BigInteger inside : List.of(one, last)) {
            assertThrows(WrongSignatureException.class, () -> verifier.verify(MESSAGE, encoding.encode(inside, one)));
            assertThrows(WrongSignatureException.class, () -> verifier.verify(MESSAGE, encoding.encode(one, inside)));
        }
        for (BigInteger outside : List.of(BigInteger.ZERO, ORDER)) {
            assertThrows(
                    MalformedSignatureException.class, () -> verifier.verify(MESSAGE, encoding.encode(outside, one)));
            assertThrows(
                    MalformedSignatureException.class, () -> verifier.verify(MESSAGE, encoding.encode(one, outside)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "3000", // no number
                "3003020101", // one number
                "3009020101020101020101", // three numbers
                "300702020001020101", // a leading zero too many
                "3006020181020101", // negative
                "30060201010201FF", // negative
                "3080020101020101" + "0000", // indefinite length
                "308106020101020101", // long form of a short length
                "3106020101020101", // a set
                "3006040101040101", // octet strings
                "300602010102010100" // trailing byte
            })
    void derThatIsNotCanonicalIsMalformed(String signature) {
        Sm2Verifier verifier = verifier(SignatureEncoding.DER);
        assertThrows(MalformedSignatureException.class, () -> verifier.verify(MESSAGE, hex(signature)));
    }

    /** Row 12 of the tests of reliability: the same table stands before {@code openssl} in another test. */
    @ParameterizedTest
    @EnumSource(SignatureVariant.class)
    void row12ExactlyTheValidSetVerifies(SignatureVariant variant) {
        byte[] signature = variant.of(sign(SignatureEncoding.DER));
        Executable check = () -> verifier(SignatureEncoding.DER).verify(MESSAGE, signature);
        switch (variant.expected()) {
            case VALID -> assertDoesNotThrow(check);
            case MALFORMED -> assertThrows(MalformedSignatureException.class, check);
            case WRONG -> assertThrows(WrongSignatureException.class, check);
        }
    }

    @Test
    void twoSignaturesOfOneMessageDiffer() {
        Sm2Signer signer = Sm2Signer.of(keyPair, USER, SignatureEncoding.RAW);
        assertFalse(Arrays.equals(signer.sign(MESSAGE), signer.sign(MESSAGE)));
    }

    @Test
    void oneSignerAndOneVerifierServeManyThreads() throws Exception {
        Sm2Signer signer = Sm2Signer.of(keyPair, USER, SignatureEncoding.RAW);
        Sm2Verifier verifier = verifier(SignatureEncoding.RAW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                byte[] message = ("message " + i).getBytes(StandardCharsets.US_ASCII);
                work.add(() -> {
                    verifier.verify(message, signer.sign(message));
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertEquals(true, done.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void userIdHasAtLeastOneByteAndNoMoreThanItsLengthFieldHolds() {
        assertThrows(IllegalArgumentException.class, () -> Sm2UserId.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Sm2UserId.of(new byte[Sm2UserId.LENGTH_MAX_BYTES + 1]));
        Sm2UserId longest = Sm2UserId.of(new byte[Sm2UserId.LENGTH_MAX_BYTES]);
        Sm2Signer signer = Sm2Signer.of(keyPair, longest, SignatureEncoding.RAW);
        Sm2Verifier verifier = Sm2Verifier.of(keyPair.sm2PublicKey(), longest, SignatureEncoding.RAW);
        assertDoesNotThrow(() -> verifier.verify(MESSAGE, signer.sign(MESSAGE)));
    }

    @Test
    void publicKeyIsAnUncompressedPointOfTheCurve() {
        byte[] key = keyPair.sm2PublicKey().encoded();
        assertEquals(keyPair.sm2PublicKey(), Sm2PublicKey.decode(key));
        Tamper.everyByte(key, changed -> assertThrows(MalformedException.class, () -> Sm2PublicKey.decode(changed)));
        assertThrows(MalformedException.class, () -> Sm2PublicKey.decode(new byte[] {0}));
        byte[] compressed = keyPair.publicKey().getQ().getEncoded(true);
        assertThrows(MalformedException.class, () -> Sm2PublicKey.decode(compressed));
        byte[] otherCurve = P256KeyPair.generate().publicKey().getQ().getEncoded(false);
        assertThrows(MalformedException.class, () -> Sm2PublicKey.decode(otherCurve));
    }

    @Test
    void privateKeyLiesBelowTheOrderLessOne() {
        assertThrows(MalformedException.class, () -> Sm2KeyPair.of(BigInteger.ZERO));
        assertThrows(MalformedException.class, () -> Sm2KeyPair.of(ORDER.subtract(BigInteger.ONE)));
        assertDoesNotThrow(() -> Sm2KeyPair.of(ORDER.subtract(BigInteger.TWO)));
    }

    private byte[] sign(SignatureEncoding encoding) {
        return Sm2Signer.of(keyPair, USER, encoding).sign(MESSAGE);
    }

    private Sm2Verifier verifier(SignatureEncoding encoding) {
        return Sm2Verifier.of(keyPair.sm2PublicKey(), USER, encoding);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static SecureRandom fixed(byte[] bytes) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] wanted) {
                System.arraycopy(bytes, 0, wanted, 0, wanted.length);
            }
        };
    }
}
