package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key over the store's keys, neither the signing nor the line's. Its file holds 32 random bytes; the SM4
 * key that wraps is derived from them by HMAC-SM3.
 *
 * <p>Rotation unwraps every key under the old one, wraps it under the new one, and touches no content.
 */
public final class KeyEncryptionKey {
    /** Bytes of the key's file. */
    public static final int FILE_BYTES = 32;

    private static final byte[] WRAPPING = "yibao store wrapping 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOWHERE = {};

    private final byte[] fileContent;
    private final Seal seal;

    private KeyEncryptionKey(byte[] fileContent) {
        this.fileContent = fileContent;
        this.seal = new Seal(Arrays.copyOf(Sm3Mac.ofSecret(fileContent).code(WRAPPING), Sm4Gcm.KEY_BYTES));
    }

    public static KeyEncryptionKey generate() {
        return new KeyEncryptionKey(Randomness.bytes(FILE_BYTES));
    }

    /**
     * Reads the content of a key file.
     *
     * @throws MalformedException when it has not {@value #FILE_BYTES} bytes
     */
    public static KeyEncryptionKey decode(byte[] fileContent) {
        if (fileContent.length != FILE_BYTES) {
            throw new MalformedException("a store key file has " + FILE_BYTES + " bytes, not " + fileContent.length);
        }
        return new KeyEncryptionKey(fileContent.clone());
    }

    /** The 32 secret bytes to keep in the key's file. */
    public byte[] fileContent(InsecureSecretAccess token) {
        return fileContent.clone();
    }

    public byte[] wrap(DataKey key) {
        return seal.seal(Seal.Purpose.DATA_KEY, key.secret(), NOWHERE);
    }

    public byte[] wrap(Sm3MacKey key) {
        return seal.seal(Seal.Purpose.MAC_KEY, key.secret(), NOWHERE);
    }

    /**
     * The data key in a wrapping.
     *
     * @throws MalformedException when the bytes are no wrapping
     * @throws BrokenSealException when they were changed, wrapped under another key, or hold a key of another
     *     kind
     */
    public DataKey unwrapDataKey(byte[] wrapped) {
        return DataKey.of(seal.open(Seal.Purpose.DATA_KEY, wrapped, NOWHERE));
    }

    /** The key for keyed SM3 in a wrapping; throws as {@link #unwrapDataKey}. */
    public Sm3MacKey unwrapMacKey(byte[] wrapped) {
        return Sm3MacKey.of(seal.open(Seal.Purpose.MAC_KEY, wrapped, NOWHERE));
    }
}
