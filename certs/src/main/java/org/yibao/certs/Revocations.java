package org.yibao.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The revocation lists at hand, of each authority its newest. A certificate that a list takes back counts at
 * instants before its revocation and not from then on; a list whose successor is late goes on counting.
 *
 * @param lists as PEM at most 256 KiB
 */
public record Revocations(List<RevocationList> lists) {
    public static final Revocations NONE = new Revocations(List.of());

    private static final String LABEL = "X509 CRL";

    public Revocations {
        lists = List.copyOf(lists);
        if (Pem.encode(LABEL, lists.stream().map(RevocationList::encoded).toList()).length > Pem.TEXT_MAX_BYTES) {
            throw new MalformedException("revocation lists have at most " + Pem.TEXT_MAX_BYTES + " bytes");
        }
    }

    /** Reads lists in PEM. */
    public static Revocations decodePem(byte[] pem) {
        return new Revocations(
                Pem.decode(LABEL, pem).stream().map(RevocationList::decode).toList());
    }

    public byte[] encodePem() {
        return Pem.encode(LABEL, lists.stream().map(RevocationList::encoded).toList());
    }

    /**
     * These lists with another in place of the same authority's earlier one; unchanged when it is not later.
     *
     * @param known the list must be signed by an authority of one of these
     * @throws CertificateRefusedException with {@link CertificateFault#WRONG_ISSUER} when it is not
     */
    public Revocations with(RevocationList list, List<TrustAnchors> known) {
        boolean signed = known.stream()
                .flatMap(anchors -> anchors.authorities().stream())
                .anyMatch(list::isIssuedBy);
        if (!signed) {
            throw new CertificateRefusedException(
                    CertificateFault.WRONG_ISSUER, "no trusted authority signed the list of " + list);
        }
        List<RevocationList> kept = new ArrayList<>();
        for (RevocationList present : lists) {
            if (!present.isOfSameAuthorityAs(list)) {
                kept.add(present);
            } else if (!follows(list, present)) {
                return this;
            }
        }
        kept.add(list);
        return new Revocations(kept);
    }

    /** A list tells its second only: of two made within one, the longer is the later, for nothing is taken off within it. */
    private static boolean follows(RevocationList list, RevocationList present) {
        boolean sameSecond = list.thisUpdate().equals(present.thisUpdate());
        return sameSecond ? list.size() > present.size() : list.thisUpdate().isAfter(present.thisUpdate());
    }

    void requireNotRevoked(Certificate certificate, Certificate issuer, Instant instant) {
        lists.stream()
                .filter(list -> list.isIssuedBy(issuer))
                .flatMap(list -> list.revokedSince(certificate.serialNumber()).stream())
                .filter(since -> !instant.isBefore(since))
                .findFirst()
                .ifPresent(since -> {
                    throw new CertificateRefusedException(
                            CertificateFault.REVOKED, certificate + " was revoked from " + since);
                });
    }
}
