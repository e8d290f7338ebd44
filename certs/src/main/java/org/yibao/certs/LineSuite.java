package org.yibao.certs;

import java.util.List;

/** What a handshake is made of, by the names Bouncy Castle's TLS has for it. No part mixes with another suite's. */
enum LineSuite {
    /** RFC 8998. */
    SM(Curve.SM2, "curveSM2", "sm2sig_sm3", "EC/sm2p256v1", "TLS_SM4_GCM_SM3"),
    /** RFC 8446, 9.1. */
    INTERNATIONAL(
            Curve.P256,
            "secp256r1",
            "ecdsa_secp256r1_sha256",
            "EC/secp256r1",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384");

    private final Curve curve;
    private final String group;
    private final String signatureScheme;
    private final String keyType;
    // List.of is immutable, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> ciphers;

    LineSuite(Curve curve, String group, String signatureScheme, String keyType, String... ciphers) {
        this.curve = curve;
        this.group = group;
        this.signatureScheme = signatureScheme;
        this.keyType = keyType;
        this.ciphers = List.of(ciphers);
    }

    /** The curve of its keys and certificates. */
    Curve curve() {
        return curve;
    }

    /** The key agreement. */
    String group() {
        return group;
    }

    String signatureScheme() {
        return signatureScheme;
    }

    String keyType() {
        return keyType;
    }

    List<String> ciphers() {
        return ciphers;
    }
}
