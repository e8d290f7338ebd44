package org.yibao.certs;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.ParametersWithID;

/**
 * Verifies SM2-with-SM3 signatures (GB/T 32918.2-2016) of one key, user id and encoding.
 *
 * <p>Guarantee: when {@link #verify} returns, the holder of the key signed exactly these bytes under this user
 * id. It says nothing about when, or how often the message was sent. Safe for use from several threads.
 */
public final class Sm2Verifier {
    private final SignatureEncoding encoding;
    private final Sm2Engines engines;

    private Sm2Verifier(Sm2PublicKey key, Sm2UserId userId, SignatureEncoding encoding) {
        this.encoding = encoding;
        this.engines = new Sm2Engines(false, new ParametersWithID(key.point(), userId.bytes()));
    }

    public static Sm2Verifier of(Sm2PublicKey key, Sm2UserId userId, SignatureEncoding encoding) {
        return new Sm2Verifier(key, userId, encoding);
    }

    /**
     * Returns when the signature is good.
     *
     * @throws MalformedSignatureException when no key could have made it: numbers outside [1, n-1], not canonical,
     *     trailing bytes
     * @throws WrongConventionException when it is well-formed in the other encoding; whose it is was not looked at
     * @throws WrongSignatureException when it belongs to another message, key or user id
     */
    public void verify(byte[] message, byte[] signature) {
        BigInteger[] numbers = encoding.decode(signature, Curve.SM2.order());
        var engine = engines.lend();
        engine.update(message, 0, message.length);
        boolean good = engine.verifySignature(SignatureEncoding.RAW.encode(numbers[0], numbers[1]));
        engines.giveBack(engine);
        if (!good) {
            throw new WrongSignatureException("the signature is not this key's over this message and user id");
        }
    }
}
