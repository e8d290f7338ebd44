package org.yibao.store;

import java.util.Arrays;
import java.util.List;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;

/** Keys made by code, for testing only. */
final class TestKeys {
    static final Sm2KeyPair SIGNING = Sm2KeyPair.generate();

    private TestKeys() {}

    /** The same in every process, so that a child's store opens in its parent. */
    static KeyEncryptionKey keyEncryptionKey() {
        byte[] content = new byte[KeyEncryptionKey.FILE_BYTES];
        Arrays.fill(content, (byte) 7);
        return KeyEncryptionKey.decode(content);
    }

    static StoreKeys store() {
        return StoreKeys.of(keyEncryptionKey(), SIGNING);
    }

    /** This process's key after a renewal from the earlier ones. */
    static StoreKeys renewedFrom(List<Sm2PublicKey> earlier) {
        Sm2Signer signer = Sm2Signer.of(SIGNING, Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        return new StoreKeys(keyEncryptionKey(), signer, SIGNING.sm2PublicKey(), earlier);
    }
}
