package org.yibao.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.TrustAnchors;

/** What an authority signed about whom to trust: revocation lists, or the announcement of its successor. */
public final class SignedTrust {
    private SignedTrust() {}

    /** What was taken. */
    public enum Kind {
        LISTS,
        ANNOUNCEMENT
    }

    /**
     * Takes it into the folder; what the folder has already changes nothing.
     *
     * @param content lists in PEM or one in DER, or an announcement in PEM
     * @param others authorities that are known besides those of the line and of signatures
     * @throws org.yibao.certs.CertsException when it is neither, or no trusted authority signed it
     * @throws IOException when the folder cannot be written
     */
    public static Kind take(CertificatesFolder folder, byte[] content, List<TrustAnchors> others, Instant now)
            throws IOException {
        IdentityFiles before = folder.load();
        List<RevocationList> lists = lists(content);
        IdentityFiles after = before;
        if (lists.isEmpty()) {
            after = before.announced(CertificateChain.decodePem(content), now);
        }
        for (RevocationList list : lists) {
            after = after.with(list, others, now);
        }
        folder.write(after);
        return lists.isEmpty() ? Kind.ANNOUNCEMENT : Kind.LISTS;
    }

    /** PEM may hold several lists, or none; DER is one. */
    private static List<RevocationList> lists(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")
                ? Revocations.decodePem(content).lists()
                : List.of(RevocationList.decode(content));
    }
}
