package org.yibao.store;

import java.util.HashMap;
import java.util.Map;
import org.yibao.certs.CertsException;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.Sm3;
import org.yibao.settlement.port.StoreException;

/** Signs records with the terminal's key and believes that key and its predecessors only. Any thread may use it. */
final class JournalSeal {
    private volatile Keys keys;

    /**
     * What changes when the signing key does.
     *
     * @param name how records name the key that signs them
     * @param believed by name
     */
    private record Keys(Sm2Signer signer, String name, Map<String, Sm2Verifier> believed) {
        static Keys of(StoreKeys keys) {
            Map<String, Sm2Verifier> believed = new HashMap<>();
            believe(believed, keys.signerKey());
            keys.earlierSignerKeys().forEach(key -> believe(believed, key));
            return new Keys(keys.signer(), nameOf(keys.signerKey()), Map.copyOf(believed));
        }

        private static void believe(Map<String, Sm2Verifier> believed, Sm2PublicKey key) {
            believed.put(nameOf(key), Sm2Verifier.of(key, Sm2UserId.DEFAULT, SignatureEncoding.RAW));
        }
    }

    private JournalSeal(Keys keys) {
        this.keys = keys;
    }

    /** @throws StoreException when the signer does not belong to the public key: nobody could verify its records */
    static JournalSeal of(StoreKeys keys) {
        return new JournalSeal(fitting(keys));
    }

    /** The next record is signed with another key; throws as {@link #of}, and nothing changed then. */
    void change(StoreKeys next) {
        keys = fitting(next);
    }

    private static Keys fitting(StoreKeys given) {
        Keys keys = Keys.of(given);
        byte[] probe = Sm3.digest(new byte[0]).bytes();
        try {
            verify(keys, keys.name, probe, keys.signer.sign(probe));
            return keys;
        } catch (CertsException unfit) {
            throw new StoreException("the signing key does not fit its public key", unfit);
        }
    }

    static String nameOf(Sm2PublicKey key) {
        return Sm3.digest(key.encoded()).hex();
    }

    /** How records name the key that signs them. */
    String name() {
        return keys.name;
    }

    byte[] sign(byte[] message) {
        return keys.signer.sign(message);
    }

    boolean believes(String signerName) {
        return keys.believed.containsKey(signerName);
    }

    /** @throws CertsException when the named key did not sign the message, or is not believed */
    void verify(String signerName, byte[] message, byte[] signature) {
        verify(keys, signerName, message, signature);
    }

    private static void verify(Keys keys, String signerName, byte[] message, byte[] signature) {
        Sm2Verifier verifier = keys.believed.get(signerName);
        if (verifier == null) {
            throw new StoreException("signed by a key that is not believed");
        }
        verifier.verify(message, signature);
    }
}
