package org.yibao.certs;

import java.util.Set;

/**
 * The reference platform's two independent authorities, and what they issue together.
 *
 * @param line made by {@link CertificateAuthority#createForLine}
 * @param signing made by {@link CertificateAuthority#createForSigning}
 */
public record Authorities(CertificateAuthority line, CertificateAuthority signing) {
    /** Two authorities named {@code name} and what each is for. */
    public static Authorities create(String name, Validity validity) {
        return new Authorities(
                CertificateAuthority.createForLine(name + " line", validity),
                CertificateAuthority.createForSigning(name + " signing", validity));
    }

    /** Grants a request; that the letter is free within the institution is the caller's to know. */
    public EnrolmentAnswer enrol(EnrolmentRequest request, TerminalName terminal, Validity validity) {
        return new EnrolmentAnswer(
                line.issue(request.line(), terminal, CertificateUsage.LINE_CLIENT, validity),
                signing.issue(request.signing(), terminal, CertificateUsage.SIGNING_TERMINAL, validity),
                line.anchors(),
                signing.anchors());
    }

    /** A platform's identity, its key pairs made here. */
    public PlatformIdentity issuePlatform(String name, Set<HostName> hosts, Validity validity) {
        P256KeyPair lineKeys = P256KeyPair.generate();
        Sm2KeyPair signingKeys = Sm2KeyPair.generate();
        CertificateChain lineChain = line.issueServer(CertificateRequest.of(lineKeys, name), name, hosts, validity);
        CertificateChain signingChain = signing.issuePlatform(CertificateRequest.of(signingKeys, name), name, validity);
        return PlatformIdentity.of(new IdentityMaterial(
                KeyStoreFile.of(lineKeys, lineChain),
                KeyStoreFile.of(signingKeys, signingChain),
                line.anchors(),
                signing.anchors()));
    }
}
