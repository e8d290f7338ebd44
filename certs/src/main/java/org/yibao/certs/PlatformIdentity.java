package org.yibao.certs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Who a platform is: its keys and certificates of the line, its signing key and certificate, and the authorities that
 * vouch for terminals.
 */
public final class PlatformIdentity {
    private final IdentityMaterial material;

    private PlatformIdentity(IdentityMaterial material) {
        this.material = material.require(CertificateUsage.LINE_SERVER, CertificateUsage.SIGNING_PLATFORM);
    }

    static PlatformIdentity of(IdentityMaterial material) {
        return new PlatformIdentity(material);
    }

    /** Opens an identity; throws as {@link TerminalIdentity#open}. */
    public static PlatformIdentity open(IdentityFiles files, char[] passphrase) {
        return new PlatformIdentity(IdentityMaterial.open(files, passphrase));
    }

    public IdentityFiles files(char[] passphrase) {
        return material.files(passphrase);
    }

    /**
     * Returns when all own chains are good at this instant.
     *
     * @throws CertificateRefusedException with the first fault
     */
    public void check(Instant instant) {
        material.check(CertificateUsage.LINE_SERVER, CertificateUsage.SIGNING_PLATFORM, instant);
    }

    /** A signer with the signing key; make one and keep it. */
    public Sm2Signer signer(Sm2UserId userId, SignatureEncoding encoding) {
        return material.signer(userId, encoding);
    }

    public CertificateChain signingChain() {
        return material.signing().requireChain();
    }

    /** The authorities under terminals' signatures. */
    public TrustAnchors signingAnchors() {
        return material.signingAnchors();
    }

    /** The platform's end of the line; as {@link TerminalIdentity#line}. */
    public LineTls line(LineSuites suites, InstantSource clock) {
        return line(suites, () -> signingAnchors().revocations(), clock);
    }

    /** As {@link #line(LineSuites, InstantSource)}, with the lists that are asked for at each judgement. */
    public LineTls line(LineSuites suites, Supplier<Revocations> revocations, InstantSource clock) {
        return LineTls.server(material.lines(), suites, revocations, clock);
    }

    /** The platform's end where terminals are enrolled, which asks for no certificate; otherwise as {@link #line}. */
    public LineTls enrolmentLine(LineSuites suites, InstantSource clock) {
        return LineTls.enrollingServer(material.lines(), suites, clock);
    }
}
