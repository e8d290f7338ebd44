package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The signer's distinguishing identifier that SM2 mixes into what is signed (GB/T 32918.2-2016, 5.5). Both
 * sides must name the same one; a signature under another does not verify.
 */
public final class Sm2UserId {
    /** The length is carried in 16 bits, counted in bits. */
    public static final int LENGTH_MAX_BYTES = 8191;

    /** {@code 1234567812345678}, used where nothing else is agreed (GM/T 0009-2012, 10). */
    public static final Sm2UserId DEFAULT = of("1234567812345678".getBytes(StandardCharsets.US_ASCII));

    private final byte[] bytes;

    private Sm2UserId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A user id of 1 to {@value #LENGTH_MAX_BYTES} bytes.
     *
     * @throws IllegalArgumentException for another length
     */
    public static Sm2UserId of(byte[] bytes) {
        if (bytes.length < 1 || bytes.length > LENGTH_MAX_BYTES) {
            throw new IllegalArgumentException("a user id has 1 to " + LENGTH_MAX_BYTES + " bytes");
        }
        return new Sm2UserId(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2UserId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
