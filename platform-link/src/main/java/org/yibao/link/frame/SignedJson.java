package org.yibao.link.frame;

import java.nio.ByteBuffer;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;

/**
 * The payload of a REQUEST or ANSWER: JSON and, beside it, the signature over exactly its bytes. Its encoding is
 * what a terminal stores and repeats, and what is kept as evidence.
 *
 * @param json UTF-8
 * @param certificateId SM3 of the signing certificate's DER, {@value #CERTIFICATE_ID_BYTES} bytes
 * @param signature raw r‖s of SM2 with SM3, {@value #SIGNATURE_BYTES} bytes
 */
public record SignedJson(Bytes json, Bytes certificateId, Bytes signature) {
    public static final int CERTIFICATE_ID_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    private static final int OVERHEAD_BYTES = Integer.BYTES + CERTIFICATE_ID_BYTES + SIGNATURE_BYTES;

    /** What the frame limit leaves for the JSON. */
    public static final int JSON_BYTES_MAX = FrameCodec.BODY_BYTES_MAX - FrameCodec.HEADER_BYTES - OVERHEAD_BYTES;

    /** @throws FrameException when the JSON does not fit into a frame, or an id or signature has not its length */
    public SignedJson {
        if (json.length() > JSON_BYTES_MAX) {
            throw new FrameException(CloseCode.FRAME_TOO_LONG, "JSON of " + json.length() + " bytes");
        }
        if (certificateId.length() != CERTIFICATE_ID_BYTES || signature.length() != SIGNATURE_BYTES) {
            throw new FrameException(CloseCode.FRAME_MALFORMED, "certificate id or signature of another length");
        }
    }

    /** 4 bytes JSON length, JSON, certificate id, signature. */
    public Bytes encode() {
        return Bytes.of(ByteBuffer.allocate(encodedBytes())
                .putInt(json.length())
                .put(json.toArray())
                .put(certificateId.toArray())
                .put(signature.toArray())
                .array());
    }

    /** @throws FrameException when the bytes are not exactly one signed JSON */
    public static SignedJson decode(Bytes bytes) {
        PayloadReader in = new PayloadReader(ByteBuffer.wrap(bytes.toArray()));
        SignedJson read = read(in);
        in.requireEnd();
        return read;
    }

    static SignedJson read(PayloadReader in) {
        Bytes json = in.bytes(in.length(JSON_BYTES_MAX));
        return new SignedJson(json, in.bytes(CERTIFICATE_ID_BYTES), in.bytes(SIGNATURE_BYTES));
    }

    /** {@code sm3:} digest of what was said: the same content under another signature is the same. */
    public String contentDigest() {
        return Sm3.digest(json.toArray()).toString();
    }

    /** Length of {@link #encode}. */
    public int encodedBytes() {
        return OVERHEAD_BYTES + json.length();
    }

    /** Sizes only: the JSON may hold personal data. */
    @Override
    public String toString() {
        return "SignedJson[" + json + "]";
    }
}
