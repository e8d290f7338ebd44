package org.yibao.certs;

import java.util.Arrays;
import java.util.HexFormat;

/** An SM3 digest: 32 bytes, written {@code sm3:} and 64 lower-case hexadecimal digits. */
public final class Digest {
    public static final int SIZE_BYTES = 32;

    private static final String PREFIX = "sm3:";

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The digest these 32 bytes are; digesting a message is {@link Sm3#digest}.
     *
     * @throws MalformedException when there are not exactly 32
     */
    public static Digest decode(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new MalformedException("a digest has " + SIZE_BYTES + " bytes, not " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /**
     * Reads {@code sm3:} and 64 lower-case hexadecimal digits.
     *
     * @throws MalformedException for any other text
     */
    public static Digest parse(String text) {
        if (!text.matches("sm3:[0-9a-f]{64}")) {
            throw new MalformedException("a digest is written sm3: and 64 lower-case hexadecimal digits");
        }
        return new Digest(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + hex();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
