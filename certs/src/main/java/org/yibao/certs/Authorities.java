package org.yibao.certs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reference platform's three independent authorities, and what they issue together.
 *
 * @param line made by {@link CertificateAuthority#createForLine}
 * @param lineSm made by {@link CertificateAuthority#createForLineSm}
 * @param signing made by {@link CertificateAuthority#createForSigning}
 */
public record Authorities(CertificateAuthority line, CertificateAuthority lineSm, CertificateAuthority signing) {
    /** Three authorities named {@code name} and what each is for. */
    public static Authorities create(String name, Validity validity) {
        return new Authorities(
                CertificateAuthority.createForLine(name + " line", validity),
                CertificateAuthority.createForLineSm(name + " line SM", validity),
                CertificateAuthority.createForSigning(name + " signing", validity));
    }

    /** Grants a request; that the letter is free within the institution is the caller's to know. */
    public EnrolmentAnswer enrol(EnrolmentRequest request, TerminalName terminal, Validity validity) {
        return answer(
                line.issue(request.line(), terminal, CertificateUsage.LINE_CLIENT, validity),
                lineSm.issue(request.lineSm(), terminal, CertificateUsage.LINE_CLIENT, validity),
                signing.issue(request.signing(), terminal, CertificateUsage.SIGNING_TERMINAL, validity));
    }

    /**
     * The answer that granted these requests before.
     *
     * @param issued certificates of these authorities
     * @return empty when not each key has one of them
     */
    public Optional<EnrolmentAnswer> grantedBefore(EnrolmentRequest request, List<Certificate> issued) {
        Optional<Certificate> ofLine = over(request.line(), issued);
        Optional<Certificate> ofLineSm = over(request.lineSm(), issued);
        Optional<Certificate> ofSigning = over(request.signing(), issued);
        return ofLine.isEmpty() || ofLineSm.isEmpty() || ofSigning.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        answer(line.chain(ofLine.get()), lineSm.chain(ofLineSm.get()), signing.chain(ofSigning.get())));
    }

    private static Optional<Certificate> over(CertificateRequest request, List<Certificate> issued) {
        return issued.stream().filter(request::asksFor).findFirst();
    }

    private EnrolmentAnswer answer(CertificateChain ofLine, CertificateChain ofLineSm, CertificateChain ofSigning) {
        return new EnrolmentAnswer(ofLine, ofLineSm, ofSigning, line.anchors(), lineSm.anchors(), signing.anchors());
    }

    /**
     * What each authority takes back, together.
     *
     * @param revoked certificates of these authorities, each with the instant from which it counts no more
     * @param validity from now to when the next lists will be made
     */
    public Revocations revocations(Map<Certificate, Instant> revoked, Validity validity) {
        return new Revocations(Stream.of(line, lineSm, signing)
                .map(authority -> authority.revocationList(authority.own(revoked), validity))
                .toList());
    }

    /** The authorities of the line, public: what a terminal needs that is to be enrolled over it. */
    public TrustAnchors lineAnchors() {
        return new TrustAnchors(Stream.of(line, lineSm)
                .flatMap(each -> each.anchors().authorities().stream())
                .toList());
    }

    /** A platform's identity, its key pairs made here. */
    public PlatformIdentity issuePlatform(String name, Set<HostName> hosts, Validity validity) {
        Sm2KeyPair signingKeys = Sm2KeyPair.generate();
        CertificateChain signingChain = signing.issuePlatform(CertificateRequest.of(signingKeys, name), name, validity);
        return PlatformIdentity.of(new IdentityMaterial(
                server(line, P256KeyPair.generate(), name, hosts, validity),
                Optional.of(server(lineSm, Sm2KeyPair.generate(), name, hosts, validity)),
                KeyStoreFile.of(signingKeys, signingChain),
                signing.anchors()));
    }

    private static LineKeys server(
            CertificateAuthority authority, KeyPair keys, String name, Set<HostName> hosts, Validity validity) {
        CertificateChain chain = authority.issueServer(CertificateRequest.of(keys, name), name, hosts, validity);
        return new LineKeys(KeyStoreFile.of(keys, chain), authority.anchors());
    }
}
