package org.yibao.certs;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.yibao.certs.SignatureConvention.Encoding;
import org.yibao.certs.SignatureConvention.Identity;
import org.yibao.certs.SignatureConvention.LastLine;
import org.yibao.certs.SignatureConvention.LineEnds;
import org.yibao.certs.SignatureConvention.Numbers;
import org.yibao.certs.SignatureConvention.TextForm;
import org.yibao.certs.SignatureConvention.Wrapping;

/**
 * Tells in which convention somebody signed with SM2, for the people who join two systems. It only tells: what
 * {@link Sm2Verifier} accepts is one convention, and stays so.
 *
 * <p>The two numbers of a signature and the key give the one digest they were made over (GB/T 32918.2-2016, 7.1,
 * solved for e); it is looked up among the digests of the message in all its forms.
 */
public final class SignatureDoctor {
    /** Longest message that is looked at. */
    public static final int MESSAGE_MAX_BYTES = 1024 * 1024;

    /** Longest signature that is looked at. */
    public static final int SIGNATURE_MAX_BYTES = 1024;

    private static final int NUMBER_BYTES = 32;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int LONG_FORM = 0x80;

    private final ECPublicKeyParameters key;
    private final Map<BigInteger, Digested> digests = new LinkedHashMap<>();

    private record Digested(Identity identity, Optional<Sm2UserId> userId, TextForm text) {}

    private record Pair(Numbers numbers, BigInteger r, BigInteger s) {}

    private SignatureDoctor(ECPublicKeyParameters key) {
        this.key = key;
    }

    /**
     * Looks at one signature.
     *
     * @param message at most {@value #MESSAGE_MAX_BYTES} bytes
     * @param signature at most {@value #SIGNATURE_MAX_BYTES} bytes, as the other side sent it
     * @param userIds tried besides the default and the empty one
     * @throws MalformedException when message or signature are too long
     */
    public static SignatureDiagnosis diagnose(
            byte[] message, byte[] signature, Sm2PublicKey key, List<Sm2UserId> userIds) {
        if (message.length > MESSAGE_MAX_BYTES || signature.length > SIGNATURE_MAX_BYTES) {
            throw new MalformedException(
                    "a message has at most " + MESSAGE_MAX_BYTES + " bytes, a signature " + SIGNATURE_MAX_BYTES);
        }
        SignatureDoctor doctor = new SignatureDoctor(key.point());
        doctor.digest(message, userIds);
        return doctor.diagnose(signature);
    }

    /**
     * Reads a public key in any form in which people send one: a certificate or a key in PEM or DER, the point in
     * 65 bytes or 64, or those in hexadecimal or Base64.
     *
     * @throws MalformedException for anything else
     */
    public static Sm2PublicKey key(byte[] file) {
        List<byte[]> forms = new ArrayList<>(Pem.decode("PUBLIC KEY", file));
        forms.addAll(Pem.decode("CERTIFICATE", file));
        forms.addAll(unwrapped(file).values());
        return forms.stream()
                .flatMap(form -> keyIn(form).stream())
                .findFirst()
                .orElseThrow(() -> new MalformedException("the file holds no SM2 public key"));
    }

    private static Optional<Sm2PublicKey> keyIn(byte[] form) {
        List<Supplier<ECPublicKeyParameters>> readers = List.of(
                () -> Curve.publicKey(
                        org.bouncycastle.asn1.x509.Certificate.getInstance(form).getSubjectPublicKeyInfo()),
                () -> Curve.publicKey(SubjectPublicKeyInfo.getInstance(form)),
                () -> Curve.SM2.point(form),
                () -> Curve.SM2.point(ByteBuffer.allocate(form.length + 1)
                        .put((byte) 4)
                        .put(form)
                        .array()));
        for (Supplier<ECPublicKeyParameters> reader : readers) {
            try {
                ECPublicKeyParameters read = reader.get();
                if (Curve.of(read) == Curve.SM2) {
                    return Optional.of(new Sm2PublicKey(read));
                }
            } catch (RuntimeException otherForm) {
                // The next reader is tried: hostile bytes end each of them in another unchecked exception.
            }
        }
        return Optional.empty();
    }

