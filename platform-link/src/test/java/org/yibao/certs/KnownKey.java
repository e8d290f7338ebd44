package org.yibao.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * An SM2 key whose private half stands in {@code docs/protocol/vectors}: for testing only. It is in this package for
 * what no other may do: choose a private key, and the random number of a signature.
 */
public final class KnownKey {
    private static final Validity VALIDITY =
            Validity.starting(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(7300));

    private final Sm2KeyPair keys;

    private KnownKey(Sm2KeyPair keys) {
        this.keys = keys;
    }

    /** The key whose private half is the SM3 of a text. */
    public static KnownKey of(String seed) {
        return new KnownKey(Sm2KeyPair.of(new BigInteger(1, digest(seed))));
    }

    private static byte[] digest(String text) {
        return Sm3.digest(text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    /** 64 hexadecimal digits. */
    public String privateKey() {
        return String.format("%064x", keys.privateKey().getD());
    }

    public Sm2PublicKey publicKey() {
        return keys.sm2PublicKey();
    }

    /** The uncompressed point, 130 hexadecimal digits. */
    public String publicKeyHex() {
        return HexFormat.of().formatHex(keys.sm2PublicKey().encoded());
    }

    /**
     * A signature with a random number that is none, which would give any other key away.
     *
     * @param random 32 bytes
     */
    public byte[] sign(byte[] message, byte[] random, SignatureEncoding encoding) {
        return Sm2Signer.withRandom(keys, Sm2UserId.DEFAULT, encoding, new Fixed(random))
                .sign(message);
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] wanted) {
            System.arraycopy(bytes, 0, wanted, 0, wanted.length);
        }
    }

    /** The authority, and the signing certificates that it issued for a terminal's and a platform's known key. */
    public record Certificates(Certificate authority, Certificate terminal, Certificate platform) {
        /** New ones, by an authority whose key nobody keeps. */
        public static Certificates issue(KnownKey terminal, TerminalName name, KnownKey platform) {
            CertificateAuthority authority = CertificateAuthority.createForSigning("for testing only", VALIDITY);
            return new Certificates(
                    authority.anchors().authorities().get(0),
                    authority
                            .issue(
                                    CertificateRequest.of(terminal.keys, name.institutionCode()),
                                    name,
                                    CertificateUsage.SIGNING_TERMINAL,
                                    VALIDITY)
                            .leaf(),
                    authority
                            .issuePlatform(
                                    CertificateRequest.of(platform.keys, "platform"), "for testing only", VALIDITY)
                            .leaf());
        }
    }

    public static byte[] pem(Certificate certificate) {
        return new CertificateChain(List.of(certificate)).encodePem();
    }

    public static Certificate certificate(byte[] pem) {
        return CertificateChain.decodePem(pem).leaf();
    }
}
