package org.yibao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Issues certificates for the reference platform and the tests, each on its own curve. One stands for the line
 * on P-256, one for the line on SM2, one for signing: whoever trusts one for its use trusts it for no other.
 */
public final class CertificateAuthority {
    private static final int SERIAL_BYTES = 16;
    private static final int KEY_IDENTIFIER_BYTES = 20;

    private final KeyPair keyPair;
    private final Certificate certificate;

    private CertificateAuthority(KeyPair keyPair, Certificate certificate) {
        this.keyPair = keyPair;
        this.certificate = certificate;
    }

    public static CertificateAuthority createForLine(String name, Validity validity) {
        return create(P256KeyPair.generate(), name, validity);
    }

    /** An authority for the line in the SM suite. */
    public static CertificateAuthority createForLineSm(String name, Validity validity) {
        return create(Sm2KeyPair.generate(), name, validity);
    }

    public static CertificateAuthority createForSigning(String name, Validity validity) {
        return create(Sm2KeyPair.generate(), name, validity);
    }

    private static CertificateAuthority create(KeyPair keyPair, String name, Validity validity) {
        X500Name subject = CommonName.distinguished(name);
        Issue issue = new Issue(keyPair, subject, keyPair.publicKey(), subject, validity);
        return new CertificateAuthority(keyPair, issue.signAuthority());
    }

    /**
     * The authority whose key and certificate a key store holds.
     *
     * @throws MalformedException when the key store's certificate is not that of an authority
     */
    public static CertificateAuthority of(KeyStoreFile keyStore) {
        Certificate certificate = keyStore.requireChain().leaf();
        if (!certificate.mayIssue()) {
            throw new MalformedException("the key store's certificate is not that of an authority");
        }
        return new CertificateAuthority(keyStore.keyPair(), certificate);
    }

    /** The authority's key and certificate, to be kept. */
    public KeyStoreFile keyStore() {
        return KeyStoreFile.of(keyPair, new CertificateChain(List.of(certificate)));
    }

    public TrustAnchors anchors() {
        return new TrustAnchors(List.of(certificate));
    }

    /** A terminal's certificate; {@code usage} is {@code LINE_CLIENT} or {@code SIGNING_TERMINAL}. */
    public CertificateChain issue(
            CertificateRequest request, TerminalName terminal, CertificateUsage usage, Validity validity) {
        requireIssues(request, usage, usage.namesTerminal());
        return issue(request, terminal.toString(), usage, Set.of(), validity);
    }

    /** The platform's {@code LINE_SERVER} certificate, for at least one host. */
    public CertificateChain issueServer(
            CertificateRequest request, String name, Set<HostName> hosts, Validity validity) {
        requireIssues(request, CertificateUsage.LINE_SERVER, !hosts.isEmpty());
        return issue(request, name, CertificateUsage.LINE_SERVER, hosts, validity);
    }

    /** The platform's {@code SIGNING_PLATFORM} certificate. */
    public CertificateChain issuePlatform(CertificateRequest request, String name, Validity validity) {
        requireIssues(request, CertificateUsage.SIGNING_PLATFORM, true);
        return issue(request, name, CertificateUsage.SIGNING_PLATFORM, Set.of(), validity);
    }

    /**
     * A publisher's key pair, made here, with its {@code SIGNING_PUBLISHER} certificate.
     *
     * @param name the {@code publisher} of its bundles, see {@link PublisherSignature}
     */
    public KeyStoreFile issuePublisher(String name, Validity validity) {
        PublisherSignature.requireName(name);
        Sm2KeyPair keyPair = Sm2KeyPair.generate();
        CertificateRequest request = CertificateRequest.of(keyPair, name);
        requireIssues(request, CertificateUsage.SIGNING_PUBLISHER, true);
        return KeyStoreFile.of(keyPair, issue(request, name, CertificateUsage.SIGNING_PUBLISHER, Set.of(), validity));
    }

