package org.yibao.store;

import java.util.List;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;

/**
 * The keys a store needs, from outside it.
 *
 * @param keyEncryptionKey opens the store's own keys; neither the signing nor the line's key
 * @param signer signs journal records, with the default user id, in {@link SignatureEncoding#RAW}
 * @param signerKey the public half of {@code signer}
 * @param earlierSignerKeys public keys that signed this journal before the last renewal; no other key's
 *     signature is believed
 */
public record StoreKeys(
        KeyEncryptionKey keyEncryptionKey,
        Sm2Signer signer,
        Sm2PublicKey signerKey,
        List<Sm2PublicKey> earlierSignerKeys) {

    public StoreKeys {
        earlierSignerKeys = List.copyOf(earlierSignerKeys);
    }

    /** Keys whose signing key was never renewed. */
    public static StoreKeys of(KeyEncryptionKey keyEncryptionKey, Sm2KeyPair signingKey) {
        Sm2Signer signer = Sm2Signer.of(signingKey, Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        return new StoreKeys(keyEncryptionKey, signer, signingKey.sm2PublicKey(), List.of());
    }
}
