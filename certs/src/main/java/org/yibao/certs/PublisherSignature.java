package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A publisher's signature over a file, kept beside it as text in UTF-8 with line feeds:
 *
 * <pre>
 * yibao-publisher-signature: 1
 * digest: sm3:(64 lower-case hexadecimal digits over the file's bytes)
 * publisher: (1 to 64 characters, the common name of the certificate)
 * signature: (Base64 of the DER signature over the three lines above, line feeds included)
 * -----BEGIN CERTIFICATE-----
 * (the publisher's certificate, then those between it and its authority)
 * </pre>
 *
 * <p>SM2 with SM3 under a user id of its own: together with the first line it keeps a signature over a message or
 * a journal record from ever being taken for one over a file. As read: {@link #check} judges it.
 */
public final class PublisherSignature {
    /** Longest signature file that is read. */
    public static final int TEXT_MAX_BYTES = 64 * 1024;

    /** X.520, upper bound of a common name. */
    public static final int NAME_MAX_CHARACTERS = 64;

    private static final Sm2UserId USER_ID =
            Sm2UserId.of("yibao-publisher-signature".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s]([^\\p{Cntrl}]*[^\\p{Cntrl}\\s])?");
    private static final Pattern TEXT = Pattern.compile("""
            yibao-publisher-signature: 1
            digest: (sm3:[0-9a-f]{64})
            publisher: ([^\n]+)
            signature: ([0-9A-Za-z+/]+={0,2})
            (-----BEGIN CERTIFICATE-----
            .*)""", Pattern.DOTALL);

    private final Digest digest;
    private final String publisher;
    private final byte[] signature;
    private final CertificateChain chain;

    private PublisherSignature(Digest digest, String publisher, byte[] signature, CertificateChain chain) {
        this.digest = digest;
        this.publisher = requireName(publisher);
        this.signature = signature;
        this.chain = chain;
    }

    static String requireName(String name) {
        if (name.length() > NAME_MAX_CHARACTERS || !NAME.matcher(name).matches()) {
            throw new MalformedException(
                    "a publisher's name has 1 to " + NAME_MAX_CHARACTERS + " printable characters");
        }
        return name;
    }

    /**
     * Signs a file's bytes; whether the certificate is valid is the checker's to find out.
     *
     * @param keys with a certificate for {@code SIGNING_PUBLISHER}
     * @throws MalformedException when the key store holds no certificate, or its key is not on SM2's curve
     * @throws CertificateRefusedException when the certificate is for another use, or names nobody
     */
    public static PublisherSignature sign(byte[] content, KeyStoreFile keys) {
        CertificateChain chain = keys.requireChain();
        Sm2KeyPair keyPair = IdentityMaterial.sm2KeyPair(keys);
        IdentityMaterial.requireUsage(chain.leaf(), CertificateUsage.SIGNING_PUBLISHER);
        String publisher = TrustedCertificate.of(chain.leaf(), CertificateUsage.SIGNING_PUBLISHER)
                .commonName();
        Digest digest = Sm3.digest(content);
        byte[] signature = Sm2Signer.of(keyPair, USER_ID, SignatureEncoding.DER).sign(signed(digest, publisher));
        return new PublisherSignature(digest, publisher, signature, withoutAuthority(chain));
    }

    /** Whoever checks has the authority; a copy beside the signature would prove nothing. */
    private static CertificateChain withoutAuthority(CertificateChain chain) {
        return new CertificateChain(chain.certificates().stream()
                .filter(certificate -> certificate.equals(chain.leaf()) || !certificate.isSignedBy(certificate))
                .toList());
    }

    private static byte[] signed(Digest digest, String publisher) {
        return ("yibao-publisher-signature: 1\ndigest: " + digest + "\npublisher: " + publisher + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a signature file, at most {@value #TEXT_MAX_BYTES} bytes.
     *
     * @throws SignatureRefusedException with {@code MALFORMED} for anything that {@link #encode} does not write
     */
    public static PublisherSignature decode(byte[] text) {
        try {
            PublisherSignature read = read(text);
            if (Arrays.equals(text, read.encode())) {
                return read;
            }
        } catch (MalformedException | IllegalArgumentException hostile) {
            // The parsers report hostile text by either; both mean the same here.
            throw new SignatureRefusedException(SignatureFault.MALFORMED, hostile);
        }
        throw new SignatureRefusedException(SignatureFault.MALFORMED);
    }

    private static PublisherSignature read(byte[] text) {
        if (text.length > TEXT_MAX_BYTES) {
            throw new MalformedException("a signature file has at most " + TEXT_MAX_BYTES + " bytes");
        }
        Matcher parts = TEXT.matcher(new String(text, StandardCharsets.UTF_8));
        if (!parts.matches()) {
            throw new MalformedException("the text is no publisher's signature");
        }
        return new PublisherSignature(
                Digest.parse(parts.group(1)),
                parts.group(2),
                Base64.getDecoder().decode(parts.group(3)),
                CertificateChain.decodePem(parts.group(4).getBytes(StandardCharsets.UTF_8)));
    }

    /** The signature file. */
    public byte[] encode() {
        String text = new String(signed(digest, publisher), StandardCharsets.UTF_8)
                + "signature: " + Base64.getEncoder().encodeToString(signature) + "\n"
                + new String(chain.encodePem(), StandardCharsets.US_ASCII);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of the file that was signed. */
    public Digest digest() {
        return digest;
    }

    /** As the signature says; only after {@link #check} it is so. */
    public String publisher() {
        return publisher;
    }

    /**
     * Returns when a trusted publisher, the one {@link #publisher} names, signed exactly these bytes.
     *
     * @param publishers the authorities that vouch for publishers
     * @param instant at which the certificates must be valid
     * @throws SignatureRefusedException with the first fault found: file, certificate, name, key
     */
    public void check(byte[] content, TrustAnchors publishers, Instant instant) {
        if (!Sm3.digest(content).equals(digest)) {
            throw new SignatureRefusedException(SignatureFault.OTHER_FILE);
        }
        TrustedCertificate trusted = trusted(publishers, instant);
        if (!trusted.commonName().equals(publisher)) {
            throw new SignatureRefusedException(SignatureFault.WRONG_NAME);
        }
        try {
            Sm2Verifier.of(trusted.sm2PublicKey(), USER_ID, SignatureEncoding.DER)
                    .verify(signed(digest, publisher), signature);
        } catch (MalformedSignatureException notDer) {
            throw new SignatureRefusedException(SignatureFault.MALFORMED, notDer);
        } catch (WrongConventionException raw) {
            throw new SignatureRefusedException(SignatureFault.WRONG_CONVENTION, raw);
        } catch (WrongSignatureException wrong) {
            throw new SignatureRefusedException(SignatureFault.WRONG_KEY, wrong);
        }
    }

    private TrustedCertificate trusted(TrustAnchors publishers, Instant instant) {
        try {
            return publishers.check(chain, CertificateUsage.SIGNING_PUBLISHER, instant);
        } catch (CertificateRefusedException refused) {
            throw new SignatureRefusedException(SignatureFault.of(refused.fault()), refused);
        }
    }
}
