package org.yibao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Makes certificates no honest authority would: any subject, any extension, signed by any key. */
final class CertificateForge {
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private final V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
    private final KeyPair issuer;
    private Curve claimed;

    CertificateForge(KeyPair issuer, String issuerName, KeyPair subject, String subjectName) {
        this.issuer = issuer;
        this.claimed = issuer.curve();
        content.setSerialNumber(new ASN1Integer(BigInteger.ONE));
        content.setIssuer(CommonName.distinguished(issuerName));
        content.setSubject(CommonName.distinguished(subjectName));
        content.setSubjectPublicKeyInfo(Curve.describe(subject.publicKey()));
        validity(TestAuthorities.YEAR);
    }

    CertificateForge validity(Validity validity) {
        content.setStartDate(new Time(Date.from(validity.notBefore())));
        content.setEndDate(new Time(Date.from(validity.notAfter())));
        return this;
    }

    CertificateForge subject(X500Name subject) {
        content.setSubject(subject);
        return this;
    }

    CertificateForge key(SubjectPublicKeyInfo key) {
        content.setSubjectPublicKeyInfo(key);
        return this;
    }

    CertificateForge claimingSignatureOf(Curve curve) {
        claimed = curve;
        return this;
    }

    CertificateForge with(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) throws IOException {
        extensions.addExtension(name, critical, value);
        return this;
    }

    byte[] encoded() throws IOException {
        content.setSignature(claimed.signatureAlgorithm());
        if (!extensions.isEmpty()) {
            content.setExtensions(extensions.generate());
        }
        TBSCertificate toBeSigned = content.generateTBSCertificate();
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(toBeSigned);
        parts.add(claimed.signatureAlgorithm());
        parts.add(new DERBitString(issuer.curve().sign(issuer.privateKey(), toBeSigned.getEncoded("DER"))));
        return new DERSequence(parts).getEncoded("DER");
    }

    Certificate certificate() throws IOException {
        return Certificate.decode(encoded());
    }
}