    private void digest(byte[] message, List<Sm2UserId> userIds) {
        digest(message, new TextForm(Encoding.AS_IT_IS, LineEnds.AS_THEY_ARE, LastLine.AS_IT_IS), userIds);
        text(message).ifPresent(text -> {
            for (LineEnds lineEnds : LineEnds.values()) {
                for (LastLine lastLine : LastLine.values()) {
                    String form = lastLine.apply(lineEnds.apply(text));
                    Arrays.stream(Encoding.values())
                            .filter(encoding -> encoding != Encoding.AS_IT_IS)
                            .forEach(encoding ->
                                    digest(encoding.encode(form), new TextForm(encoding, lineEnds, lastLine), userIds));
                }
            }
        });
    }

    private void digest(byte[] message, TextForm text, List<Sm2UserId> userIds) {
        put(message, Optional.of(Sm2UserId.DEFAULT.bytes()), new Digested(Identity.DEFAULT, Optional.empty(), text));
        for (Sm2UserId userId : userIds) {
            put(message, Optional.of(userId.bytes()), new Digested(Identity.GIVEN, Optional.of(userId), text));
        }
        put(message, Optional.of(new byte[0]), new Digested(Identity.EMPTY, Optional.empty(), text));
        put(message, Optional.empty(), new Digested(Identity.NONE, Optional.empty(), text));
    }

    private void put(byte[] message, Optional<byte[]> userId, Digested how) {
        Sm3 digest = Sm3.start();
        userId.ifPresent(id -> digest.update(z(id)));
        BigInteger e = new BigInteger(1, digest.update(message).finish().bytes());
        digests.putIfAbsent(e.mod(Curve.SM2.order()), how);
    }

    /** GB/T 32918.2-2016, 5.5; the signer of Bouncy Castle keeps its own to itself. */
    private byte[] z(byte[] userId) {
        SM3Digest digest = new SM3Digest();
        int bits = userId.length * Byte.SIZE;
        digest.update((byte) (bits >> Byte.SIZE));
        digest.update((byte) bits);
        digest.update(userId, 0, userId.length);
        ECPoint generator = Curve.SM2.domain().getG();
        for (byte[] part : List.of(
                Curve.SM2.domain().getCurve().getA().getEncoded(),
                Curve.SM2.domain().getCurve().getB().getEncoded(),
                generator.getAffineXCoord().getEncoded(),
                generator.getAffineYCoord().getEncoded(),
                key.getQ().getAffineXCoord().getEncoded(),
                key.getQ().getAffineYCoord().getEncoded())) {
            digest.update(part, 0, part.length);
        }
        byte[] z = new byte[Digest.SIZE_BYTES];
        digest.doFinal(z, 0);
        return z;
    }

