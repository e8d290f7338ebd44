package org.yibao.certs;

import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * HMAC-SM3 (GB/T 15852.2): finds a person's row by a keyed digest of the identity number, so that a stolen
 * database cannot be searched by trying all numbers.
 *
 * <p>Guarantee: without the key nobody can compute or recognise the code of a message.
 */
public final class Sm3Mac {
    /** Bytes of a code. */
    public static final int SIZE_BYTES = 32;

    private final KeyParameter key;

    private Sm3Mac(byte[] secret) {
        key = new KeyParameter(secret);
    }

    public static Sm3Mac of(Sm3MacKey key) {
        return new Sm3Mac(key.secret());
    }

    static Sm3Mac ofSecret(byte[] secret) {
        return new Sm3Mac(secret);
    }

    /** The 32 byte code of a message. */
    public byte[] code(byte[] message) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(key);
        mac.update(message, 0, message.length);
        byte[] code = new byte[SIZE_BYTES];
        mac.doFinal(code, 0);
        return code;
    }

    /**
     * Returns when the code is this message's, in time that does not depend on where they differ.
     *
     * @throws WrongSignatureException when it is not
     */
    public void verify(byte[] message, byte[] code) {
        if (!MessageDigest.isEqual(code(message), code)) {
            throw new WrongSignatureException("the keyed digest is not that of the message");
        }
    }
}
