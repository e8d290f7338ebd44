package org.yibao.certs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The sealed form: one byte of format, the nonce (12), the ciphertext, the tag (16). Format and purpose are
 * authenticated with the caller's associated bytes, so that nothing sealed for one use opens in another.
 */
final class Seal {
    static final int OVERHEAD_BYTES = 1 + Sm4Gcm.NONCE_BYTES + Sm4Gcm.TAG_BYTES;

    /** What the sealed bytes are for. */
    enum Purpose {
        CONTENT(1),
        DATA_KEY(2),
        MAC_KEY(3),
        STORE_KEY(4);

        private final byte code;

        Purpose(int code) {
            this.code = (byte) code;
        }
    }

    private static final byte FORMAT_SM4_GCM = 1;

    private final Sm4Gcm cipher;

    Seal(byte[] key) {
        cipher = new Sm4Gcm(key);
    }

    byte[] seal(Purpose purpose, byte[] plaintext, byte[] associated) {
        byte[] nonce = Randomness.bytes(Sm4Gcm.NONCE_BYTES);
        byte[] ciphertext = cipher.encrypt(nonce, authenticated(purpose, associated), plaintext);
        return ByteBuffer.allocate(1 + nonce.length + ciphertext.length)
                .put(FORMAT_SM4_GCM)
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    byte[] open(Purpose purpose, byte[] sealed, byte[] associated) {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new MalformedException("sealed bytes are at least " + OVERHEAD_BYTES + ", not " + sealed.length);
        }
        if (sealed[0] != FORMAT_SM4_GCM) {
            throw new MalformedException("unknown format of sealed bytes: " + sealed[0]);
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + Sm4Gcm.NONCE_BYTES);
        return cipher.decrypt(nonce, authenticated(purpose, associated), sealed, 1 + Sm4Gcm.NONCE_BYTES);
    }

    private static byte[] authenticated(Purpose purpose, byte[] associated) {
        return ByteBuffer.allocate(2 + associated.length)
                .put(FORMAT_SM4_GCM)
                .put(purpose.code)
                .put(associated)
                .array();
    }
}
