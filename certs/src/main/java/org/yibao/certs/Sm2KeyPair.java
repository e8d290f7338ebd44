package org.yibao.certs;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/** An SM2 key pair: for signing settlements and answers, or another one for the line in the SM suite. */
public final class Sm2KeyPair extends KeyPair {
    private Sm2KeyPair(ECPrivateKeyParameters privateKey) {
        super(Curve.SM2, privateKey);
    }

    public static Sm2KeyPair generate() {
        return new Sm2KeyPair(generate(Curve.SM2));
    }

    static Sm2KeyPair of(BigInteger number) {
        return new Sm2KeyPair(privateKey(Curve.SM2, number));
    }

    /** The public half. */
    public Sm2PublicKey sm2PublicKey() {
        return new Sm2PublicKey(publicKey());
    }
}
