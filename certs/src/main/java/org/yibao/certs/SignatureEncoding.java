package org.yibao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/**
 * How the two numbers of a signature become bytes. One is agreed; the other is refused, never guessed.
 */
public enum SignatureEncoding {
    /** {@code SEQUENCE { r INTEGER, s INTEGER }} in canonical DER, at most 72 bytes (GM/T 0009-2012, 7.3). */
    DER {
        @Override
        byte[] encode(BigInteger r, BigInteger s) {
            ASN1EncodableVector numbers = new ASN1EncodableVector(2);
            numbers.add(new ASN1Integer(r));
            numbers.add(new ASN1Integer(s));
            try {
                return new DERSequence(numbers).getEncoded(ASN1Encoding.DER);
            } catch (IOException impossible) {
                throw new IllegalStateException("two integers always encode", impossible);
            }
        }

        @Override
        BigInteger[] split(byte[] signature) {
            if (signature.length > DER_MAX_BYTES) {
                throw new MalformedSignatureException("a DER signature has at most " + DER_MAX_BYTES + " bytes");
            }
            try {
                ASN1Sequence numbers = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signature));
                if (numbers.size() != 2) {
                    throw new IOException("a DER signature is a sequence of two integers");
                }
                return new BigInteger[] {integer(numbers, 0), integer(numbers, 1)};
            } catch (IOException | RuntimeException hostile) {
                // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
                throw new MalformedSignatureException("the signature is not a DER sequence of two integers");
            }
        }
    },

    /** {@code r} and {@code s} as unsigned big-endian numbers of 32 bytes each: 64 bytes. */
    RAW {
        @Override
        byte[] encode(BigInteger r, BigInteger s) {
            byte[] signature = new byte[2 * NUMBER_BYTES];
            BigIntegers.asUnsignedByteArray(r, signature, 0, NUMBER_BYTES);
            BigIntegers.asUnsignedByteArray(s, signature, NUMBER_BYTES, NUMBER_BYTES);
            return signature;
        }

        @Override
        BigInteger[] split(byte[] signature) {
            if (signature.length != 2 * NUMBER_BYTES) {
                throw new MalformedSignatureException("a raw signature has " + 2 * NUMBER_BYTES + " bytes");
            }
            return new BigInteger[] {
                new BigInteger(1, signature, 0, NUMBER_BYTES), new BigInteger(1, signature, NUMBER_BYTES, NUMBER_BYTES)
            };
        }
    };

    private static final int NUMBER_BYTES = 32;
    private static final int DER_MAX_BYTES = 72;

    abstract byte[] encode(BigInteger r, BigInteger s);

    abstract BigInteger[] split(byte[] signature);

    /**
     * The two numbers, each in [1, order - 1], of a signature that is exactly what {@link #encode} writes.
     *
     * @throws WrongConventionException when it is exactly what the other encoding writes
     * @throws MalformedSignatureException when it is neither
     */
    BigInteger[] decode(byte[] signature, BigInteger order) {
        try {
            return decodeOwn(signature, order);
        } catch (MalformedSignatureException malformed) {
            SignatureEncoding other = this == DER ? RAW : DER;
            try {
                other.decodeOwn(signature, order);
            } catch (MalformedSignatureException neither) {
                throw malformed;
            }
            throw new WrongConventionException(other, this);
        }
    }

    private BigInteger[] decodeOwn(byte[] signature, BigInteger order) {
        BigInteger[] numbers = split(signature);
        for (BigInteger number : numbers) {
            if (number.signum() <= 0 || number.compareTo(order) >= 0) {
                throw new MalformedSignatureException("a number of the signature is out of range");
            }
        }
        if (!Arrays.equals(signature, encode(numbers[0], numbers[1]))) {
            throw new MalformedSignatureException("the signature is not in canonical form");
        }
        return numbers;
    }

    private static BigInteger integer(ASN1Sequence numbers, int index) {
        return ASN1Integer.getInstance(numbers.getObjectAt(index)).getPositiveValue();
    }
}
