package org.yibao.certs;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4 (GB/T 32907-2016) in Galois/counter mode (GB/T 36624): nonce of 12 bytes, tag of 16. */
final class Sm4Gcm {
    static final int KEY_BYTES = 16;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final KeyParameter key;

    Sm4Gcm(byte[] key) {
        this.key = new KeyParameter(key);
    }

    /** Ciphertext and tag. Two calls with one nonce give both plaintexts away. */
    byte[] encrypt(byte[] nonce, byte[] associated, byte[] plaintext) {
        try {
            return run(true, nonce, associated, plaintext, 0);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("encryption does not check a tag", impossible);
        }
    }

    /** Plaintext of the ciphertext and tag that stand in {@code sealed} from {@code offset} on. */
    byte[] decrypt(byte[] nonce, byte[] associated, byte[] sealed, int offset) {
        try {
            return run(false, nonce, associated, sealed, offset);
        } catch (InvalidCipherTextException broken) {
            throw new BrokenSealException("the sealed bytes are not what this key sealed for this place");
        }
    }

    private byte[] run(boolean encrypting, byte[] nonce, byte[] associated, byte[] input, int offset)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypting, new AEADParameters(key, TAG_BYTES * Byte.SIZE, nonce, associated));
        int length = input.length - offset;
        byte[] output = new byte[cipher.getOutputSize(length)];
        int written = cipher.processBytes(input, offset, length, output, 0);
        cipher.doFinal(output, written);
        return output;
    }
}
