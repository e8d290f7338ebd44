package org.yibao.settlement.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yibao.settlement.Bytes;

/** Stands in for SM3 where no cryptography of ours is at hand: a digest of the same length. */
public final class Sha256 {
    private Sha256() {}

    public static String of(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
