package org.yibao.certs;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;

/**
 * What a terminal sends to be enrolled: one certificate request for each of its key pairs. Bytes:
 * {@code SEQUENCE { line CertificationRequest, lineSm CertificationRequest, signing CertificationRequest }} in DER.
 *
 * @param line on P-256
 * @param lineSm on SM2's curve
 * @param signing on SM2's curve
 */
public record EnrolmentRequest(CertificateRequest line, CertificateRequest lineSm, CertificateRequest signing) {
    private static final int PARTS = 3;

    public EnrolmentRequest {
        boolean fitting = Curve.of(line.publicKey()) == Curve.P256
                && Curve.of(lineSm.publicKey()) == Curve.SM2
                && Curve.of(signing.publicKey()) == Curve.SM2;
        if (!fitting) {
            throw new MalformedException("a terminal asks for a key on P-256 and for two on SM2's curve");
        }
    }

    /**
     * The institution the terminal says it stands at; whether that is so is the authority's to find out.
     *
     * @throws MalformedException when the requests name none, or several
     */
    public String institutionCode() {
        String code = line.commonName().orElse("");
        if (!code.equals(lineSm.commonName().orElse(""))
                || !code.equals(signing.commonName().orElse(""))) {
            throw new MalformedException("the requests name different institutions");
        }
        return TerminalName.requireInstitutionCode(code);
    }

    /** Tells requests apart by their keys: every request for the same three keys has this digest, and no other. */
    public Digest keys() {
        try {
            return Sm3.digest(DerList.encode(List.of(
                    Curve.describe(line.publicKey()).getEncoded(ASN1Encoding.DER),
                    Curve.describe(lineSm.publicKey()).getEncoded(ASN1Encoding.DER),
                    Curve.describe(signing.publicKey()).getEncoded(ASN1Encoding.DER))));
        } catch (IOException impossible) {
            throw new IllegalStateException("a public key always encodes", impossible);
        }
    }

    /** Whether a certificate is over one of the keys that this asks for. */
    public boolean asksFor(Certificate certificate) {
        return line.asksFor(certificate) || lineSm.asksFor(certificate) || signing.asksFor(certificate);
    }

    public byte[] encode() {
        return DerList.encode(List.of(line.encoded(), lineSm.encoded(), signing.encoded()));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedException for anything else
     * @throws WrongSignatureException when the sender does not hold all private keys
     */
    public static EnrolmentRequest decode(byte[] encoded) {
        List<byte[]> requests = DerList.decode(encoded, PARTS);
        return new EnrolmentRequest(
                CertificateRequest.decode(requests.get(0)),
                CertificateRequest.decode(requests.get(1)),
                CertificateRequest.decode(requests.get(2)));
    }
}
