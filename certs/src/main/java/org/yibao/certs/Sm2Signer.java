package org.yibao.certs;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;

/**
 * Signs with SM2 and SM3 (GB/T 32918.2-2016).
 *
 * <p>Guarantee: only a holder of the key pair can make a signature that {@link Sm2Verifier} accepts for a
 * message. A signature is over exactly the bytes given, does not hide them, and differs each time. Safe for
 * use from several threads; make one per key and keep it.
 */
public final class Sm2Signer {
    private final SignatureEncoding encoding;
    private final Sm2Engines engines;

    private Sm2Signer(Sm2KeyPair keyPair, Sm2UserId userId, SignatureEncoding encoding, SecureRandom random) {
        this.encoding = encoding;
        this.engines = new Sm2Engines(
                true, new ParametersWithID(new ParametersWithRandom(keyPair.privateKey(), random), userId.bytes()));
    }

    public static Sm2Signer of(Sm2KeyPair keyPair, Sm2UserId userId, SignatureEncoding encoding) {
        return new Sm2Signer(keyPair, userId, encoding, Randomness.source());
    }

    /** For the published vectors alone: two messages signed with one random number give the key away. */
    static Sm2Signer withRandom(Sm2KeyPair keyPair, Sm2UserId userId, SignatureEncoding encoding, SecureRandom random) {
        return new Sm2Signer(keyPair, userId, encoding, random);
    }

    /** The signature over {@code message} in this signer's encoding. */
    public byte[] sign(byte[] message) {
        var engine = engines.lend();
        engine.update(message, 0, message.length);
        try {
            BigInteger[] numbers = SignatureEncoding.RAW.split(engine.generateSignature());
            engines.giveBack(engine);
            return encoding.encode(numbers[0], numbers[1]);
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a valid key always signs", impossible);
        }
    }
}
