package org.yibao.platform.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertsException;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.Bytes;

/** Revocation lists of the platform's authorities, and announcements of their successors, in PEM. */
final class TrustFiles {
    private final List<TrustAnchors> authorities;
    private final Instant now;
    private Revocations lists = Revocations.NONE;
    private final List<Bytes> announcements = new ArrayList<>();

    private TrustFiles(List<TrustAnchors> authorities, Instant now) {
        this.authorities = authorities;
        this.now = now;
    }

    /** @throws PublicationException with all faults */
    static PublishedFile.Entries read(Map<String, Bytes> files, List<TrustAnchors> authorities, Instant now) {
        TrustFiles trust = new TrustFiles(authorities, now);
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            trust.add(file.getValue().toArray()).ifPresent(fault -> faults.add(file.getKey() + ": " + fault));
        }
        if (!faults.isEmpty()) {
            throw new PublicationException(faults);
        }
        Map<String, Bytes> entries = trust.entries();
        return new PublishedFile.Entries(entries.size(), entries);
    }

    /** @return what is wrong with it */
    private Optional<String> add(byte[] pem) {
        try {
            if (new String(pem, StandardCharsets.ISO_8859_1).contains("-----BEGIN X509 CRL-----")) {
                for (RevocationList list : Revocations.decodePem(pem).lists()) {
                    lists = lists.with(list, authorities);
                }
                return Optional.empty();
            }
            return announcement(CertificateChain.decodePem(pem));
        } catch (CertsException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** An announcement is one of whichever authority announced it. */
    private Optional<String> announcement(CertificateChain chain) {
        String refusal = "neither revocation list nor announcement";
        for (TrustAnchors authority : authorities) {
            try {
                authority.announced(chain, now);
                announcements.add(Bytes.of(chain.encodePem()));
                return Optional.empty();
            } catch (CertsException another) {
                refusal = String.valueOf(another.getMessage());
            }
        }
        return Optional.of(refusal);
    }

    private Map<String, Bytes> entries() {
        Map<String, Bytes> entries = new LinkedHashMap<>();
        if (!lists.lists().isEmpty()) {
            entries.put(PublishedFile.REVOCATIONS, Bytes.of(lists.encodePem()));
        }
        for (int i = 0; i < announcements.size(); i++) {
            entries.put("announcement-" + (i + 1) + ".pem", announcements.get(i));
        }
        return entries;
    }
}
