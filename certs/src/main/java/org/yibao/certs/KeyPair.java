package org.yibao.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** A private key with its public key. The private half leaves only inside a {@link KeyStoreFile}. */
public abstract sealed class KeyPair permits P256KeyPair, Sm2KeyPair {
    private final Curve curve;
    private final ECPrivateKeyParameters privateKey;
    private final ECPublicKeyParameters publicKey;

    KeyPair(Curve curve, ECPrivateKeyParameters privateKey) {
        this.curve = curve;
        this.privateKey = privateKey;
        this.publicKey = new ECPublicKeyParameters(
                new FixedPointCombMultiplier().multiply(curve.domain().getG(), privateKey.getD()), curve.domain());
    }

    Curve curve() {
        return curve;
    }

    ECPrivateKeyParameters privateKey() {
        return privateKey;
    }

    ECPublicKeyParameters publicKey() {
        return publicKey;
    }

    boolean fits(Certificate certificate) {
        return Curve.describe(publicKey).equals(Curve.describe(certificate.publicKey()));
    }

    static ECPrivateKeyParameters generate(Curve curve) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.domain(), Randomness.source()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return (ECPrivateKeyParameters) pair.getPrivate();
    }

    /** PKCS#8, in clear. */
    PrivateKeyInfo privateKeyInfo() {
        try {
            return PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static KeyPair of(PrivateKeyInfo info) {
        if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            throw new MalformedException("the private key is not on an elliptic curve");
        }
        Object name = info.getPrivateKeyAlgorithm().getParameters();
        BigInteger number = secret(info);
        if (Curve.SM2.domain().getName().equals(name)) {
            return Sm2KeyPair.of(number);
        }
        if (Curve.P256.domain().getName().equals(name)) {
            return P256KeyPair.of(number);
        }
        throw new MalformedException("the private key is on neither SM2's curve nor P-256");
    }

    private static BigInteger secret(PrivateKeyInfo info) {
        try {
            return ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        } catch (IOException | IllegalArgumentException notAKey) {
            throw new MalformedException("the private key cannot be read");
        }
    }

    static ECPrivateKeyParameters privateKey(Curve curve, BigInteger number) {
        // SM2 signing divides by (1 + d): d = n - 1 is no key (GB/T 32918.1-2016, 6.1).
        if (number.signum() <= 0 || number.compareTo(curve.order().subtract(BigInteger.ONE)) >= 0) {
            throw new MalformedException("the private key is out of range");
        }
        return new ECPrivateKeyParameters(number, curve.domain());
    }
}
