package org.yibao.certs;

import java.io.IOException;
import java.math.BigInteger;
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
    private static final int NAME_SHOWN_CHARACTERS = 200;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.subjectAlternativeName);

    private final byte[] encoded;
    private final X509CertificateHolder holder;
    private final byte[] contentEncoded;
    private final byte[] signature;
    private final Validity validity;
    private final ECPublicKeyParameters publicKey;
    private final String subject;
    private final String issuedBy;
    private final Optional<String> commonName;
    private final Optional<CertificateUsage> usage;
    private final boolean issuer;
    private final boolean revoker;
    private final OptionalInt pathLengthMax;
    private final Optional<GeneralNames> alternativeNames;
    private final byte[] issuerName;
    private final byte[] subjectName;
    private final Optional<byte[]> issuerKeyIdentifier;
    private final Optional<byte[]> keyIdentifier;

    /** Reads every part that will ever be looked at: the parser is lazy, and hostile bytes must fail here. */
    private Certificate(byte[] encoded) throws IOException {
        this.encoded = encoded;
        this.holder = new X509CertificateHolder(encoded);
        requireCanonical();
        TBSCertificate content = holder.toASN1Structure().getTBSCertificate();
        contentEncoded = content.getEncoded(ASN1Encoding.DER);
        signature = holder.getSignature();
        validity = new Validity(
                content.getStartDate().getDate().toInstant(),
                content.getEndDate().getDate().toInstant());
        publicKey = Curve.publicKey(content.getSubjectPublicKeyInfo());
        subject = printable(content.getSubject().toString());
        issuedBy = printable(content.getIssuer().toString());
        commonName = CommonName.in(content.getSubject());
        issuerName = content.getIssuer().getEncoded(ASN1Encoding.DER);
        subjectName = content.getSubject().getEncoded(ASN1Encoding.DER);

        Extensions extensions = content.getExtensions();
        if (extensions == null) {
            throw new MalformedException("the certificate has no extensions");
        }
        Optional<KeyUsage> keyUsage = Optional.ofNullable(KeyUsage.fromExtensions(extensions));
        Optional<ExtendedKeyUsage> extended = Optional.ofNullable(ExtendedKeyUsage.fromExtensions(extensions));
        Optional<BasicConstraints> constraints = Optional.ofNullable(BasicConstraints.fromExtensions(extensions));
        boolean authority = constraints.map(BasicConstraints::isCA).orElse(false);
        issuer = authority
                && keyUsage.map(bits -> bits.hasUsages(KeyUsage.keyCertSign)).orElse(false);
        revoker = authority
                && keyUsage.map(bits -> bits.hasUsages(KeyUsage.cRLSign)).orElse(false);
        pathLengthMax = constraints
                .map(BasicConstraints::getPathLenConstraintInteger)
                .map(length -> OptionalInt.of(length.intValueExact()))
                .orElse(OptionalInt.empty());
        usage = authority || keyUsage.isEmpty() || extended.isEmpty()
                ? Optional.empty()
                : CertificateUsage.of(keyUsage.get(), extended.get());
        alternativeNames =
                Optional.ofNullable(GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName));
        issuerKeyIdentifier = Optional.ofNullable(AuthorityKeyIdentifier.fromExtensions(extensions))
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
        keyIdentifier = Optional.ofNullable(SubjectKeyIdentifier.fromExtensions(extensions))
                .map(SubjectKeyIdentifier::getKeyIdentifier);
    }

    private void requireCanonical() throws IOException {
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
    }

    /** A stranger's text on its way to our logs: one line, of bounded length. */
    static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= NAME_SHOWN_CHARACTERS ? line : line.substring(0, NAME_SHOWN_CHARACTERS);
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
        return validity;
    }

    /** The issuer it names, as {@link #toString} shows the subject. */
    public String issuedBy() {
        return issuedBy;
    }

    /** The subject for operators and logs: one line, at most 200 characters, not verified by anything. */
    @Override
    public String toString() {
        return subject;
    }

    X509CertificateHolder holder() {
        return holder;
    }

    ECPublicKeyParameters publicKey() {
        return publicKey;
    }

    X500Name subjectName() {
        return holder.getSubject();
    }

    /** The only common name of the subject; empty when there is none or more than one. */
    Optional<String> commonName() {
        return commonName;
    }

    /** As it says; empty for an authority's certificate, and for one whose usages are not exactly one of ours. */
    public Optional<CertificateUsage> usage() {
        return usage;
    }

    /** Whether this is the certificate of an authority that may sign certificates. */
    boolean mayIssue() {
        return issuer;
    }

    /** Whether this is the certificate of an authority that may sign revocation lists. */
    boolean mayRevoke() {
        return revoker;
    }

    BigInteger serialNumber() {
        return holder.getSerialNumber();
    }

    /** How many authorities may stand between this one and the end of the chain; empty for any number. */
    OptionalInt pathLengthMax() {
        return pathLengthMax;
    }

    boolean answersFor(HostName host) {
        GeneralName wanted = host.generalName();
        return alternativeNames.stream()
                .flatMap(names -> Arrays.stream(names.getNames()))
                .anyMatch(wanted::equals);
    }

    /** Whether {@code other} bears the name and the key identifier this certificate gives for its issuer. */
    boolean claimsIssuer(Certificate other) {
        return other.bears(issuerName, issuerKeyIdentifier);
    }

    /** Whether this is the subject's name, and the key identifier this certificate's own as far as both are told. */
    boolean bears(byte[] name, Optional<byte[]> key) {
        boolean otherKey =
                key.isPresent() && keyIdentifier.isPresent() && !Arrays.equals(key.get(), keyIdentifier.get());
        return Arrays.equals(name, subjectName) && !otherKey;
    }

    /** Whether both are over one name and one key. */
    boolean isOfSameHolderAs(Certificate other) {
        return Arrays.equals(subjectName, other.subjectName)
                && Curve.describe(publicKey).equals(Curve.describe(other.publicKey));
    }

    boolean isSignedBy(Certificate other) {
        return Curve.verifies(other.publicKey, holder.getSignatureAlgorithm(), contentEncoded, signature);
    }

    void requireValidAt(Instant instant) {
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
