package org.yibao.certs;

/**
 * An SM4 key of 16 bytes that seals content at rest. It stands in the store only wrapped, by
 * {@link KeyEncryptionKey#wrap(DataKey)}.
 *
 * <p>Guarantee: nobody without the key reads sealed bytes, and changed, cut or moved ones do not open. Their
 * length shows. Nonces are random: seal at most 2^32 contents under one key, then start another (NIST SP
 * 800-38D, 8.3). Safe for use from several threads.
 */
public final class DataKey {
    /** Bytes by which sealed content is longer than the content. */
    public static final int OVERHEAD_BYTES = Seal.OVERHEAD_BYTES;

    private final byte[] secret;
    private final Seal seal;

    private DataKey(byte[] secret) {
        this.secret = secret;
        this.seal = new Seal(secret);
    }

    public static DataKey generate() {
        return new DataKey(Randomness.bytes(Sm4Gcm.KEY_BYTES));
    }

    static DataKey of(byte[] secret) {
        if (secret.length != Sm4Gcm.KEY_BYTES) {
            throw new MalformedException("a data key has " + Sm4Gcm.KEY_BYTES + " bytes, not " + secret.length);
        }
        return new DataKey(secret.clone());
    }

    byte[] secret() {
        return secret.clone();
    }

    /**
     * Seals content for one place.
     *
     * @param associated says where the sealed bytes stand (table, row, key id); not hidden, not contained in
     *     the result, and to be given again to open. May be empty.
     */
    public byte[] seal(byte[] plaintext, byte[] associated) {
        return seal.seal(Seal.Purpose.CONTENT, plaintext, associated);
    }

    /**
     * The content sealed under this key with these associated bytes.
     *
     * @throws MalformedException when the bytes are too short or of an unknown format
     * @throws BrokenSealException when they were changed, moved, or sealed under another key
     */
    public byte[] open(byte[] sealed, byte[] associated) {
        return seal.open(Seal.Purpose.CONTENT, sealed, associated);
    }
}
