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
    private final Sm2Signer signer;
    private final String name;
    private final Map<String, Sm2Verifier> believed = new HashMap<>();

    private JournalSeal(StoreKeys keys) {
        signer = keys.signer();
        name = name(keys.signerKey());
        believe(keys.signerKey());
        keys.earlierSignerKeys().forEach(this::believe);
    }

    /** @throws StoreException when the signer does not belong to the public key: nobody could verify its records */
    static JournalSeal of(StoreKeys keys) {
        JournalSeal seal = new JournalSeal(keys);
        byte[] probe = Sm3.digest(new byte[0]).bytes();
        try {
            seal.verify(seal.name, probe, seal.sign(probe));
        } catch (CertsException unfit) {
            throw new StoreException("the signing key does not fit its public key", unfit);
        }
        return seal;
    }

    private void believe(Sm2PublicKey key) {
        believed.put(name(key), Sm2Verifier.of(key, Sm2UserId.DEFAULT, SignatureEncoding.RAW));
    }

    private static String name(Sm2PublicKey key) {
        return Sm3.digest(key.encoded()).hex();
    }

    /** How records name the key that signs them. */
    String name() {
        return name;
    }

    byte[] sign(byte[] message) {
        return signer.sign(message);
    }

    boolean believes(String signerName) {
        return believed.containsKey(signerName);
    }

    /** @throws CertsException when the named key did not sign the message, or is not believed */
    void verify(String signerName, byte[] message, byte[] signature) {
        Sm2Verifier verifier = believed.get(signerName);
        if (verifier == null) {
            throw new StoreException("signed by a key that is not believed");
        }
        verifier.verify(message, signature);
    }
}
