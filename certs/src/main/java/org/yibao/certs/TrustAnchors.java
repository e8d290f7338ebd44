package org.yibao.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The authorities trusted for one purpose, line or signing: one, or several while the authority changes over.
 *
 * @param authorities 1 to {@value #COUNT_MAX} self-signed certificates of authorities
 * @param revocations what they took back; lists of other authorities count for nothing
 */
public record TrustAnchors(List<Certificate> authorities, Revocations revocations) {
    /** Most authorities trusted at a time. */
    public static final int COUNT_MAX = 8;

    public TrustAnchors {
        authorities = List.copyOf(authorities);
        if (authorities.isEmpty() || authorities.size() > COUNT_MAX) {
            throw new MalformedException("there are 1 to " + COUNT_MAX + " trusted authorities");
        }
        for (Certificate authority : authorities) {
            if (!authority.mayIssue() || !authority.isSignedBy(authority)) {
                throw new MalformedException("a trusted authority's certificate is not that of an authority");
            }
        }
    }

    /** Authorities of which no revocation list is at hand. */
    public TrustAnchors(List<Certificate> authorities) {
        this(authorities, Revocations.NONE);
    }

    /** The same authorities with these revocation lists. */
    public TrustAnchors with(Revocations lists) {
        return new TrustAnchors(authorities, lists);
    }

    /** Reads the authorities' certificates in PEM. */
    public static TrustAnchors decodePem(byte[] pem) {
        return new TrustAnchors(Pem.decode(pem));
    }

    /** The authorities; not what they took back. */
    public byte[] encodePem() {
        return Pem.encode(authorities);
    }

    /**
     * Judges a chain for one use at one instant: every link holds and leads to one of these authorities, every
     * certificate is valid and not revoked then, and the holder's is for this use alone. Whose it is stays to be asked:
     * {@link TrustedCertificate#requireTerminal}, {@link TrustedCertificate#requireHost}.
     *
     * @throws CertificateRefusedException with the first fault found: links first, then instants, usage, name
     */
    public TrustedCertificate check(CertificateChain chain, CertificateUsage usage, Instant instant) {
        List<Certificate> path = pathOf(chain);
        for (int below = 0; below < path.size(); below++) {
            Certificate certificate = path.get(below);
            certificate.requireValidAt(instant);
            if (below + 1 < path.size()) {
                revocations.requireNotRevoked(certificate, path.get(below + 1), instant);
            }
            requireCurve(certificate, usage, Curve.of(chain.leaf().publicKey()));
        }
        requireUsage(chain.leaf(), usage);
        return TrustedCertificate.of(chain.leaf(), usage);
    }

    /**
     * These authorities and one that a trusted one announced: both count, each within its own validity, so that
     * holders change over one by one. Unchanged when the announced one is there already.
     *
     * @param announcement from {@link CertificateAuthority#announce}
     * @throws MalformedException when it is no announcement, or there are too many authorities
     * @throws CertificateRefusedException when no trusted authority signed it, or its time is over
     */
    public TrustAnchors announced(CertificateChain announcement, Instant instant) {
        if (announcement.certificates().size() != 2) {
            throw new MalformedException("an announcement has two certificates");
        }
        Certificate next = announcement.leaf();
        Certificate bridge = announcement.certificates().get(1);
        Certificate announcer = authorities.stream()
                .filter(bridge::claimsIssuer)
                .findFirst()
                .orElseThrow(() -> new CertificateRefusedException(
                        CertificateFault.WRONG_ISSUER, bridge + " was announced by no trusted authority"));
        requireLink(bridge, announcer, 0);
        announcer.requireValidAt(instant);
        bridge.requireValidAt(instant);
        revocations.requireNotRevoked(bridge, announcer, instant);
        if (!bridge.mayIssue() || !bridge.isOfSameHolderAs(next)) {
            throw new CertificateRefusedException(
                    CertificateFault.BROKEN_CHAIN, announcer + " did not announce " + next);
        }
        if (Curve.of(next.publicKey()) != Curve.of(announcer.publicKey())) {
            throw new CertificateRefusedException(
                    CertificateFault.WRONG_USAGE, next + " is not on the curve of " + announcer);
        }
        if (authorities.contains(next)) {
            return this;
        }
        List<Certificate> both = new ArrayList<>(authorities);
        both.add(next);
        return new TrustAnchors(both, revocations);
    }

    /**
     * From the holder's certificate upwards to the first of the authorities that has signed. What the chain
     * holds beyond that proves nothing and is passed over: during a change-over others may need it.
     */
    private List<Certificate> pathOf(CertificateChain chain) {
        List<Certificate> links = chain.certificates();
        List<Certificate> path = new ArrayList<>();
        for (Certificate link : links) {
            int below = path.size();
            path.add(link);
            Optional<Certificate> anchor =
                    authorities.stream().filter(link::claimsIssuer).findFirst();
            if (anchor.isPresent()) {
                requireLink(link, anchor.get(), below);
                path.add(anchor.get());
                return path;
            }
            if (path.size() < links.size()) {
                requireLink(link, links.get(path.size()), below);
            }
        }
        throw new CertificateRefusedException(
                CertificateFault.WRONG_ISSUER, chain.leaf() + " leads to no trusted authority");
    }

    /** {@code authoritiesBelow} authorities stand between the issuer and the holder's certificate. */
    private static void requireLink(Certificate link, Certificate issuer, int authoritiesBelow) {
        boolean holds = link.claimsIssuer(issuer)
                && issuer.mayIssue()
                && authoritiesBelow <= issuer.pathLengthMax().orElse(Integer.MAX_VALUE)
                && link.isSignedBy(issuer);
        if (!holds) {
            throw new CertificateRefusedException(CertificateFault.BROKEN_CHAIN, link + " was not issued by " + issuer);
        }
    }

    private static void requireUsage(Certificate leaf, CertificateUsage usage) {
        if (leaf.usage().filter(usage::equals).isEmpty()) {
            throw new CertificateRefusedException(CertificateFault.WRONG_USAGE, leaf + " is not for " + usage);
        }
    }

    /** A chain stays on its holder's curve. */
    private static void requireCurve(Certificate certificate, CertificateUsage usage, Curve curve) {
        if (!usage.runsOn(curve) || Curve.of(certificate.publicKey()) != curve) {
            throw new CertificateRefusedException(
                    CertificateFault.WRONG_USAGE, certificate + " is not on a curve of " + usage);
        }
    }
}