    /**
     * Takes certificates back; the list replaces the one before and names all of them again.
     *
     * @param revoked certificates of this authority, each with the instant from which it counts no more
     * @param validity from now to when the next list will be made
     */
    public RevocationList revocationList(Map<Certificate, Instant> revoked, Validity validity) {
        V2TBSCertListGenerator content = new V2TBSCertListGenerator();
        content.setSignature(keyPair.curve().signatureAlgorithm());
        content.setIssuer(certificate.subjectName());
        content.setThisUpdate(new Time(Date.from(validity.notBefore())));
        content.setNextUpdate(new Time(Date.from(validity.notAfter())));
        revoked.forEach((taken, since) -> {
            if (!taken.claimsIssuer(certificate)) {
                throw new IllegalArgumentException(certificate + " takes back its own certificates only");
            }
            content.addCRLEntry(new ASN1Integer(taken.serialNumber()), new Time(Date.from(since)), null);
        });
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(Issue.keyIdentifier(keyPair.publicKey())));
            // Grows with each list, with no counter to keep.
            BigInteger number = BigInteger.valueOf(validity.notBefore().getEpochSecond());
            extensions.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
            content.setExtensions(extensions.generate());
            TBSCertList toBeSigned = content.generateTBSCertList();
            return RevocationList.decode(signed(keyPair, toBeSigned));
        } catch (IOException impossible) {
            throw new IllegalStateException("a revocation list always encodes", impossible);
        }
    }

    /** Of these, its own. */
    Map<Certificate, Instant> own(Map<Certificate, Instant> revoked) {
        return revoked.entrySet().stream()
                .filter(each -> each.getKey().claimsIssuer(certificate))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A certificate of this authority with the authority's own. */
    CertificateChain chain(Certificate issued) {
        return new CertificateChain(List.of(issued, certificate));
    }

    /**
     * Announces the authority that follows this one: see {@link TrustAnchors#announced}.
     *
     * @param validity while terminals may take the announcement
     * @return the next authority's own certificate, then one over its key by this authority
     */
    public CertificateChain announce(CertificateAuthority next, Validity validity) {
        Issue issue = new Issue(
                keyPair, certificate.subjectName(), next.keyPair.publicKey(), next.certificate.subjectName(), validity);
        return new CertificateChain(List.of(next.certificate, issue.signAuthority()));
    }

    /** {@code SEQUENCE { content, algorithm, signature }}, as certificates and revocation lists are signed. */
    private static byte[] signed(KeyPair issuerKeys, ASN1Encodable content) throws IOException {
        byte[] signature = issuerKeys
                .curve()
                .sign(issuerKeys.privateKey(), content.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        return new DERSequence(new ASN1Encodable[] {
                    content, issuerKeys.curve().signatureAlgorithm(), new DERBitString(signature)
                })
                .getEncoded(ASN1Encoding.DER);
    }

    private void requireIssues(CertificateRequest request, CertificateUsage usage, boolean fitting) {
        if (!fitting || !usage.runsOn(keyPair.curve()) || Curve.of(request.publicKey()) != keyPair.curve()) {
            throw new IllegalArgumentException(certificate + " does not issue this request for " + usage);
        }
    }

    private CertificateChain issue(
            CertificateRequest request, String name, CertificateUsage usage, Set<HostName> hosts, Validity validity) {
        Issue issue = new Issue(
                keyPair, certificate.subjectName(), request.publicKey(), CommonName.distinguished(name), validity);
        issue.add(Extension.basicConstraints, true, new BasicConstraints(false));
        issue.add(Extension.keyUsage, true, usage.keyUsage());
        issue.add(Extension.extendedKeyUsage, true, usage.extendedKeyUsage());
        if (!hosts.isEmpty()) {
            GeneralName[] names = hosts.stream().map(HostName::generalName).toArray(GeneralName[]::new);
            issue.add(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return chain(issue.sign());
    }

    /** One certificate on its way from its parts to its signature. */
    private static final class Issue {
        private final KeyPair issuerKeys;
        private final V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        private final ExtensionsGenerator extensions = new ExtensionsGenerator();

        Issue(
                KeyPair issuerKeys,
                X500Name issuer,
                ECPublicKeyParameters subjectKey,
                X500Name subject,
                Validity validity) {
            this.issuerKeys = issuerKeys;
            content.setSerialNumber(new ASN1Integer(new BigInteger(1, Randomness.bytes(SERIAL_BYTES))));
            content.setSignature(issuerKeys.curve().signatureAlgorithm());
            content.setIssuer(issuer);
            content.setSubject(subject);
            content.setSubjectPublicKeyInfo(Curve.describe(subjectKey));
            content.setStartDate(new Time(Date.from(validity.notBefore())));
            content.setEndDate(new Time(Date.from(validity.notAfter())));
            add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(subjectKey)));
            add(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(keyIdentifier(issuerKeys.publicKey())));
        }

        void add(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) {
            try {
                extensions.addExtension(name, critical, value);
            } catch (IOException impossible) {
                throw new IllegalStateException("an extension always encodes", impossible);
            }
        }

        Certificate signAuthority() {
            add(Extension.basicConstraints, true, new BasicConstraints(0));
            add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign();
        }

        Certificate sign() {
            content.setExtensions(extensions.generate());
            TBSCertificate toBeSigned = content.generateTBSCertificate();
            try {
                return Certificate.decode(signed(issuerKeys, toBeSigned));
            } catch (IOException impossible) {
                throw new IllegalStateException("a certificate always encodes", impossible);
            }
        }

        private static byte[] keyIdentifier(ECPublicKeyParameters key) {
            byte[] digest = Sm3.digest(key.getQ().getEncoded(false)).bytes();
            return Arrays.copyOf(digest, KEY_IDENTIFIER_BYTES);
        }
    }
}
