package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;
import org.yibao.certs.SignatureConvention.Encoding;
import org.yibao.certs.SignatureConvention.Identity;
import org.yibao.certs.SignatureConvention.LastLine;
import org.yibao.certs.SignatureConvention.LineEnds;
import org.yibao.certs.SignatureConvention.Numbers;
import org.yibao.certs.SignatureConvention.TextForm;
import org.yibao.certs.SignatureConvention.Wrapping;

class SignatureDoctorTest {
    private static final String TEXT = "结算 42.00 元\nsecond line";
    private static final byte[] MESSAGE = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final TextForm AS_IT_IS = new TextForm(Encoding.AS_IT_IS, LineEnds.AS_THEY_ARE, LastLine.AS_IT_IS);
    private static final Sm2UserId USER = Sm2UserId.of("ALICE123@YAHOO.COM".getBytes(StandardCharsets.US_ASCII));

    private final Sm2KeyPair keys = Sm2KeyPair.generate();

    @Test
    void bothAgreedEncodingsAreTold() {
        for (SignatureEncoding encoding : SignatureEncoding.values()) {
            byte[] signature = Sm2Signer.of(keys, Sm2UserId.DEFAULT, encoding).sign(MESSAGE);
            SignatureConvention convention = told(signature);
            assertEquals(
                    new SignatureConvention(
                            Wrapping.BINARY,
                            Numbers.valueOf(encoding.name()),
                            false,
                            Identity.DEFAULT,
                            Optional.empty(),
                            AS_IT_IS),
                    convention);
        }
    }

    @Test
    void hexadecimalAndBase64AreTold() {
        byte[] raw = raw();
        assertEquals(
                Wrapping.HEXADECIMAL, told(text(HexFormat.of().formatHex(raw))).wrapping());
        assertEquals(
                Wrapping.HEXADECIMAL,
                told(text("0x" + HexFormat.of().withUpperCase().formatHex(raw) + "\r\n"))
                        .wrapping());
        assertEquals(
                Wrapping.BASE64,
                told(text(Base64.getMimeEncoder().encodeToString(der()))).wrapping());
        assertEquals(
                Wrapping.BASE64,
                told(text(Base64.getUrlEncoder().withoutPadding().encodeToString(raw)))
                        .wrapping());
    }

    @Test
    void numbersOfTheirOwnLengthAreToldWithAndWithoutSignByte() {
        boolean[] seen = new boolean[4];
        while (!seen[1] || !seen[2] || !seen[3]) {
            BigInteger[] numbers = numbers();
            byte[] r = numbers[0].toByteArray();
            byte[] s = numbers[1].toByteArray();
            if (r.length >= 32 && s.length >= 32 && r.length + s.length > 64) {
                assertEquals(Numbers.RAW_OF_OWN_LENGTH, told(joined(r, s)).numbers());
                seen[(r.length - 32) + 2 * (s.length - 32)] = true;
            }
        }
    }

    @Test
    void missingSignByteAndOtherCarelessDerAreTold() {
        BigInteger[] numbers = numbers();
        while (!numbers[0].testBit(255)) {
            numbers = numbers();
        }
        byte[] r = SignatureEncoding.RAW.encode(numbers[0], numbers[1]);
        HexFormat hex = HexFormat.of();
        String unsigned = "0220" + hex.formatHex(r, 0, 32) + "0220" + hex.formatHex(r, 32, 64);
        assertEquals(
                Numbers.DER_WITHOUT_SIGN_BYTE,
                told(hex.parseHex("3044" + unsigned)).numbers());
        for (SignatureVariant variant : List.of(
                SignatureVariant.LENGTH_IN_LONG_FORM,
                SignatureVariant.SUPERFLUOUS_ZERO,
                SignatureVariant.TRAILING_BYTE)) {
            assertEquals(Numbers.DER_NOT_CANONICAL, told(variant.of(der())).numbers());
        }
    }

    @Test
    void swappedNumbersAreTold() {
        SignatureConvention convention = told(SignatureVariant.SWAPPED.of(der()));
        assertEquals(true, convention.swapped());
        assertEquals(Numbers.DER, convention.numbers());
    }

