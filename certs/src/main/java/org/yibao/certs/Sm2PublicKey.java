package org.yibao.certs;

import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** A point of SM2's curve. Whose it is only a {@link TrustedCertificate} says. */
public final class Sm2PublicKey {
    /** Bytes of an uncompressed point: 4, x, y. */
    public static final int SIZE_BYTES = 65;

    private final ECPublicKeyParameters point;

    Sm2PublicKey(ECPublicKeyParameters point) {
        this.point = point;
    }

    /**
     * Reads an uncompressed point of 65 bytes: 4, x, y.
     *
     * @throws MalformedException when it is no point of the curve, or written otherwise
     */
    public static Sm2PublicKey decode(byte[] encoded) {
        return new Sm2PublicKey(Curve.SM2.point(encoded));
    }

    /** The 65 bytes of the uncompressed point. */
    public byte[] encoded() {
        return point.getQ().getEncoded(false);
    }

    ECPublicKeyParameters point() {
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2PublicKey that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded());
    }
}
