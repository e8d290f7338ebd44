package org.yibao.certs;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * An X.509 v3 certificate on SM2's curve or P-256, as read: nothing here says it is to be trusted. Its key and
 * its holder's name come from {@link TrustAnchors#check}.
 */
public final class Certificate {
    /** Longest DER form that is read. */
    public static final int ENCODED_MAX_BYTES = 8 * 1024;

    private static final int VERSION_3 = 3;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.subjectAlternativeName);

    private final byte[] encoded;
    private final X509CertificateHolder holder;
    private final ECPublicKeyParameters publicKey;
    private final Optional<KeyUsage> keyUsage;
    private final Optional<BasicConstraints> basicConstraints;
    private final Optional<ExtendedKeyUsage> extendedKeyUsage;
    private final Optional<GeneralNames> alternativeNames;

    private Certificate(byte[] encoded) throws IOException {
        this.encoded = encoded;
        this.holder = new X509CertificateHolder(encoded);
        if (!Arrays.equals(encoded, holder.toASN1Structure().getEncoded(ASN1Encoding.DER))) {
            throw new MalformedException("the certificate is not in canonical DER");
        }
        TBSCertificate content = holder.toASN1Structure().getTBSCertificate();
        if (holder.getVersionNumber() != VERSION_3 || !content.getSignature().equals(holder.getSignatureAlgorithm())) {
            throw new MalformedException("the certificate is not version 3, or names two signature algorithms");
        }
        if (!UNDERSTOOD.containsAll(holder.getCriticalExtensionOIDs())) {
            throw new MalformedException("the certificate has a critical extension that is not understood");
        }
        publicKey = Curve.publicKey(holder.getSubjectPublicKeyInfo());
        Extensions all = holder.getExtensions();
        keyUsage = Optional.ofNullable(all == null ? null : KeyUsage.fromExtensions(all));
        basicConstraints = Optional.ofNullable(all == null ? null : BasicConstraints.fromExtensions(all));
        extendedKeyUsage = Optional.ofNullable(all == null ? null : ExtendedKeyUsage.fromExtensions(all));
        alternativeNames = Optional.ofNullable(
                all == null ? null : GeneralNames.fromExtensions(all, Extension.subjectAlternativeName));
    }

    /**
     * Reads one certificate in canonical DER, at most {@value #ENCODED_MAX_BYTES} bytes.
     *
     * @throws MalformedException for anything else
     */
    public static Certificate decode(byte[] der) {
        if (der.length > ENCODED_MAX_BYTES) {
            throw new MalformedException("a certificate has at most " + ENCODED_MAX_BYTES + " bytes");
        }
        try {
            return new Certificate(der.clone());
        } catch (MalformedException ours) {
            throw ours;
        } catch (IOException | RuntimeException hostile) {
            // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
            throw new MalformedException("the bytes are no certificate", hostile);
        }
    }

    /** Canonical DER. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The SM3 digest of the DER form: names the certificate in a frame or a record. */
    public Digest id() {
        return Sm3.digest(encoded);
    }

    public Validity validity() {
        return new Validity(
                holder.getNotBefore().toInstant(), holder.getNotAfter().toInstant());
    }

    /** For operators and logs: the subject in RFC 4514 order, not verified by anything. */
    @Override
    public String toString() {
        return holder.getSubject().toString();
    }

    X509CertificateHolder holder() {
        return holder;
    }

    ECPublicKeyParameters publicKey() {
        return publicKey;
    }

    X500Name subject() {
        return holder.getSubject();
    }

    X500Name issuer() {
        return holder.getIssuer();
    }

    /** The only common name of the subject; empty when there is none or more than one. */
    Optional<String> commonName() {
        return CommonName.in(subject());
    }

    /** Empty for an authority's certificate, and for one whose usages are not exactly one of ours. */
    Optional<CertificateUsage> usage() {
        if (isAuthority() || keyUsage.isEmpty() || extendedKeyUsage.isEmpty()) {
            return Optional.empty();
        }
        return CertificateUsage.of(keyUsage.get(), extendedKeyUsage.get());
    }

    boolean isAuthority() {
        return basicConstraints.map(BasicConstraints::isCA).orElse(false);
    }

    boolean mayIssue() {
        return isAuthority()
                && keyUsage.map(usage -> usage.hasUsages(KeyUsage.keyCertSign)).orElse(false);
    }

    /** How many authorities may stand between this one and the end of the chain; empty for any number. */
    OptionalInt pathLengthMax() {
        return basicConstraints
                .map(BasicConstraints::getPathLenConstraintInteger)
                .map(length -> OptionalInt.of(length.intValueExact()))
                .orElse(OptionalInt.empty());
    }

    boolean answersFor(HostName host) {
        GeneralName wanted = host.generalName();
        return alternativeNames.stream()
                .flatMap(names -> Arrays.stream(names.getNames()))
                .anyMatch(wanted::equals);
    }

    /** Whether {@code issuer} bears the name this certificate gives for its issuer, and its key identifier. */
    boolean claimsIssuer(Certificate issuer) {
        return issuer().equals(issuer.subject()) && keyIdentifiersAgree(issuer);
    }

    private boolean keyIdentifiersAgree(Certificate issuer) {
        Extensions own = holder.getExtensions();
        Extensions theirs = issuer.holder.getExtensions();
        AuthorityKeyIdentifier wanted = own == null ? null : AuthorityKeyIdentifier.fromExtensions(own);
        SubjectKeyIdentifier offered = theirs == null ? null : SubjectKeyIdentifier.fromExtensions(theirs);
        return wanted == null
                || wanted.getKeyIdentifierOctets() == null
                || offered == null
                || Arrays.equals(wanted.getKeyIdentifierOctets(), offered.getKeyIdentifier());
    }

    boolean isSignedBy(Certificate issuer) {
        return Curve.verifies(
                issuer.publicKey, holder.getSignatureAlgorithm(), contentEncoded(), holder.getSignature());
    }

    private byte[] contentEncoded() {
        try {
            return holder.toASN1Structure().getTBSCertificate().getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new IllegalStateException("decoded from its canonical form", impossible);
        }
    }

    void requireValidAt(Instant instant) {
        Validity validity = validity();
        if (instant.isBefore(validity.notBefore())) {
            throw new CertificateRefusedException(
                    CertificateFault.NOT_YET_VALID, this + " is valid from " + validity.notBefore());
        }
        if (instant.isAfter(validity.notAfter())) {
            throw new CertificateRefusedException(
                    CertificateFault.EXPIRED, this + " was valid until " + validity.notAfter());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