    @Test
    void userIdsAreTold() throws CryptoException {
        byte[] given = Sm2Signer.of(keys, USER, SignatureEncoding.RAW).sign(MESSAGE);
        assertEquals(Identity.GIVEN, told(given).identity());
        assertEquals(Optional.of(USER), told(given).userId());
        assertInstanceOf(
                SignatureDiagnosis.WrongKey.class,
                SignatureDoctor.diagnose(MESSAGE, given, keys.sm2PublicKey(), List.of()));
        assertEquals(Identity.EMPTY, told(signedWithId(new byte[0])).identity());
    }

    @Test
    void messageWithoutAnIdentityIsTold() {
        assertEquals(Identity.NONE, told(signedPlainly(MESSAGE)).identity());
    }

    @Test
    void encodingOfTheTextIsTold() {
        assertText(Encoding.GBK, TEXT.getBytes(Charset.forName("GBK")));
        assertText(Encoding.UTF_16LE, TEXT.getBytes(StandardCharsets.UTF_16LE));
        assertText(Encoding.UTF_16BE, TEXT.getBytes(StandardCharsets.UTF_16BE));
        assertText(Encoding.UTF_8_WITH_MARK, ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8));
        assertText(Encoding.UTF_16LE_WITH_MARK, ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE));
        assertText(Encoding.UTF_16BE_WITH_MARK, ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16BE));
    }

    @Test
    void lineEndsAreTold() {
        TextForm crlf = told(sign(TEXT.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
                .text();
        assertEquals(new TextForm(Encoding.UTF_8, LineEnds.CRLF, LastLine.AS_IT_IS), crlf);
        TextForm feed =
                told(sign((TEXT + "\n").getBytes(StandardCharsets.UTF_8))).text();
        assertEquals(LastLine.WITH_LF, feed.lastLine());
        SignatureDiagnosis without = SignatureDoctor.diagnose(
                (TEXT + "\n").getBytes(StandardCharsets.UTF_8), sign(MESSAGE), keys.sm2PublicKey(), List.of());
        assertEquals(LastLine.WITHOUT_END, convention(without).text().lastLine());
    }

    @Test
    void messageInGbkIsReadAsText() {
        SignatureDiagnosis found = SignatureDoctor.diagnose(
                TEXT.getBytes(Charset.forName("GBK")), sign(MESSAGE), keys.sm2PublicKey(), List.of());
        assertEquals(Encoding.UTF_8, convention(found).text().encoding());
    }

    @Test
    void severalDeviationsAtOnceAreTold() {
        byte[] signature = signedPlainly(TEXT.getBytes(Charset.forName("GBK")));
        SignatureConvention convention =
                told(text(Base64.getEncoder().encodeToString(SignatureVariant.SWAPPED.of(signature))));
        assertEquals(
                new SignatureConvention(
                        Wrapping.BASE64,
                        Numbers.DER,
                        true,
                        Identity.NONE,
                        Optional.empty(),
                        new TextForm(Encoding.GBK, LineEnds.AS_THEY_ARE, LastLine.AS_IT_IS)),
                convention);
    }

    @Test
    void standardsExampleIsInTheDefaultConvention() {
        // GB/T 32918.5-2017, A.2
        SignatureDiagnosis found = SignatureDoctor.diagnose(
                text("message digest"),
                HexFormat.of()
                        .parseHex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                                + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"),
                SignatureDoctor.key(text("04"
                        + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                        + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")),
                List.of());
        assertEquals(Identity.DEFAULT, convention(found).identity());
    }

    @Test
    void otherKeyOtherMessageAndNoSignatureAreThreeThings() {
        Sm2PublicKey other = Sm2KeyPair.generate().sm2PublicKey();
        assertInstanceOf(
                SignatureDiagnosis.WrongKey.class, SignatureDoctor.diagnose(MESSAGE, raw(), other, List.of(USER)));
        assertInstanceOf(
                SignatureDiagnosis.WrongKey.class,
                SignatureDoctor.diagnose(text("another"), raw(), keys.sm2PublicKey(), List.of(USER)));
        for (String noSignature : List.of("", "no signature", "3006020100020100", "00".repeat(64))) {
            assertInstanceOf(
                    SignatureDiagnosis.Malformed.class,
                    SignatureDoctor.diagnose(MESSAGE, text(noSignature), keys.sm2PublicKey(), List.of()));
        }
    }

    @Test
    void whatTheDoctorKnowsTheVerifierDoesNotAccept() {
        byte[] swapped = SignatureVariant.SWAPPED.of(der());
        assertEquals(Numbers.DER, told(swapped).numbers());
        Sm2Verifier verifier = Sm2Verifier.of(keys.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.DER);
        assertThrows(WrongSignatureException.class, () -> verifier.verify(MESSAGE, swapped));
    }

    @Test
    void keyIsReadInEveryFormPeopleSend() throws Exception {
        Sm2PublicKey key = keys.sm2PublicKey();
        byte[] point = key.encoded();
        String hex = HexFormat.of().formatHex(point);
        byte[] info = Curve.describe(keys.publicKey()).getEncoded();
        Certificate certificate = CertificateAuthority.createForSigning("for testing", TestAuthorities.DECADE)
                .issuePlatform(CertificateRequest.of(keys, "a wish"), "platform", TestAuthorities.YEAR)
                .leaf();
        for (byte[] form : List.of(
                point,
                text(hex),
                text(hex.substring(2)),
                text(Base64.getEncoder().encodeToString(point)),
                info,
                Pem.encode("PUBLIC KEY", List.of(info)),
                certificate.encoded(),
                Pem.encode(List.of(certificate)))) {
            assertEquals(key, SignatureDoctor.key(form));
        }
        byte[] otherCurve = Curve.describe(P256KeyPair.generate().publicKey()).getEncoded();
        for (byte[] none : List.of(text("no key"), text(""), otherCurve)) {
            assertThrows(MalformedException.class, () -> SignatureDoctor.key(none));
        }
    }

    @Test
    void messageAndSignatureHaveLimits() {
        byte[] longMessage = new byte[SignatureDoctor.MESSAGE_MAX_BYTES + 1];
        byte[] longSignature = new byte[SignatureDoctor.SIGNATURE_MAX_BYTES + 1];
        Sm2PublicKey key = keys.sm2PublicKey();
        assertThrows(MalformedException.class, () -> SignatureDoctor.diagnose(longMessage, raw(), key, List.of()));
        assertThrows(MalformedException.class, () -> SignatureDoctor.diagnose(MESSAGE, longSignature, key, List.of()));
    }

    private void assertText(Encoding encoding, byte[] signed) {
        assertEquals(
                new TextForm(encoding, LineEnds.AS_THEY_ARE, LastLine.AS_IT_IS),
                told(sign(signed)).text());
    }

    private SignatureConvention told(byte[] signature) {
        return convention(SignatureDoctor.diagnose(MESSAGE, signature, keys.sm2PublicKey(), List.of(USER)));
    }

    private static SignatureConvention convention(SignatureDiagnosis found) {
        return assertInstanceOf(SignatureDiagnosis.Signed.class, found).convention();
    }

    private byte[] raw() {
        return sign(MESSAGE);
    }

    private byte[] der() {
        return Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.DER).sign(MESSAGE);
    }

    private BigInteger[] numbers() {
        return SignatureEncoding.RAW.split(raw());
    }

    private byte[] sign(byte[] message) {
        return Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.RAW).sign(message);
    }

    private byte[] signedWithId(byte[] id) throws CryptoException {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(true, new ParametersWithID(new ParametersWithRandom(keys.privateKey(), Randomness.source()), id));
        signer.update(MESSAGE, 0, MESSAGE.length);
        return signer.generateSignature();
    }

    /** As some libraries do: e is the digest of the message alone. */
    private byte[] signedPlainly(byte[] message) {
        BigInteger order = Curve.SM2.order();
        SM3Digest digest = new SM3Digest();
        digest.update(message, 0, message.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        BigInteger k = BigInteger.valueOf(0x5eed_5eed);
        BigInteger x = Curve.SM2
                .domain()
                .getG()
                .multiply(k)
                .normalize()
                .getAffineXCoord()
                .toBigInteger();
        BigInteger r = new BigInteger(1, hash).add(x).mod(order);
        BigInteger d = keys.privateKey().getD();
        BigInteger s = d.add(BigInteger.ONE)
                .modInverse(order)
                .multiply(k.subtract(r.multiply(d)))
                .mod(order);
        return SignatureEncoding.DER.encode(r, s);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(one);
        joined.writeBytes(two);
        return joined.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
