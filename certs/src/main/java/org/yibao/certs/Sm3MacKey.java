package org.yibao.certs;

/**
 * A secret of 32 bytes for {@link Sm3Mac}. It leaves this module only wrapped, by
 * {@link KeyEncryptionKey#wrap(Sm3MacKey)}.
 */
public final class Sm3MacKey {
    static final int SIZE_BYTES = 32;

    private final byte[] secret;

    private Sm3MacKey(byte[] secret) {
        this.secret = secret;
    }

    public static Sm3MacKey generate() {
        return new Sm3MacKey(Randomness.bytes(SIZE_BYTES));
    }

    static Sm3MacKey of(byte[] secret) {
        if (secret.length != SIZE_BYTES) {
            throw new MalformedException("a key for keyed SM3 has " + SIZE_BYTES + " bytes, not " + secret.length);
        }
        return new Sm3MacKey(secret.clone());
    }

    byte[] secret() {
        return secret.clone();
    }
}
