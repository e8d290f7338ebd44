package org.yibao.certs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/** DER SEQUENCE of things that are DER themselves. */
final class DerList {
    static final int ENCODED_MAX_BYTES = 256 * 1024;

    private DerList() {}

    static byte[] encode(List<byte[]> elements) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        try {
            for (byte[] element : elements) {
                vector.add(ASN1Primitive.fromByteArray(element));
            }
            return new DERSequence(vector).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new IllegalStateException("the elements are DER", impossible);
        }
    }

    static List<byte[]> decode(byte[] encoded, int count) {
        List<byte[]> elements = decodeUpTo(encoded, count);
        if (elements.size() != count) {
            throw new MalformedException("there are " + count + " parts, not " + elements.size());
        }
        return elements;
    }

    static List<byte[]> decodeUpTo(byte[] encoded, int countMax) {
        if (encoded.length > ENCODED_MAX_BYTES) {
            throw new MalformedException("there are at most " + ENCODED_MAX_BYTES + " bytes");
        }
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(encoded));
            if (sequence.size() > countMax || !Arrays.equals(encoded, sequence.getEncoded(ASN1Encoding.DER))) {
                throw new MalformedException("too many parts, or not canonical DER");
            }
            List<byte[]> elements = new ArrayList<>();
            for (ASN1Encodable element : sequence) {
                elements.add(element.toASN1Primitive().getEncoded(ASN1Encoding.DER));
            }
            return elements;
        } catch (MalformedException ours) {
            throw ours;
        } catch (IOException | RuntimeException hostile) {
            // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
            throw new MalformedException("the bytes are no DER sequence", hostile);
        }
    }
}