    private static Optional<String> text(byte[] message) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
            try {
                String text =
                        charset.newDecoder().decode(ByteBuffer.wrap(message)).toString();
                return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (CharacterCodingException otherEncoding) {
                // The next one is tried.
            }
        }
        return Optional.empty();
    }

    private SignatureDiagnosis diagnose(byte[] signature) {
        boolean wellFormed = false;
        for (Map.Entry<Wrapping, byte[]> form : unwrapped(signature).entrySet()) {
            for (Pair pair : pairs(form.getValue())) {
                wellFormed = true;
                for (boolean swapped : new boolean[] {false, true}) {
                    Optional<Digested> found = swapped ? digested(pair.s, pair.r) : digested(pair.r, pair.s);
                    if (found.isPresent()) {
                        Digested how = found.get();
                        return new SignatureDiagnosis.Signed(new SignatureConvention(
                                form.getKey(), pair.numbers, swapped, how.identity, how.userId, how.text));
                    }
                }
            }
        }
        return wellFormed ? new SignatureDiagnosis.WrongKey() : new SignatureDiagnosis.Malformed();
    }

    /** The form of the message over which the key made these two numbers: e = r - x1, (x1, y1) = [s]G + [r + s]P. */
    private Optional<Digested> digested(BigInteger r, BigInteger s) {
        BigInteger order = Curve.SM2.order();
        BigInteger t = r.add(s).mod(order);
        if (t.signum() == 0) {
            return Optional.empty();
        }
        ECPoint point = ECAlgorithms.sumOfTwoMultiplies(Curve.SM2.domain().getG(), s, key.getQ(), t)
                .normalize();
        if (point.isInfinity()) {
            return Optional.empty();
        }
        BigInteger e = r.subtract(point.getAffineXCoord().toBigInteger()).mod(order);
        return Optional.ofNullable(digests.get(e));
    }

    private static Map<Wrapping, byte[]> unwrapped(byte[] content) {
        Map<Wrapping, byte[]> forms = new LinkedHashMap<>();
        forms.put(Wrapping.BINARY, content);
        String text = new String(content, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
        try {
            forms.put(Wrapping.HEXADECIMAL, HexFormat.of().parseHex(text.replaceFirst("^0[xX]", "")));
        } catch (IllegalArgumentException notHexadecimal) {
            // Then it is none.
        }
        try {
            forms.put(
                    Wrapping.BASE64,
                    Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException notBase64) {
            // Then it is none.
        }
        return forms;
    }

    /** Every way in which the bytes are two numbers of [1, n - 1]; what both sides may agree on comes first. */
    private static List<Pair> pairs(byte[] bytes) {
        List<Pair> pairs = new ArrayList<>();
        for (SignatureEncoding encoding : SignatureEncoding.values()) {
            try {
                BigInteger[] numbers = encoding.decode(bytes, Curve.SM2.order());
                pairs.add(new Pair(Numbers.valueOf(encoding.name()), numbers[0], numbers[1]));
            } catch (MalformedSignatureException | WrongConventionException otherForm) {
                // The next one is tried.
            }
        }
        if (pairs.isEmpty()) {
            laxDer(bytes).ifPresent(pairs::add);
            pairs.addAll(ofOwnLength(bytes));
        }
        return pairs.stream().filter(pair -> inRange(pair.r) && inRange(pair.s)).toList();
    }

    private static boolean inRange(BigInteger number) {
        return number.signum() > 0 && number.compareTo(Curve.SM2.order()) < 0;
    }

    private static List<Pair> ofOwnLength(byte[] bytes) {
        List<Pair> pairs = new ArrayList<>();
        for (int cut = NUMBER_BYTES - 1; cut <= NUMBER_BYTES + 1; cut++) {
            int rest = bytes.length - cut;
            if (rest >= NUMBER_BYTES - 1 && rest <= NUMBER_BYTES + 1) {
                pairs.add(new Pair(
                        Numbers.RAW_OF_OWN_LENGTH,
                        new BigInteger(1, bytes, 0, cut),
                        new BigInteger(1, bytes, cut, rest)));
            }
        }
        return pairs;
    }

    private static Optional<Pair> laxDer(byte[] bytes) {
        try {
            ByteBuffer sequence = ByteBuffer.wrap(element(ByteBuffer.wrap(bytes), SEQUENCE));
            byte[] r = element(sequence, INTEGER);
            byte[] s = element(sequence, INTEGER);
            boolean negative = r[0] < 0 || s[0] < 0;
            return Optional.of(new Pair(
                    negative ? Numbers.DER_WITHOUT_SIGN_BYTE : Numbers.DER_NOT_CANONICAL,
                    new BigInteger(1, r),
                    new BigInteger(1, s)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | MalformedException notDer) {
            return Optional.empty();
        }
    }

    /** The content of the next element, of at least one byte and a length in one byte, in either form. */
    private static byte[] element(ByteBuffer input, int tag) {
        if (Byte.toUnsignedInt(input.get()) != tag) {
            throw new MalformedException("another element is expected here");
        }
        int length = Byte.toUnsignedInt(input.get());
        if (length == LONG_FORM + 1) {
            length = Byte.toUnsignedInt(input.get());
        }
        byte[] content = new byte[length];
        input.get(content);
        return content;
    }
}
