package org.yibao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/**
 * What an authority takes back (X.509 v2 CRL, RFC 5280 section 5): complete, its own certificates only. As read:
 * {@link Revocations#with} finds out who signed it.
 */
public final class RevocationList {
    /** Longest DER form that is read: some 1,700 certificates. */
    public static final int ENCODED_MAX_BYTES = 64 * 1024;

    private static final int VERSION_2 = 2;

    private final byte[] encoded;
    private final byte[] contentEncoded;
    private final AlgorithmIdentifier algorithm;
    private final byte[] signature;
    private final byte[] issuerName;
    private final Optional<byte[]> issuerKeyIdentifier;
    private final String issuer;
    private final Instant thisUpdate;
    private final Instant nextUpdate;
    private final Map<BigInteger, Instant> revoked = new HashMap<>();

    /** Reads every part that will ever be looked at, as {@link Certificate} does. */
    private RevocationList(byte[] encoded) throws IOException {
        this.encoded = encoded;
        CertificateList list = CertificateList.getInstance(encoded);
        TBSCertList content = list.getTBSCertList();
        if (!Arrays.equals(encoded, list.getEncoded(ASN1Encoding.DER))
                || list.getVersionNumber() != VERSION_2
                || !content.getSignature().equals(list.getSignatureAlgorithm())
                || content.getNextUpdate() == null) {
            throw new MalformedException("the revocation list is not a dated version 2 list in canonical DER");
        }
        Extensions extensions = requireUnderstood(content.getExtensions());
        contentEncoded = content.getEncoded(ASN1Encoding.DER);
        algorithm = list.getSignatureAlgorithm();
        signature = list.getSignature().getOctets();
        issuerName = content.getIssuer().getEncoded(ASN1Encoding.DER);
        issuerKeyIdentifier = Optional.ofNullable(AuthorityKeyIdentifier.fromExtensions(extensions))
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
        issuer = Certificate.printable(content.getIssuer().toString());
        thisUpdate = content.getThisUpdate().getDate().toInstant();
        nextUpdate = content.getNextUpdate().getDate().toInstant();
        for (TBSCertList.CRLEntry entry : content.getRevokedCertificates()) {
            if (entry.getExtensions() != null) {
                requireUnderstood(entry.getExtensions());
            }
            Instant since = entry.getRevocationDate().getDate().toInstant();
            revoked.merge(entry.getUserCertificate().getValue(), since, (one, two) -> one.isBefore(two) ? one : two);
        }
    }

    /** A critical extension makes a list partial, indirect, or a difference to another: none of them is taken. */
    private static Extensions requireUnderstood(Extensions extensions) {
        if (extensions == null || extensions.hasAnyCriticalExtensions()) {
            throw new MalformedException("the revocation list has no extensions, or one that is not understood");
        }
        return extensions;
    }

    /**
     * Reads one list in canonical DER, at most {@value #ENCODED_MAX_BYTES} bytes.
     *
     * @throws MalformedException for anything else
     */
    public static RevocationList decode(byte[] der) {
        if (der.length > ENCODED_MAX_BYTES) {
            throw new MalformedException("a revocation list has at most " + ENCODED_MAX_BYTES + " bytes");
        }
        try {
            return new RevocationList(der.clone());
        } catch (MalformedException ours) {
            throw ours;
        } catch (IOException | RuntimeException hostile) {
            // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
            throw new MalformedException("the bytes are no revocation list", hostile);
        }
    }

    /** Canonical DER. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** When the authority made it. */
    public Instant thisUpdate() {
        return thisUpdate;
    }

    /** When the authority promised a newer one. */
    public Instant nextUpdate() {
        return nextUpdate;
    }

    /** How many certificates it takes back. */
    public int size() {
        return revoked.size();
    }

    /**
     * Returns when a newer list is not due yet.
     *
     * @throws CertificateRefusedException with {@link CertificateFault#REVOCATION_LIST_STALE} when it is
     */
    public void requireFreshAt(Instant instant) {
        if (instant.isAfter(nextUpdate)) {
            throw new CertificateRefusedException(
                    CertificateFault.REVOCATION_LIST_STALE,
                    "the list of " + this + " was to be replaced " + nextUpdate);
        }
    }

    /** The issuer for operators and logs: one line, at most 200 characters. */
    @Override
    public String toString() {
        return issuer;
    }

    boolean isIssuedBy(Certificate authority) {
        return authority.mayRevoke()
                && authority.bears(issuerName, issuerKeyIdentifier)
                && Curve.verifies(authority.publicKey(), algorithm, contentEncoded, signature);
    }

    boolean isOfSameAuthorityAs(RevocationList other) {
        return Arrays.equals(issuerName, other.issuerName)
                && Arrays.equals(issuerKeyIdentifier.orElse(null), other.issuerKeyIdentifier.orElse(null));
    }

    /** Since when the certificate with this serial number counts no more. */
    Optional<Instant> revokedSince(BigInteger serialNumber) {
        return Optional.ofNullable(revoked.get(serialNumber));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RevocationList that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
