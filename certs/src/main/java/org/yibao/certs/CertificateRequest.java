package org.yibao.certs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * A PKCS#10 request: a public key, the proof that the sender holds its private half, and the name it asks for.
 * The name is a wish: the authority writes the subject.
 */
public final class CertificateRequest {
    /** Longest DER form that is read. */
    public static final int ENCODED_MAX_BYTES = 4 * 1024;

    private final byte[] encoded;
    private final ECPublicKeyParameters publicKey;
    private final Optional<String> commonName;

    private CertificateRequest(byte[] encoded, CertificationRequestInfo content) {
        this.encoded = encoded;
        this.publicKey = Curve.publicKey(content.getSubjectPublicKeyInfo());
        this.commonName = CommonName.in(content.getSubject());
    }

    /** A request for the key pair's certificate, signed with it. */
    public static CertificateRequest of(KeyPair keyPair, String commonName) {
        CertificationRequestInfo content = new CertificationRequestInfo(
                CommonName.distinguished(commonName), Curve.describe(keyPair.publicKey()), new DERSet());
        try {
            byte[] signature = keyPair.curve().sign(keyPair.privateKey(), content.getEncoded(ASN1Encoding.DER));
            CertificationRequest request = new CertificationRequest(
                    content, keyPair.curve().signatureAlgorithm(), new DERBitString(signature));
            return new CertificateRequest(request.getEncoded(ASN1Encoding.DER), content);
        } catch (IOException impossible) {
            throw new IllegalStateException("a request always encodes", impossible);
        }
    }

    /**
     * Reads a request in canonical DER, at most {@value #ENCODED_MAX_BYTES} bytes.
     *
     * @throws MalformedException when the bytes are no request
     * @throws WrongSignatureException when its sender does not hold the private key
     */
    public static CertificateRequest decode(byte[] der) {
        if (der.length > ENCODED_MAX_BYTES) {
            throw new MalformedException("a certificate request has at most " + ENCODED_MAX_BYTES + " bytes");
        }
        try {
            return decodeProven(der.clone());
        } catch (CertsException ours) {
            throw ours;
        } catch (IOException | RuntimeException hostile) {
            // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
            throw new MalformedException("the bytes are no certificate request", hostile);
        }
    }

    private static CertificateRequest decodeProven(byte[] der) throws IOException {
        CertificationRequest request = CertificationRequest.getInstance(der);
        if (!Arrays.equals(der, request.getEncoded(ASN1Encoding.DER))) {
            throw new MalformedException("the certificate request is not in canonical DER");
        }
        CertificationRequestInfo content = request.getCertificationRequestInfo();
        CertificateRequest decoded = new CertificateRequest(der, content);
        boolean proven = Curve.verifies(
                decoded.publicKey,
                request.getSignatureAlgorithm(),
                content.getEncoded(ASN1Encoding.DER),
                request.getSignature().getOctets());
        if (!proven) {
            throw new WrongSignatureException("the sender of the request does not hold its private key");
        }
        return decoded;
    }

    /** Canonical DER. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The only common name asked for; empty when there is none or more than one. */
    public Optional<String> commonName() {
        return commonName;
    }

    /** Whether a certificate is over the key that this request asks for. */
    boolean asksFor(Certificate certificate) {
        return Curve.describe(publicKey).equals(Curve.describe(certificate.publicKey()));
    }

    ECPublicKeyParameters publicKey() {
        return publicKey;
    }
}
