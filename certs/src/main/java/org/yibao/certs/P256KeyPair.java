package org.yibao.certs;

import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/** A P-256 key pair: for the TLS line, never for signing a settlement. */
public final class P256KeyPair extends KeyPair {
    private P256KeyPair(ECPrivateKeyParameters privateKey) {
        super(Curve.P256, privateKey);
    }

    public static P256KeyPair generate() {
        return new P256KeyPair(generate(Curve.P256));
    }

    static P256KeyPair of(BigInteger number) {
        return new P256KeyPair(privateKey(Curve.P256, number));
    }
}
